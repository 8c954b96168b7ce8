package web

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// canned is what a test puts into a counter and what that was asked. It answers what
// several rooms ask; the rest is answered by one fake a room.
type canned struct {
	compiled map[string]*paper.Form // by the standing duty
	exchange exchanged
	cannedRules
	items cannedItems
	house cannedOffice
	cannedStaff
	desk complaintDesk
	cannedPapers
	office    *core.Office
	clocks    []casework.ClockView
	cases     map[string]casework.CaseView
	timeline  []casework.TimelineRow
	ledger    []casework.LedgerRow
	actions   []casework.Form
	fields    map[string]string
	duty      []casework.DutySpan
	approvals []casework.CaseView
	inbox     []casework.InboxRow
	window    []desk.Matter
	below     *desk.Below
	records   []desk.Record
	recordsOf desk.RecordFilter
	listed    desk.CasesAsked
	heads     map[string]string
	sealed    bool // what was written is opened by nobody here
	standing  []appraisal.Standing
	monthly   cases.MonthlyList

	outcomes   map[string]string // that were settled
	settledFor string

	files   []casework.Attachment
	content string
	sent    cases.Sent // with the last file

	receipt core.Receipt
	answer  cases.Answer
	refuse  error            // of Register and Do
	refuses map[string]error // of Do, by number
	leftOff map[string]url.Values
	spend   context.CancelFunc // the time of the request, while the case is waited for
	waits   bool               // what was left was sent in, and is not answered
	views   []drawer.View
	kept    []string
	down    error // of everything

	registered []core.Registration
	keys       []string
	did        []string
	raw        map[string]any
	marked     []int64
	filesKept  casework.Code   // by which the files are refused
	read       int             // how often personal fields were opened
	within     map[string]bool // what was read, and whether all of it under one reading
}

type readingKey struct{}

func (c caseFake) Reading(ctx context.Context, fn func(context.Context) error) error {
	return fn(context.WithValue(ctx, readingKey{}, true))
}

// reads notes what is read, and whether that is under a reading.
func (c *canned) reads(ctx context.Context, what string) {
	if c.within == nil {
		c.within = map[string]bool{}
	}
	before, known := c.within[what]
	c.within[what] = ctx.Value(readingKey{}) != nil && (before || !known)
}

func (c *canned) Office(ctx context.Context) (*core.Office, error) {
	c.reads(ctx, "office")
	return c.office, c.down
}

func (c *canned) Register(_ context.Context, _ casework.Principal, in core.Registration, key string) (core.Receipt, error) {
	c.registered, c.keys = append(c.registered, in), append(c.keys, key)
	return c.receipt, c.refuse
}

func (c frameFake) Compiled(_ context.Context, _ casework.Principal, clock string) *paper.Form {
	return c.compiled[clock]
}

func (c frameFake) Do(_ context.Context, _ casework.Principal, number, command string, raw map[string]any, key string) (cases.Answer, error) {
	c.did, c.raw, c.keys = append(c.did, number+" "+command), raw, append(c.keys, key)
	if c.spend != nil {
		c.spend()
	}
	if err, ok := c.refuses[number]; ok {
		return cases.Answer{}, err
	}
	return c.answer, c.refuse
}

func (c caseFake) Attach(_ context.Context, _ casework.Principal, number string, read cases.Upload) (cases.Answer, error) {
	var err error
	c.did = append(c.did, number+" "+casework.Attach)
	if c.sent, err = read(); err != nil {
		return cases.Answer{}, err
	}
	return c.answer, c.refuse
}

func (c caseFake) Attachments(context.Context, casework.Principal, string) ([]casework.Attachment, error) {
	if c.filesKept != "" {
		return nil, casework.Errorf(c.filesKept, "the files")
	}
	return c.files, nil
}

func (c caseFake) Attachment(_ context.Context, _ casework.Principal, _, id string) (casework.Attachment, io.Reader, error) {
	i := slices.IndexFunc(c.files, func(a casework.Attachment) bool { return a.ID == id })
	if i < 0 {
		return casework.Attachment{}, nil, casework.FieldError(casework.NotFound, "id", "")
	}
	return c.files[i], strings.NewReader(c.content), nil
}

