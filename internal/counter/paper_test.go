package counter_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

const (
	passedOn   = "TS2026-000001"
	supervised = "DB2026-000001"
	planted    = "欧阳慕云"
)

// general keeps documents and supervision in the office of countertest.
func general() casework.Principal {
	return casework.Principal{Person: countertest.Chief, Name: "办公室", Holdings: []casework.Holding{
		{Post: "general", Role: casework.GeneralOffice, Unit: "bureau"}, {Post: "supervise", Role: casework.SupervisionOffice, Unit: "bureau"},
	}}
}

// papered is a bench with the forms of the house, a complaint that was passed on
// and replied to, and an item that was issued.
func papered(t *testing.T) *bench {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	b := setup(t)
	b.Counter = counter.New(counter.Config{
		Kinds:  kind.Office(),
		Stores: b.store.Stores(), Engine: b.engine, Now: func() time.Time { return b.now }, Logger: slog.New(slog.DiscardHandler), Codes: b.codes(),
		Rules: core.Rules{Book: func(context.Context) (*policy.Book, error) { return book, nil }, Papers: ref.Papers, Scoring: ref.Scoring},
	})
	b.store.Put(casework.State{Number: passedOn, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Stage: casework.StageConfirm, Run: 1})
	b.store.Sealed[passedOn] = map[string]string{
		"applicant": planted, "phone": "13987654321", "address": "桂花巷19号", "against": "审批科", "statement": "推诿，本人" + planted,
	}
	b.store.Events[passedOn] = []casework.TimelineRow{
		{Name: casework.Screened, At: b.now, Level: "complaint", Detail: map[string]string{"ground": "buck_passing"}},
		{Name: casework.Forwarded, At: b.now, TextID: "t1"}, {Name: casework.Replied, At: b.now, Level: "proven", TextID: "t2"},
	}
	b.store.Texts["t1"], b.store.Texts["t2"] = "请依法办理", "经查属实"
	b.clocked(passedOn, "handle")
	b.store.Put(casework.State{Number: supervised, Kind: casework.Supervision, Unit: "permits", Post: "permit-1", Stage: casework.StageHandle, Run: 1, Facts: map[string]string{"origin": "ordinary"}})
	b.store.Sealed[supervised] = map[string]string{"source": "局长办公会", "matter": "压缩审批时限"}
	b.store.Events[supervised] = []casework.TimelineRow{{Name: casework.Issued, At: b.now, TextID: "t3"}}
	b.store.Texts["t3"] = "同意，抓紧办理"
	b.clocked(supervised, "reply")
	return b
}

func (b *bench) clocked(number, clock string) {
	v := b.store.Cases[number]
	v.UnitName = "审批科"
	v.Clocks = []casework.ClockView{{Number: number, Name: clock, Round: 1, Status: casework.Running, Due: b.now.AddDate(0, 0, 7)}}
	b.store.Cases[number] = v
}

// issued previews a paper and issues it.
func (b *bench) issued(t *testing.T, p casework.Principal, in papers.PaperRequest) papers.Paper {
	t.Helper()
	draft, err := b.DraftPaper(t.Context(), p, in)
	require.NoError(t, err)
	row, err := b.IssuePaper(t.Context(), p, in, draft.Digest, "issue-"+strconv.Itoa(len(b.store.Desk.Papers)))
	require.NoError(t, err)
	return row
}

var noticeAsked = papers.PaperRequest{Form: "supervision_notice", Number: supervised, Asked: map[string]string{"demand": "书面办复", "copies": "2"}}

func TestPaperIsFrozenWhenIssued(t *testing.T) {
	t.Parallel()
	b := papered(t)
	row := b.issued(t, general(), noticeAsked)
	require.Equal(t, "督办〔2026〕1号", row.Serial)
	require.Equal(t, 1, row.Place, "it entered the outgoing register")
	require.Equal(t, "审批科", row.Content.To)
	require.Contains(t, b.store.Audits, countertest.Chief+" paper.issue "+supervised+" 1 supervision_notice")

	b.store.Sealed[supervised]["matter"] = "另一件事"
	got, err := b.Paper(t.Context(), general(), row.ID)
	require.NoError(t, err)
	require.Equal(t, row.Content, got.Content)
	text, err := json.Marshal(got.Content)
	require.NoError(t, err)
	require.Contains(t, string(text), "压缩审批时限")
	require.Contains(t, b.store.Audits, countertest.Chief+" paper.view "+supervised+" 1 supervision_notice", "each reading is recorded")
}

