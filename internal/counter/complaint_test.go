package counter_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// codes are AAAA-0001 and so on; their hash is their own text.
func (b *bench) codes() cases.Codes {
	issued := 0
	return cases.Codes{
		New:  func() string { issued++; return fmt.Sprintf("AAAA-%04d", issued) },
		Hash: func(code string) []byte { return []byte("hash of " + code) },
	}
}

const (
	complained = "TS2026-000007"
	formKey    = "0123456789abcdef0123456789abcdef"
)

var (
	discipline = countertest.Principal(countertest.Discipline)
)

func against(facts map[string]string) map[string]string {
	out := map[string]string{casework.FactAgainstUnit: "permits", "statement": "推诿", "channel": "phone", "applicant": "张三", "phone": "13900000000"}
	for name, value := range facts {
		out[name] = value
	}
	return out
}

// Whom a complaint is about says who handles it: nobody of whom it is, nor who
// stands beside him (design section 5).
func TestWhoHandlesAComplaint(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		facts map[string]string
		post  string
		up    string
	}{
		"a section":                             {nil, "efficiency", ""},
		"the bureau, nobody named":              {map[string]string{"against_unit": "bureau"}, "efficiency", ""},
		"a handler":                             {map[string]string{"against_person": countertest.Handler}, "efficiency", ""},
		"the leader in charge":                  {map[string]string{"against_post": "leader"}, "efficiency", ""},
		"the efficiency office":                 {map[string]string{"against_post": "efficiency"}, "discipline", "discipline_office"},
		"whoever holds that post":               {map[string]string{"against_person": countertest.Efficiency}, "discipline", "discipline_office"},
		"the head of the bureau":                {map[string]string{"against_post": "chief"}, "discipline", "discipline_office"},
		"the head by name":                      {map[string]string{"against_person": countertest.Chief}, "discipline", "discipline_office"},
		"the discipline office is no exception": {map[string]string{"against_post": "discipline"}, "efficiency", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			_, err := b.Register(t.Context(), clerk(), core.Registration{Item: countertest.Complaint, Fields: against(tt.facts)}, "k")
			require.NoError(t, err)
			kept := b.store.Registered[0]
			require.Equal(t, tt.post, kept.Post)
			require.Equal(t, tt.up, kept.Facts[casework.FactOffice])
			require.Equal(t, tt.up != "", kept.Facts[casework.FactOfficePost] == tt.post)
		})
	}
}

// complaint puts one forwarded to the permit desk on 3-04, received on 3-02.
func (b *bench) complaint(facts map[string]string) {
	received, forwarded := time.Date(2026, 3, 2, 1, 17, 23, 0, time.UTC), time.Date(2026, 3, 4, 2, 30, 0, 0, time.UTC)
	b.store.Put(casework.State{
		Number: complained, Kind: casework.Complaint, Item: countertest.Complaint, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageHandle,
		Received: received, Registered: received, Facts: facts,
		Clocks: []casework.Clock{{Name: "forward", Round: 1, Status: casework.Met, Start: received, Ended: forwarded, Limit: "1wd", Climbed: []casework.Alarm{{At: received, Kind: casework.AlarmCharge}}}, {Name: "handle", Round: 1, Status: casework.Running, Start: forwarded, Due: forwarded, Limit: "10wd"}},
	})
	v := b.store.Cases[complained]
	v.Received, v.Registered, v.RegisteredBy, v.Parent = received, received, countertest.Clerk, "BJ2026-000003"
	b.store.Cases[complained] = v
	b.store.Sealed[complained] = map[string]string{"applicant": "赵某某"}
	b.store.Texts["t1"], b.store.Texts["t2"] = "内部意见", "请整改"
	b.store.Events[complained] = []casework.TimelineRow{
		{ID: 71, Name: casework.CaseRegistered, At: received, Recorded: received, Actor: countertest.Clerk, ActorName: "陈芳"},
		{ID: 72, Name: casework.ClockStarted, Clock: "forward", At: received, Detail: map[string]string{"start": received.Format(time.RFC3339)}},
		{ID: 75, Name: casework.Screened, Level: "complaint", At: received.Add(time.Hour), TextID: "t1", Detail: map[string]string{"ground": "rudeness", "earlier": "TS2026-000003"}},
		{ID: 79, Name: casework.Forwarded, At: forwarded, TextID: "t1"},
		{ID: 80, Name: casework.SelfReportOwed, At: forwarded, Detail: map[string]string{"on_matter": "3"}},
		{ID: 81, Name: casework.Disclosed, At: forwarded, Detail: map[string]string{"person": countertest.Head}},
		{ID: 82, Name: casework.CommandRefused, At: forwarded, Detail: map[string]string{"command": casework.Disclose}},
		{ID: 83, Name: casework.Advised, Level: casework.AdviceLead, At: forwarded, TextID: "t1"},
		{ID: 84, Name: casework.Advised, Level: "rectify", At: forwarded, TextID: "t2"},
		{ID: 85, Name: casework.Rated, Level: "unsatisfied", At: forwarded},
	}
	b.store.Ledgers = map[string][]casework.LedgerRow{complained: {
		{ID: 9, Clock: "forward", At: received, Actor: countertest.Clerk, DueChange: casework.DueChange{Start: received}},
		{ID: 12, Clock: "handle", At: forwarded, DueChange: casework.DueChange{Start: forwarded}},
	}}
}