func (c *canned) Case(ctx context.Context, _ casework.Principal, number string) (casework.CaseView, error) {
	c.reads(ctx, "case")
	v, ok := c.cases[number]
	if !ok {
		return v, casework.FieldError(casework.NotFound, "number", "")
	}
	return v, nil
}

func (c caseFake) Timeline(ctx context.Context, _ casework.Principal, _ string) ([]casework.TimelineRow, error) {
	c.reads(ctx, "timeline")
	return c.timeline, nil
}

func (c caseFake) Ledger(ctx context.Context, _ casework.Principal, _ string) ([]casework.LedgerRow, error) {
	c.reads(ctx, "ledger")
	return c.ledger, nil
}

func (c caseFake) Fields(ctx context.Context, _ casework.Principal, _ string) (map[string]string, error) {
	c.reads(ctx, "fields")
	c.read++
	return c.fields, nil
}

func (c caseFake) Text(context.Context, casework.Principal, string, string) (string, error) {
	return "因现场复核需要延长", nil
}

func (c deskFake) Text(context.Context, casework.Principal, string, string) (string, error) {
	return "检验机构排期已满，检验报告预计 10 月 19 日出具。", nil
}

func (c caseFake) Actions(ctx context.Context, _ casework.Principal, _ casework.CaseView) ([]casework.Form, error) {
	c.reads(ctx, "actions")
	return c.actions, nil
}

func (c caseFake) Duty(context.Context, casework.Principal, string) ([]casework.DutySpan, error) {
	return c.duty, nil
}

func (c *canned) Cases(_ context.Context, _ casework.Principal, f cases.CasesFilter) (core.List[casework.CaseView], error) {
	var rows []casework.CaseView
	for _, v := range c.cases {
		if f.Kind == "" || f.Kind == v.Kind {
			rows = append(rows, v)
		}
	}
	slices.SortFunc(rows, func(a, b casework.CaseView) int { return strings.Compare(a.Number, b.Number) })
	return core.List[casework.CaseView]{Rows: rows, Total: len(rows)}, nil
}

func (c *canned) Approvals(context.Context, casework.Principal) ([]casework.CaseView, error) {
	return c.approvals, nil
}

func (c deskFake) Monthly(context.Context, casework.Principal) (cases.MonthlyList, error) {
	return c.monthly, c.down
}

func (c deskFake) Settle(_ context.Context, _ casework.Principal, outcomes map[string]string, reason, _ string) ([]cases.Answer, error) {
	c.outcomes, c.settledFor = outcomes, reason
	return nil, c.refuse
}

func (c deskFake) Inbox(_ context.Context, _ casework.Principal, f core.InboxFilter) (cases.Mail, error) {
	rows := slices.DeleteFunc(slices.Clone(c.inbox), func(r casework.InboxRow) bool { return f.Unread && r.Read != nil })
	open := slices.DeleteFunc(slices.Clone(c.inbox), func(r casework.InboxRow) bool { return r.Read != nil })
	return cases.Mail{List: core.List[casework.InboxRow]{Rows: rows, Total: len(rows)}, Unread: len(open)}, nil
}

func (c frameFake) Unread(ctx context.Context, p casework.Principal) (int, error) {
	mail, err := deskFake(c).Inbox(ctx, p, core.InboxFilter{Unread: true, Limit: 1})
	return mail.Unread, err
}

func (c deskFake) ListedCases(ctx context.Context, p casework.Principal, a desk.CasesAsked) (desk.CasesFound, error) {
	found, err := caseFake(c).ListedCases(ctx, p, a)
	found.Rows = slices.DeleteFunc(found.Rows, func(m desk.Matter) bool { return !slices.Contains(a.Numbers, m.Number) })
	return found, err
}

func (c deskFake) MarkRead(_ context.Context, _ casework.Principal, ids []int64) error {
	c.marked = append(c.marked, ids...)
	return nil
}

// planning lends a book the context it does not need.
type planning struct{ *policy.Book }