// The notice names the co-units the case knows; what the office writes goes first (R044).
func TestNoticeNamesItsCoUnits(t *testing.T) {
	t.Parallel()
	b := papered(t)
	part := casework.Clock{Name: "step:other-1", Post: "other-1", Unit: "other", Round: 1, Status: casework.Running}
	b.store.Put(casework.State{
		Number: supervised, Kind: casework.Supervision, Unit: "permits", Post: "permit-1", Stage: casework.StageHandle, Run: 1,
		Facts: map[string]string{"origin": "ordinary"}, Clocks: []casework.Clock{part},
	})
	b.clocked(supervised, "reply")
	written := noticeAsked
	written.Asked = map[string]string{"demand": "书面办复", "assist": "县城管局"}
	for said, in := range map[string]papers.PaperRequest{"另一科": noticeAsked, "县城管局": written} {
		draft, err := b.DraftPaper(t.Context(), general(), in)
		require.NoError(t, err)
		require.Contains(t, draft.Content.Lines, paper.Said{Label: "协办单位", Text: said})
	}
}

// The record of a complaint is issued where nobody but a unit is complained of (desk.md 11), and names
// unit, post and person as far as they are known.
func TestTheRecordOfAComplaintAgainstAUnit(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		facts map[string]string
		typed string
		want  string
	}{
		"a unit alone":   {map[string]string{casework.FactAgainstUnit: "permits"}, "", "审批科"},
		"somebody there": {map[string]string{casework.FactAgainstUnit: "permits"}, "戴眼镜的女同志", "审批科　戴眼镜的女同志"},
		"of old":         {nil, "审批科", "审批科"},
	} {
		b := papered(t)
		b.store.Put(casework.State{Number: passedOn, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Stage: casework.StageConfirm, Run: 1, Facts: tt.facts})
		b.store.Sealed[passedOn]["against"] = tt.typed
		row := b.issued(t, efficiency(), papers.PaperRequest{Form: "complaint_record", Number: passedOn, Asked: map[string]string{"proposal": "转办"}})
		require.Contains(t, row.Content.Lines, paper.Said{Label: "被投诉单位、人员", Text: tt.want, Wide: true}, name)
	}
}

// The notice of what is missing names papers, not their codes (R024).
func TestNoticeNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	b := papered(t)
	b.store.Put(casework.State{Number: number, Kind: casework.Service, Unit: "permits", Post: "permit-1", Stage: casework.StageSupplement, Run: 1, Missing: []string{"form", "plan"}})
	v := b.store.Cases[number]
	v.Item, v.ItemName = countertest.Permit, "食品经营许可"
	b.store.Cases[number] = v
	b.store.Events[number] = []casework.TimelineRow{{Name: casework.NoticeIssued, At: b.now, Detail: map[string]string{"notice": "one_time"}}}
	draft, err := b.DraftPaper(t.Context(), handler(), papers.PaperRequest{Form: "supplement_notice", Number: number})
	require.NoError(t, err)
	require.Contains(t, draft.Content.Lines, paper.Said{Label: "需要补正的材料", Text: "申请书、平面图", Wide: true})
}

func TestWhatWasShownIsWhatIsIssued(t *testing.T) {
	t.Parallel()
	b := papered(t)
	draft, err := b.DraftPaper(t.Context(), general(), noticeAsked)
	require.NoError(t, err)
	b.store.Sealed[supervised]["matter"] = "另一件事"
	_, err = b.IssuePaper(t.Context(), general(), noticeAsked, draft.Digest, "k")
	require.Equal(t, casework.Stale, casework.CodeOf(err))
	require.Empty(t, b.store.Desk.Papers)
}