// What came before the forwarding the unit, its head, its leaders and the auditor
// see by its day: not the minute, not who took it down, not by which way it came,
// not what it hangs together with (R082).
func TestTheVeil(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.complaint(map[string]string{casework.FactChannel: "visit", casework.FactMatter: "TS2026-000003", casework.FactDisclosed: "p-other"})
	midnight := time.Date(2026, 3, 2, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))
	for _, p := range []casework.Principal{handler(), head(), leader(), chief()} {
		view, err := b.Case(t.Context(), p, complained)
		require.NoError(t, err)
		require.True(t, view.Veiled)
		require.True(t, midnight.Equal(view.Received) && midnight.Equal(view.Registered), "%s", view.Received)
		require.Empty(t, view.RegisteredBy+view.Parent)
		for _, telling := range []string{"visit", "TS2026-000003", "p-other", "09:17:23", "01:17:23"} {
			require.NotContains(t, string(view.State), telling)
		}
		rows, err := b.Timeline(t.Context(), p, complained)
		require.NoError(t, err)
		var names []casework.EventName
		for i, row := range rows {
			names = append(names, row.Name)
			if i < 3 {
				require.True(t, row.Day && midnight.Equal(row.At) && midnight.Equal(row.Recorded), row.Name)
				require.Zero(t, row.ID)
				require.Empty(t, row.Actor+row.ActorName+row.TextID)
			}
			require.NotEqual(t, "内部意见", row.Text)
		}
		require.Equal(t, midnight.Format(time.RFC3339), rows[1].Detail["start"])
		require.Equal(t, map[string]string{"ground": "rudeness"}, rows[2].Detail, "on which ground, and no other number")
		require.NotContains(t, names, casework.Rated)
		require.NotContains(t, names, casework.CommandRefused)
		require.Equal(t, p.Person == countertest.Head, contains(names, casework.Disclosed), "he knows himself, and nobody else does")
		require.Equal(t, 1, count(names, casework.Advised), "advice, and no lead")
		ledger, err := b.Ledger(t.Context(), p, complained)
		require.NoError(t, err)
		require.True(t, midnight.Equal(ledger[0].Start) && midnight.Equal(ledger[0].At))
		require.Empty(t, ledger[0].Actor)
		require.False(t, midnight.Equal(ledger[1].Start), "what the unit has itself it sees to the minute")
		list, err := b.Cases(t.Context(), p, cases.CasesFilter{Kind: casework.Complaint})
		require.NoError(t, err)
		require.True(t, midnight.Equal(list.Rows[0].Received))
	}
	view, err := b.Case(t.Context(), efficiency(), complained)
	require.NoError(t, err)
	require.False(t, view.Veiled)
	require.Equal(t, countertest.Clerk, view.RegisteredBy)
	rows, err := b.Timeline(t.Context(), efficiency(), complained)
	require.NoError(t, err)
	require.Len(t, rows, 10)
	require.Equal(t, "TS2026-000003", rows[2].Detail["earlier"])
	rows, err = b.Timeline(t.Context(), handler(), complained)
	require.NoError(t, err)
	require.Equal(t, "请整改", rows[len(rows)-1].Text, "advice is for the unit to read")
}