func (p planning) Plan(_ context.Context, req casework.PlanRequest) (casework.Plan, error) {
	return p.Book.Plan(req)
}

// carried is the reference data of the binary, read once for all tests.
var carried = sync.OnceValues(func() (reference.Reference, error) { return reference.Load(kind.Office()) })

func national(t *testing.T) (*policy.Book, *calendar.Calendar) {
	t.Helper()
	ref, err := carried()
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	cal, _, err := book.Calendar("")
	require.NoError(t, err)
	return book, cal
}

func (v *visitor) send(req *http.Request) *http.Response {
	if v.addr != "" {
		req.RemoteAddr = v.addr
	}
	for name, value := range v.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	rec := httptest.NewRecorder()
	v.engine.ServeHTTP(rec, req)
	res := rec.Result()
	for _, c := range res.Cookies() {
		v.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(v.cookies, c.Name)
		}
	}
	return res
}

func (v *visitor) get(path string) (*goquery.Document, int) {
	v.t.Helper()
	res := v.send(httptest.NewRequest(http.MethodGet, path, nil))
	return v.read(res), res.StatusCode
}

func (v *visitor) read(res *http.Response) *goquery.Document {
	v.t.Helper()
	doc, err := goquery.NewDocumentFromReader(res.Body)
	require.NoError(v.t, err)
	return doc
}

func (v *visitor) post(path string, form url.Values) *http.Response {
	v.t.Helper()
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.send(req)
}

func (v *visitor) html(path string) string {
	v.t.Helper()
	res := v.send(httptest.NewRequest(http.MethodGet, path, nil))
	body, err := io.ReadAll(res.Body)
	require.NoError(v.t, err)
	return string(body)
}

// textOf is the text of a selection with its spaces gathered.
func textOf(s *goquery.Selection) string {
	return strings.Join(strings.Fields(unbroken.Replace(s.Text())), " ")
}

func at(s string) time.Time {
	t, err := cases.ParseTime(s)
	if err != nil {
		panic(err)
	}
	return t
}

// The people of the demo office the tests look through.
var (
	administrator = casework.Principal{Person: "admin", Name: "朱海涛", Unit: "general", Holdings: []casework.Holding{
		{Post: "administration", Role: casework.Admin, Unit: "bureau"},
	}}
	watcher = casework.Principal{Person: "efficiency_office", Name: "郑文斌", Unit: "efficiency", Holdings: []casework.Holding{
		{Post: "efficiency-office", Role: casework.EfficiencyOffice, Unit: "bureau"},
	}}
	covering = casework.Principal{Person: "backup", Name: "李敏", Unit: "permits", Holdings: []casework.Holding{
		{Post: "food-desk", Name: "食品经营许可岗", Role: casework.Handler, Unit: "permits", Covers: "handler"},
		{Post: "window-clerk", Name: "综合窗口收件岗", Role: casework.Clerk, Unit: "window", Standby: true},
	}}
	shortCover = casework.Principal{Person: "backup", Name: "李敏", Unit: "permits", Holdings: []casework.Holding{
		{Post: "food-desk", Name: "食品经营许可岗", Role: casework.Handler, Unit: "permits", Covers: "handler", Limited: true, Since: near("2026-10-16 08:30"), Until: near("2026-10-16 17:00")},
	}}
	clerk = casework.Principal{Person: "clerk", Name: "陈芳", Unit: "window", Holdings: []casework.Holding{
		{Post: "window-clerk", Name: "综合窗口收件岗", Role: casework.Clerk, Unit: "window"},
	}}
	leader = casework.Principal{Person: "leader_in_charge", Name: "周建华", Unit: "approval", Holdings: []casework.Holding{
		{Post: "approval-leader", Role: casework.LeaderInCharge, Unit: "approval"},
	}}
)