func TestPaperRefusals(t *testing.T) {
	t.Parallel()
	passOn := func(matter string) papers.PaperRequest {
		return papers.PaperRequest{Form: "complaint_transfer", Number: passedOn, Asked: map[string]string{"matter": matter}}
	}
	for name, tt := range map[string]struct {
		by    casework.Principal
		in    papers.PaperRequest
		code  casework.Code
		field string
	}{
		"the handler issues no notice": {handler(), noticeAsked, casework.Forbidden, ""},
		"nobody passes on his own":     {handler(), passOn("推诿"), casework.Forbidden, ""},
		"a form of another kind":       {efficiency(), papers.PaperRequest{Form: "supervision_notice", Number: passedOn}, casework.UnknownForm, "form"},
		"a register is not issued":     {general(), papers.PaperRequest{Form: "incoming_register"}, casework.UnknownForm, "form"},
		"no such form":                 {general(), papers.PaperRequest{Form: "passport", Number: supervised}, casework.UnknownForm, "form"},
		"not chased yet":               {general(), papers.PaperRequest{Form: "chase_notice", Number: supervised}, casework.NotReady, "form"},
		"a question unanswered":        {efficiency(), passOn(" "), casework.Invalid, "asked.matter"},
		"a question nobody asks":       {general(), papers.PaperRequest{Form: "supervision_notice", Number: supervised, Asked: map[string]string{"demand": "x", "colour": "red"}}, casework.UnknownField, "asked.colour"},
		"classified":                   {general(), papers.PaperRequest{Form: "supervision_notice", Number: supervised, Asked: map[string]string{"demand": "x", "secrecy": "机密"}}, casework.Invalid, "asked.secrecy"},
		"the planted on the unit's":    {efficiency(), passOn("来访人欧阳 慕云反映推诿"), casework.NamesComplainant, ""},
		"his telephone":                {efficiency(), passOn("请回电139 8765 4321"), casework.NamesComplainant, ""},
		"no such case":                 {general(), papers.PaperRequest{Form: "supervision_notice", Number: "DB2026-000099"}, casework.NotFound, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := papered(t)
			_, err := b.DraftPaper(t.Context(), tt.by, tt.in)
			found := core.RefusalsOf(err)
			require.NotEmpty(t, found, err)
			require.Equal(t, tt.code, found[0].Code)
			require.Equal(t, tt.field, found[0].Field)
			_, err = b.IssuePaper(t.Context(), tt.by, tt.in, "", "k")
			require.Equal(t, tt.code, core.RefusalsOf(err)[0].Code)
			require.Empty(t, b.store.Desk.Papers)
		})
	}
}

// A planted planted is on every paper of the efficiency office that is for it
// or for him, and the unit reads none of those (R082).
func TestTheUnitReadsNoPaperThatNamesTheComplainant(t *testing.T) {
	t.Parallel()
	b := papered(t)
	sent := b.issued(t, efficiency(), papers.PaperRequest{Form: "complaint_transfer", Number: passedOn, Asked: map[string]string{"matter": "反映窗口推诿"}})
	kept := b.issued(t, efficiency(), papers.PaperRequest{Form: "complaint_record", Number: passedOn, Asked: map[string]string{"proposal": "转办"}})
	reply := b.issued(t, efficiency(), papers.PaperRequest{Form: "complaint_reply", Number: passedOn})
	require.Equal(t, planted, reply.Content.To)
	require.Equal(t, "投诉人", reply.Content.Entered, "whoever keeps the outgoing register has no need of his name")

	list, err := b.Papers(t.Context(), handler(), passedOn)
	require.NoError(t, err)
	require.Len(t, list.Issued, 1)
	require.Equal(t, sent.ID, list.Issued[0].ID)
	require.Empty(t, list.Forms)
	got, err := b.Paper(t.Context(), handler(), sent.ID)
	require.NoError(t, err)
	text, err := json.Marshal(got)
	require.NoError(t, err)
	for _, word := range []string{planted, "13987654321", "桂花巷", "推诿，本人"} {
		require.NotContains(t, string(text), word)
	}
	for _, id := range []string{kept.ID, reply.ID} {
		for _, p := range []casework.Principal{handler(), head(), countertest.Principal(countertest.Chief), general()} {
			_, err = b.Paper(t.Context(), p, id)
			require.Equal(t, casework.NotFound, casework.CodeOf(err), p.Person)
		}
	}
	book, err := b.ReadRegister(t.Context(), general(), "dispatch_register", b.now.AddDate(0, 0, -1), b.now.AddDate(0, 0, 1))
	require.NoError(t, err)
	text, err = json.Marshal(book)
	require.NoError(t, err)
	require.Contains(t, string(text), "效复〔2026〕1号")
	require.NotContains(t, string(text), planted)
	_, err = b.Paper(t.Context(), countertest.Principal(countertest.Stranger), sent.ID)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "nor does another unit")
}