func contains(names []casework.EventName, name casework.EventName) bool {
	return count(names, name) > 0
}

func count(names []casework.EventName, name casework.EventName) (n int) {
	for _, have := range names {
		if have == name {
			n++
		}
	}
	return n
}

// The one the complainant consented to reads his fields, every reading on record,
// and no text; nobody else of the unit does; and it ends with the case (R082).
func TestTheDisclosedInvestigatorReadsTheFields(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.complaint(map[string]string{casework.FactDisclosed: countertest.Head})
	fields, err := b.Fields(t.Context(), head(), complained)
	require.NoError(t, err)
	require.Equal(t, "赵某某", fields["applicant"])
	require.Equal(t, []string{"p-head case.view_disclosed TS2026-000007 fields"}, b.store.Audits)
	_, err = b.Text(t.Context(), head(), complained, "t1")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "no word of the office")
	for _, p := range []casework.Principal{handler(), leader(), chief()} {
		_, err := b.Fields(t.Context(), p, complained)
		require.Equal(t, casework.Forbidden, casework.CodeOf(err), p.Person)
	}
	require.Len(t, b.store.Audits, 1)

	v := b.store.Cases[complained]
	v.Closed = new(time.Date(2026, 3, 20, 0, 0, 0, 0, time.UTC))
	b.store.Cases[complained] = v
	_, err = b.Fields(t.Context(), head(), complained)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "the case is closed")

	b.complaint(map[string]string{casework.FactDisclosed: countertest.Head, casework.FactAgainstPerson: countertest.Head})
	_, err = b.Fields(t.Context(), head(), complained)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "never him it is about")
	_, err = b.Case(t.Context(), head(), complained)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

// Acts the case could not judge: each refused by its field, and nothing kept.
func TestComplaintActsRefused(t *testing.T) {
	t.Parallel()
	signed := "2026-03-02T10:00:00+08:00"
	for name, tt := range map[string]struct {
		facts   map[string]string
		p       casework.Principal
		command string
		args    map[string]any
		code    casework.Code
		field   string
	}{
		"a reply by whom it is about": {
			map[string]string{"against_person": countertest.Handler}, handler(), casework.Reply,
			map[string]any{"outcome": "unproven", "reason": "x"}, casework.NotFound, "number",
		},
		"a reply from the post it is about": {
			map[string]string{"against_post": "permit-1"}, handler(), casework.Reply,
			map[string]any{"outcome": "unproven", "reason": "x"}, casework.NotFound, "number",
		},
		"given to whom it is about": {
			map[string]string{"against_person": countertest.Handler}, efficiency(), casework.Forward,
			map[string]any{"post": "permit-1"}, casework.OwnCase, "post",
		},
		"brought down again": {
			map[string]string{"office": "discipline_office", "office_post": "discipline"}, discipline, casework.Forward,
			map[string]any{"post": "efficiency"}, casework.OwnCase, "post",
		},
		"decided finally by nobody": {
			nil, efficiency(), casework.Forward, map[string]any{"post": "other-1", "approve": true}, casework.Invalid, "basis",
		},
		"disclosed to whom it is about": {
			map[string]string{"against_person": countertest.Head}, efficiency(), casework.Disclose,
			map[string]any{"person": countertest.Head, "received": signed, "approve": true, "reason": "x"}, casework.OwnCase, "person",
		},
		"disclosed to the post it is about": {
			map[string]string{"against_post": "head"}, efficiency(), casework.Disclose,
			map[string]any{"person": countertest.Head, "received": signed, "approve": true, "reason": "x"}, casework.OwnCase, "person",
		},
		"disclosed to a stranger to the case": {
			nil, efficiency(), casework.Disclose,
			map[string]any{"person": countertest.Stranger, "received": signed, "approve": true, "reason": "x"}, casework.NotCompetent, "person",
		},
		"disclosed without a date": {
			nil, efficiency(), casework.Disclose, map[string]any{"person": countertest.Head, "approve": true, "reason": "x"}, casework.Invalid, "received",
		},
		"the same matter, under way": {
			map[string]string{"matter": "TS2026-000003"}, efficiency(), casework.Screen,
			map[string]any{"outcome": "complaint", "category": "other", "reason": "x"}, casework.MatterUnderWay, "outcome",
		},
		"a matter that is none": {
			nil, efficiency(), casework.Screen,
			map[string]any{"outcome": "not_taken", "matter": "TS2026-000099", "reason": "x"}, casework.Invalid, "matter",
		},
		"itself": {
			nil, efficiency(), casework.Screen,
			map[string]any{"outcome": "not_taken", "matter": complained, "reason": "x"}, casework.Invalid, "matter",
		},
		"what went upward is none of the efficiency office": {
			map[string]string{"office": "discipline_office", "office_post": "discipline"}, efficiency(), casework.Screen,
			map[string]any{"outcome": "complaint", "category": "other", "reason": "x"}, casework.NotFound, "number",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.complaint(tt.facts)
			b.store.Put(casework.State{Number: "TS2026-000003", Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageHandle})
			_, err := b.Do(t.Context(), tt.p, complained, tt.command, tt.args, "k")
			require.Equal(t, tt.code, casework.CodeOf(err))
			refused := core.RefusalsOf(err)
			require.Equal(t, tt.field, refused[0].Field)
			require.NotEqual(t, string(tt.code), words.Refusal("zh", refused[0]), "said in words")
			require.NotEqual(t, string(tt.code), words.Refusal("en", refused[0]))
			require.Empty(t, b.store.Commands, "nothing is kept")
		})
	}
}