// full is a counter with a working day in it.
func full(t *testing.T) *canned {
	t.Helper()
	ref, err := carried()
	require.NoError(t, err)
	c := &canned{
		office: &core.Office{Units: ref.Office.Units, Persons: ref.Office.Persons, Posts: ref.Office.Posts, Items: ref.Items},
		fields: map[string]string{"applicant": "刘<b>洋</b>", "phone": "138-0000-0000", "matter": "预包装食品销售", core.FieldPastReason: "系统停电"},
	}
	_, cal := national(t)
	c.cannedStaff = staffOf()
	c.cannedRules = rulesOf(cal, ref.Holidays, ref.National, ref.Policies)
	c.clocks = onDesk()
	main := mainCase(t)
	c.cases = map[string]casework.CaseView{main.Number: main, waiting.Number: waiting, closed.Number: closed}
	c.timeline, c.ledger, c.inbox = timeline(), ledger(), messages()
	c.approvals = []casework.CaseView{main}
	c.duty = []casework.DutySpan{
		{Post: "food-desk", Person: "handler", PersonName: "王强", From: at("2026-09-24 09:12"), To: at("2026-09-30 08:30")},
		{Post: "food-desk", Person: "backup", PersonName: "李敏", Covers: "handler", From: at("2026-09-30 08:30"), To: at("2026-10-08 08:30")},
		{Post: "food-desk", Person: "handler", PersonName: "王强", From: at("2026-10-08 08:30"), To: at("2026-10-16 08:30")},
		{Post: "food-desk", Person: "backup", PersonName: "李敏", Covers: "handler", From: at("2026-10-16 08:30")},
	}
	for _, name := range []string{casework.Complete, casework.Deny, casework.Pause, casework.RequestExtension, casework.Transfer, casework.DecideExtension} {
		form, ok := kind.Office().Form(casework.Service, name)
		require.True(t, ok)
		form.Fields = slices.Clone(form.Fields)
		for i, f := range form.Fields {
			switch f.Type {
			case casework.FieldClock:
				form.Fields[i].Choices = []string{"handle"}
			case casework.FieldPost:
				form.Fields[i].Choices = []string{"road-desk", "hygiene-desk"}
			}
		}
		c.actions = append(c.actions, form)
	}
	return c
}

func near(s string) *time.Time { return new(at(s)) }

func clockOf(number, name, item, limit, due string, light casework.Light, status casework.ClockStatus) casework.ClockView {
	return casework.ClockView{
		Number: number, Name: name, Round: 1, Rule: "R005", Basis: "行政许可法第四十二条", Owner: casework.ActingHolder, Post: "food-desk", PostName: "食品经营许可岗",
		HolderID: "backup", HolderName: "李敏", Outcome: casework.Breach, Status: status, Start: at("2026-09-30 09:12"), Limit: limit, Due: at(due),
		Light: light, Kind: casework.Service, Item: catalogued[item], ItemName: item, Stage: casework.StageHandle,
	}
}

// catalogued are the ids of the matters that the canned cases are of.
var catalogued = map[string]string{
	"食品经营许可": "food-permit", "演示事项": "practice", "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批": "signboard-permit",
}

func onDesk() []casework.ClockView {
	late := clockOf("BJ2026-000398", "intake", "食品经营许可", "5wd", "2026-10-14 17:30", casework.Red, casework.Breached)
	explain := clockOf("BJ2026-000398", "explain", "食品经营许可", "2wd", "2026-10-16 17:30", casework.Yellow, casework.Running)
	explain.Post = "permits-head"
	practice := clockOf("BJ2026-000421", "handle", "演示事项", "60s", "2026-10-16 14:18:42", casework.Yellow, casework.Running)
	practice.Prompt = true
	provisional := clockOf("BJ2026-000455", "statutory", "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批", "20wd", "2027-01-08 17:30", casework.Green, casework.Running)
	provisional.Provisional = true
	return []casework.ClockView{
		late, practice, explain,
		clockOf("BJ2026-000412", "handle", "食品经营许可", "10wd", "2026-10-16 17:30", casework.Yellow, casework.Running),
		clockOf("BJ2026-000430", "handle", "食品经营许可", "10wd", "2026-10-19 17:30", casework.Yellow, casework.Running),
		clockOf("BJ2026-000441", "deliver", "食品经营许可", "10wd", "2026-10-28 17:30", casework.Green, casework.Running),
		provisional,
		clockOf("BJ2026-000409", "handle", "食品经营许可", "10wd", "2026-11-02 17:30", casework.Grey, casework.Paused),
	}
}