func TestPaperIsVoidedAndIssuedAnew(t *testing.T) {
	t.Parallel()
	b := papered(t)
	row := b.issued(t, general(), noticeAsked)
	_, err := b.VoidPaper(t.Context(), general(), row.ID, " ")
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "with a reason")
	_, err = b.VoidPaper(t.Context(), handler(), row.ID, "不想办")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	_, err = b.VoidPaper(t.Context(), general(), row.ID, "时限写错")
	require.NoError(t, err)
	_, err = b.VoidPaper(t.Context(), general(), row.ID, "再作废")
	require.Equal(t, casework.PaperVoided, casework.CodeOf(err))

	found, err := b.CheckPaper(t.Context(), row.Code)
	require.NoError(t, err)
	require.False(t, found.Valid)
	again := noticeAsked
	again.Asked = map[string]string{"demand": "三日内书面办复"}
	anew := b.issued(t, general(), again)
	require.Equal(t, "督办〔2026〕2号", anew.Serial, "a number is used once")
}

func TestCheckTellsNoWord(t *testing.T) {
	t.Parallel()
	b := papered(t)
	row := b.issued(t, general(), noticeAsked)
	found, err := b.CheckPaper(t.Context(), strings.ToLower(row.Code))
	require.NoError(t, err)
	text, err := json.Marshal(found)
	require.NoError(t, err)
	require.JSONEq(t, `{"name":"督办通知单","name_en":"Supervision notice","serial":"督办〔2026〕1号","unit_name":"局","issued":"2026-09-24T09:30:00Z","valid":true}`, string(text))
	_, err = b.CheckPaper(t.Context(), "0000-0000-0009")
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
	_, err = b.CheckPaper(t.Context(), "short")
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
}

func TestRegisterIsEnteredByItsKeeper(t *testing.T) {
	t.Parallel()
	b := papered(t)
	row := b.issued(t, general(), noticeAsked)
	enter := func(p casework.Principal, subject, field, value string) error {
		return b.EnterRegister(t.Context(), p, "dispatch_register", subject, field, value)
	}
	require.NoError(t, enter(general(), row.ID, "receipt", "赵国华"))
	require.Equal(t, casework.EntryMade, casework.CodeOf(enter(general(), row.ID, "receipt", "李敏")))
	require.Equal(t, casework.UnknownField, casework.CodeOf(enter(general(), row.ID, "serial", "督办〔2026〕9号")))
	require.Equal(t, casework.NotFound, casework.CodeOf(enter(general(), "99", "volume", "1")))
	require.Equal(t, casework.Forbidden, casework.CodeOf(enter(handler(), row.ID, "volume", "1")))
	require.Equal(t, casework.Invalid, casework.CodeOf(enter(general(), row.ID, "volume", " ")))

	book, err := b.ReadRegister(t.Context(), general(), "dispatch_register", b.now.AddDate(0, 0, -1), b.now.AddDate(0, 0, 1))
	require.NoError(t, err)
	require.Equal(t, []string{row.ID}, book.Subjects)
	require.Equal(t, []string{"1", "2026年9月24日", "督办〔2026〕1号", "督办通知单", "", "无", "2", "审批科", "赵国华", "", ""}, book.Content.Table.Rows[0])
	_, err = b.ReadRegister(t.Context(), handler(), "dispatch_register", b.now, b.now.Add(time.Hour))
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	_, err = b.ReadRegister(t.Context(), general(), "dispatch_register", b.now, b.now)
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
}