// Past its limit the earlier complaint is no bar to another (R075).
func TestTheSameMatterAgainPastItsLimit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.complaint(map[string]string{"matter": "TS2026-000003"})
	b.store.Put(casework.State{
		Number: "TS2026-000003", Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageHandle,
		Clocks: []casework.Clock{{Name: "handle", Round: 1, Status: casework.Breached}},
	})
	_, err := b.Do(t.Context(), efficiency(), complained, casework.Screen, map[string]any{"outcome": "complaint", "category": "other", "reason": "x"}, "k")
	require.NoError(t, err)
}

// By the public form: one case however often it is sent, its code good for it
// alone; what is wrong with a number or a code is never told.
func TestAPublicComplaint(t *testing.T) {
	t.Parallel()
	b := setup(t)
	fields := against(nil)
	delete(fields, "channel")
	first, err := b.Complain(t.Context(), casework.Complaint, fields, formKey)
	require.NoError(t, err)
	require.Equal(t, "AAAA-0001", first.Code)
	require.Equal(t, "web", b.store.Registered[0].Facts[casework.FactChannel])
	again, err := b.Complain(t.Context(), casework.Complaint, fields, formKey)
	require.NoError(t, err)
	require.True(t, again.Repeated)
	require.Equal(t, first.Number, again.Number)
	require.Len(t, b.store.Registered, 1)

	got, err := b.Progress(t.Context(), first.Number, again.Code)
	require.NoError(t, err)
	require.Equal(t, first.Number, got.Number)
	other := against(map[string]string{"statement": "另一件"})
	delete(other, "channel")
	second, err := b.Complain(t.Context(), casework.Complaint, other, strings.Repeat("f", 32))
	require.NoError(t, err)
	for name, tt := range map[string]struct{ number, code string }{
		"another's code": {first.Number, second.Code}, "a code shown before": {first.Number, first.Code}, "no code": {first.Number, ""},
		"no such case": {"TS2026-009999", again.Code}, "no number": {"x", again.Code},
	} {
		_, err := b.Progress(t.Context(), tt.number, tt.code)
		require.Equal(t, casework.FieldError(casework.WrongCode, "code", ""), err, name)
		_, err = b.ByCode(t.Context(), tt.number, tt.code, casework.Rate, map[string]any{"outcome": "satisfied"}, formKey)
		require.Equal(t, casework.FieldError(casework.WrongCode, "code", ""), err, name)
	}
}

func TestPublicComplaintsRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(map[string]string)
		key    string
		field  string
		rule   string
	}{
		"no unit (R065)":            {func(f map[string]string) { delete(f, "against_unit") }, formKey, "fields.against_unit", "R065"},
		"no facts":                  {func(f map[string]string) { delete(f, "statement") }, formKey, "fields.statement", "R002"},
		"no name, and not said so":  {func(f map[string]string) { delete(f, "applicant") }, formKey, "fields.applicant", "R067"},
		"no way to answer":          {func(f map[string]string) { delete(f, "phone") }, formKey, "fields.phone", "R067"},
		"a field of the office's":   {func(f map[string]string) { f["channel"] = "visit" }, formKey, "fields.channel", ""},
		"staff by name":             {func(f map[string]string) { f["against_person"] = countertest.Handler }, formKey, "fields.against_person", ""},
		"a key somebody chose":      {func(map[string]string) {}, "1", core.KeyField, "token"},
		"more than a form can hold": {func(f map[string]string) { f["statement"] = strings.Repeat("长", 201) }, formKey, "fields.statement", "max:200"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			fields := against(nil)
			delete(fields, "channel")
			tt.change(fields)
			_, err := b.Complain(t.Context(), casework.Complaint, fields, tt.key)
			refused := core.RefusalsOf(err)
			require.Len(t, refused, 1)
			require.Equal(t, tt.field, refused[0].Field)
			require.Equal(t, tt.rule, refused[0].Rule)
			require.Zero(t, b.store.Kept())
		})
	}
	// Without a name nobody keeps one that was typed all the same (R067).
	b := setup(t)
	fields := against(map[string]string{casework.FactAnonymous: "true"})
	delete(fields, "channel")
	_, err := b.Complain(t.Context(), casework.Complaint, fields, formKey)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"statement": "推诿"}, b.store.Registered[0].Fields)
}

// Number and code open stage, due date and reply, and the reply can be rated; that
// the words were opened is on record.
func TestProgressShowsTheReply(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.complaint(nil)
	b.store.Codes[complained] = []byte("hash of code")
	got, err := b.Progress(t.Context(), complained, "code")
	require.NoError(t, err)
	require.Empty(t, got.Reply+got.Outcome)
	require.NotContains(t, got.Acts, casework.Rate)

	v := b.store.Cases[complained]
	v.Stage = casework.StageConfirm
	b.store.Cases[complained] = v
	b.store.Texts["reply"] = "经查属实，已道歉"
	b.store.Events[complained] = append(b.store.Events[complained], casework.TimelineRow{Name: casework.Replied, Level: "proven", TextID: "reply"})
	got, err = b.Progress(t.Context(), complained, "code")
	require.NoError(t, err)
	require.Equal(t, cases.Progress{
		Number: complained, Kind: casework.Complaint, Stage: casework.StageConfirm, Outcome: "proven", Reply: "经查属实，已道歉", Acts: []string{casework.Rate},
	}, got)
	require.Equal(t, []string{" public.progress TS2026-000007 texts"}, b.store.Audits)
	_, err = b.ByCode(t.Context(), complained, "code", casework.Rate, map[string]any{"outcome": "unsatisfied"}, formKey)
	require.NoError(t, err)
	require.Equal(t, []casework.Role{casework.Applicant}, b.store.Commands[0].Command.Roles)
	require.Equal(t, casework.Rate, b.store.Commands[0].Command.Name)
}

// An item on the law is the legal office's from its registration on, where the office has one,
// and the supervision section's else (R229).
func TestWhoseLineAnItemIsOf(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		subject string
		line    casework.Line
		want    string
	}{
		"on the law": {"law", "law", "legal"}, "on something else": {"other", "law", ""}, "unsaid": {"", "law", ""}, "nobody is in charge of it": {"law", "", ""},
	} {
		b := setup(t)
		office, err := b.store.Office(t.Context())
		require.NoError(t, err)
		office.Posts = append(office.Posts, casework.Post{ID: "legal", Unit: "other", Role: casework.SupervisionOffice, Line: tt.line})
		office.Items = append(office.Items, policy.Item{
			ID: "item", Kind: casework.Supervision, Unit: "bureau", Post: "chief", Fields: []policy.FormField{{Name: "subject", Type: policy.FieldSelect, Options: []string{"law", "other"}, Fact: true}},
		})
		p := countertest.Principal(countertest.Chief)
		p.Holdings = []casework.Holding{{Post: "section", Role: casework.SupervisionOffice, Unit: "bureau"}}
		r, err := b.Register(t.Context(), p, core.Registration{Item: "item", Fields: map[string]string{"subject": tt.subject}}, "k")
		require.NoError(t, err, name)
		view, err := b.store.Case(t.Context(), r.Number)
		require.NoError(t, err)
		require.Equal(t, tt.want, core.StateOf(view).Facts[casework.FactOfficePost], name)
	}
}