var waiting = casework.CaseView{
	Number: "BJ2026-000460", Kind: casework.Service, Item: "food-permit", ItemName: "食品经营许可", Class: "permit", Unit: "permits", UnitName: "行政许可科",
	Post: "food-desk", PostName: "食品经营许可岗", HolderName: "李敏", Stage: casework.StageIntake, Received: at("2026-10-16 14:16"), Registered: at("2026-10-16 14:16"), RegisteredBy: "clerk", Run: 1,
}

var closed = casework.CaseView{
	Number: "BJ2026-000370", Kind: casework.Service, Item: "food-permit", ItemName: "食品经营许可", Class: "permit", Unit: "permits", Post: "food-desk", HolderName: "李敏",
	Stage: casework.StageClosed, Result: "completed", Closed: near("2026-10-12 10:02"), Received: at("2026-09-21 09:00"), Registered: at("2026-09-21 09:01"), Revision: 6,
}

// mainCase is the case of look.md: promised ten days, a test in between, due today.
func mainCase(t *testing.T) casework.CaseView {
	t.Helper()
	handle := clockOf("BJ2026-000412", "handle", "食品经营许可", "10wd", "2026-10-16 17:30", casework.Yellow, casework.Running)
	handle.Start, handle.Near = at("2026-09-24 09:30"), near("2026-10-15 08:30")
	law := clockOf("BJ2026-000412", "statutory", "食品经营许可", "20wd", "2026-10-30 17:30", casework.Green, casework.Running)
	law.Start, law.Rule = handle.Start, "R049"
	intake := clockOf("BJ2026-000412", "intake", "食品经营许可", "5wd", "2026-10-09 17:30", casework.Grey, casework.Met)
	intake.Start, intake.Rule, intake.Ended = at("2026-09-24 09:12"), "R024", near("2026-09-24 09:30")
	ext := &casework.Extension{Clock: "handle", Round: 1, Days: 2, By: "backup", At: at("2026-10-16 13:50"), TextID: "t1"}
	state, err := json.Marshal(casework.State{
		Clocks: []casework.Clock{{Name: "handle", Round: 1, Start: handle.Start, Limit: "10wd", Pauses: []casework.Span{{From: at("2026-09-29 10:00"), To: at("2026-09-30 10:00")}}}},
	})
	require.NoError(t, err)
	return casework.CaseView{
		Number: "BJ2026-000412", Kind: casework.Service, Item: "food-permit", ItemName: "食品经营许可", Class: "permit", Unit: "permits", UnitName: "行政许可科",
		Post: "food-desk", PostName: "食品经营许可岗", HolderID: "backup", HolderName: "李敏", Backup: "赵磊", Stage: casework.StageHandle, Turn: casework.Handler, Light: casework.Yellow,
		Received: at("2026-09-24 09:12"), Registered: at("2026-09-24 09:14"), RegisteredBy: "clerk", Run: 1, Revision: 7, Policy: "service-permit@1", Calendar: "cn@1",
		State: state, Clocks: []casework.ClockView{intake, handle, law}, Extension: ext, Opened: []string{"ZZ2026-000003"},
	}
}