func TestPapersOfferedAreThoseThatCanBeIssued(t *testing.T) {
	t.Parallel()
	b := papered(t)
	offered := func(p casework.Principal, number string) (codes []string) {
		got, err := b.Papers(t.Context(), p, number)
		require.NoError(t, err)
		for _, f := range got.Forms {
			codes = append(codes, f.Code)
		}
		return codes
	}
	before := len(b.store.Audits)
	require.Equal(t, []string{"supervision_notice"}, offered(general(), supervised))
	require.Equal(t, []string{"complaint_record", "complaint_transfer", "complaint_reply"}, offered(efficiency(), passedOn))
	require.Empty(t, offered(handler(), supervised))
	require.Len(t, b.store.Audits, before, "offering opens nothing")
	delete(b.store.Sealed[passedOn], "applicant")
	require.NotContains(t, offered(efficiency(), passedOn), "complaint_reply", "nobody to answer")
}

// Whoever may issue it learns from an act's own form which paper the act leads to.
func TestAnActLeadsToItsPapers(t *testing.T) {
	t.Parallel()
	b := papered(t)
	then := func(p casework.Principal, number, act string) (codes []string) {
		got, err := b.Papers(t.Context(), p, number)
		require.NoError(t, err)
		for _, f := range got.Then[act] {
			codes = append(codes, f.Code)
		}
		return codes
	}
	require.Equal(t, []string{"complaint_reply"}, then(efficiency(), passedOn, casework.Reply))
	require.Equal(t, []string{"complaint_refusal"}, then(efficiency(), passedOn, casework.Screen))
	require.Empty(t, then(efficiency(), passedOn, casework.Confirm))
	require.Empty(t, then(handler(), passedOn, casework.Reply), "he issues none")
	require.Equal(t, []string{"chase_notice"}, then(general(), supervised, casework.Chase))
}

func TestABList(t *testing.T) {
	t.Parallel()
	b := papered(t)
	row := b.issued(t, head(), papers.PaperRequest{Form: "ab_list"})
	require.Equal(t, "审批科AB角配备表", row.Content.Title)
	require.NotEmpty(t, row.Content.Table.Rows)
	require.Zero(t, row.Place, "it hangs on the wall")
	_, err := b.DraftPaper(t.Context(), head(), papers.PaperRequest{Form: "ab_list", Unit: "other"})
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	forms, err := b.Registers(t.Context(), countertest.Principal(countertest.Stranger))
	require.NoError(t, err)
	require.Len(t, forms.Issued, 1, "everybody reads it (R161)")
	require.Empty(t, forms.Issue)
}

// A register says when it is cut, and how many there are; a circular, which has no
// period to shorten, goes through all of them (R058).
func TestWhatIsCutSaysSo(t *testing.T) {
	t.Parallel()
	b := papered(t)
	for i := range 700 {
		b.store.Put(casework.State{Number: kind.Office().Number(casework.Supervision, 2027, i+1), Kind: casework.Supervision, Unit: "permits", Post: "permit-1", Stage: casework.StageHandle, Run: 1})
	}
	all := 701 // and the one of the bench
	book, err := b.ReadRegister(t.Context(), general(), "supervision_register", b.now.AddDate(0, 0, -1), b.now.AddDate(0, 0, 1))
	require.NoError(t, err)
	require.True(t, book.Cut)
	require.Equal(t, all, book.Total)
	require.Len(t, book.Content.Table.Rows, 300)
	require.Equal(t, "共"+strconv.Itoa(all)+"件，本表列出300件", book.Content.Table.Cut)

	asked := map[string]string{"opinion": "请抓紧"}
	draft, err := b.DraftPaper(t.Context(), general(), papers.PaperRequest{Form: "supervision_circular", Asked: asked})
	require.NoError(t, err)
	require.Len(t, draft.Content.Table.Rows, all)
	require.Empty(t, draft.Content.Table.Cut)

	for i := range 1400 {
		b.store.Put(casework.State{Number: kind.Office().Number(casework.Supervision, 2028, i+1), Kind: casework.Supervision, Unit: "permits", Post: "permit-1", Stage: casework.StageHandle, Run: 1})
	}
	draft, err = b.DraftPaper(t.Context(), general(), papers.PaperRequest{Form: "supervision_circular", Asked: asked})
	require.NoError(t, err)
	require.Len(t, draft.Content.Table.Rows, 2000)
	require.Equal(t, "共"+strconv.Itoa(all+1400)+"件，本表列出2000件", draft.Content.Table.Cut)
}