func timeline() []casework.TimelineRow {
	row := func(key, when string, name casework.EventName, more casework.TimelineRow) casework.TimelineRow {
		more.Key, more.At, more.Recorded, more.Name = key, at(when), at(when).Add(300*time.Millisecond), name
		return more
	}
	late := row("1.6.1", "2026-10-15 08:30", casework.ClockWarned, casework.TimelineRow{Clock: "handle", Level: casework.LevelNear, Rule: "R005", To: []casework.Role{casework.ActingHolder, casework.NextBackup, casework.SectionHead}})
	late.Recorded = late.At.Add(14 * time.Second)
	return []casework.TimelineRow{
		row("1.1.1", "2026-09-24 09:14", casework.CaseRegistered, casework.TimelineRow{Actor: "clerk", ActorName: "陈芳", Rule: "R002"}),
		row("1.1.2", "2026-09-24 09:12", casework.ClockStarted, casework.TimelineRow{Clock: "intake", Rule: "R024", Basis: "行政许可法第三十二条"}),
		row("1.2.1", "2026-09-24 09:30", casework.Accepted, casework.TimelineRow{Actor: "handler", ActorName: "王强", Rule: "R023"}),
		row("1.2.2", "2026-09-24 09:30", casework.ClockStarted, casework.TimelineRow{Clock: "handle", Rule: "R005"}),
		row("1.3.1", "2026-09-29 10:00", casework.ClockPaused, casework.TimelineRow{Clock: "handle", Actor: "handler", ActorName: "王强", Rule: "R028", Basis: "行政许可法第四十五条", Detail: map[string]string{"category": "test", "until": "2026-09-30T10:00:00+08:00"}, Text: "送检三个批次，检验机构书面告知需一个工作日。<script>alert(1)</script>"}),
		row("1.3.2", "2026-09-29 10:00", casework.ClockMoved, casework.TimelineRow{Clock: "handle", Actor: "handler", ActorName: "王强", Rule: "R028", Detail: map[string]string{"cause": "paused"}}),
		row("1.4.1", "2026-09-30 10:00", casework.ClockResumed, casework.TimelineRow{Clock: "handle", Rule: "R028"}),
		row("1.5.1", "2026-10-12 16:02", casework.CommandRefused, casework.TimelineRow{Actor: "backup", ActorName: "李敏", Rule: "R043", Clock: "handle", Detail: map[string]string{"command": "request-extension", "code": "over_cap"}}),
		late,
		row("1.7.1", "2026-10-16 13:50", casework.ExtensionRequested, casework.TimelineRow{Clock: "handle", Actor: "backup", ActorName: "李敏", Rule: "R043", To: []casework.Role{casework.LeaderInCharge}, Detail: map[string]string{"days": "2"}, Text: "检验机构排期已满，检验报告预计 10 月 19 日出具。"}),
	}
}

func ledger() []casework.LedgerRow {
	pause := []casework.Span{{From: at("2026-09-29 10:00"), To: at("2026-09-30 10:00")}}
	return []casework.LedgerRow{
		{Key: "1.1.2", Clock: "intake", Round: 1, At: at("2026-09-24 09:12"), Rule: "R024", DueChange: casework.DueChange{Cause: "started", New: at("2026-10-09 17:30")}},
		{Key: "1.2.2", Clock: "handle", Round: 1, At: at("2026-09-24 09:30"), Rule: "R005", Actor: "handler", DueChange: casework.DueChange{Cause: "started", New: at("2026-10-15 17:30")}},
		{Key: "1.3.2", Clock: "handle", Round: 1, At: at("2026-09-29 10:00"), Rule: "R028", Actor: "handler", DueChange: casework.DueChange{Cause: "paused", Old: at("2026-10-15 17:30"), New: at("2026-10-16 17:30"), Pauses: pause}},
	}
}

func messages() []casework.InboxRow {
	return []casework.InboxRow{
		{ID: 91, At: at("2026-10-16 08:30"), Number: "BJ2026-000430", Kind: casework.Service, ItemName: "食品经营许可", Event: casework.ClockWarned, Level: "near", Clock: "handle", Post: "food-desk", Due: near("2026-10-19 17:30"), Rule: "R005", Basis: "行政许可法第四十二条"},
		{ID: 90, At: at("2026-10-14 17:30"), Number: "BJ2026-000398", Kind: casework.Service, ItemName: "食品经营许可", Owner: "食品经营许可岗", Event: casework.ClockBreached, Clock: "intake", Post: "food-desk", Due: near("2026-10-14 17:30"), Rule: "R024", Basis: "行政许可法第三十二条"},
		{ID: 88, At: at("2026-10-12 09:00"), Number: "BJ2026-000412", Kind: casework.Service, ItemName: "食品经营许可", Event: casework.ClockStarted, Clock: "handle", Post: "food-desk", Due: near("2026-10-16 17:30"), Rule: "R005", Read: near("2026-10-12 09:03")},
	}
}
