package web

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/words"
)

// cannedPapers is what pages are told about papers; drafts fill real forms.
type cannedPapers struct {
	papers   papers.CasePapers
	matter   paper.Matter // what a draft is filled from
	issued   *papers.Paper
	forms    papers.RegisterForms
	book     papers.RegisterPage
	checked  papers.Checked
	paperErr error

	requests []papers.PaperRequest
	digests  []string
	entered  []string
	begun    []papers.Begun // by colleagues
	period   [2]time.Time
}

func (c registerFake) Papers(context.Context, casework.Principal, string) (papers.CasePapers, error) {
	return c.papers, nil
}

func (c caseFake) Papers(context.Context, casework.Principal, string) (papers.CasePapers, error) {
	return c.papers, nil
}

func (c paperFake) PaperForm(_ context.Context, _ casework.Principal, in papers.PaperRequest) (paper.Form, error) {
	ref, err := carried()
	if err != nil {
		return paper.Form{}, err
	}
	f, ok := paper.Find(ref.Papers, in.Form)
	if !ok {
		return f, casework.FieldError(casework.UnknownForm, "form", "")
	}
	return f, nil
}

func (c paperFake) DraftPaper(ctx context.Context, p casework.Principal, in papers.PaperRequest) (papers.Draft, error) {
	c.requests = append(c.requests, in)
	f, err := c.PaperForm(ctx, p, in)
	if err != nil || c.paperErr != nil {
		return papers.Draft{}, c.paperErr
	}
	m := c.matter
	m.Asked = in.Asked
	content, empty := paper.Fill(f, m)
	if len(empty) > 0 {
		return papers.Draft{}, casework.FieldError(casework.PaperIncomplete, empty[0], f.Rules[0])
	}
	return papers.Draft{Form: f, Content: content, Digest: "d1"}, nil
}

func (c paperFake) SketchPaper(ctx context.Context, p casework.Principal, in papers.PaperRequest) (papers.Draft, error) {
	draft, err := c.DraftPaper(ctx, p, in)
	draft.Digest = ""
	return draft, err
}

func (c paperFake) Begun(_ context.Context, _ casework.Principal, in papers.PaperRequest) (string, []papers.Begun, error) {
	name := "papers/" + in.Form + "/" + in.Asked["from"]
	out := slices.Clone(c.begun)
	if sent, left := c.leftOff[name]; left {
		out = append(out, papers.Begun{By: watcher.Person, ByName: watcher.Name, At: at("2026-10-16 09:20"), Sent: maps.Clone(sent)})
	}
	return name, out, nil
}

func (c frameFake) IssuedSince(_ context.Context, f paper.Form, _ string, since time.Time) (*papers.Paper, error) {
	if c.issued != nil && c.issued.Form == f.Code && !c.issued.Issued.Before(since) {
		return c.issued, nil
	}
	return nil, nil
}

func (c paperFake) IssuePaper(_ context.Context, _ casework.Principal, in papers.PaperRequest, digest, _ string) (papers.Paper, error) {
	c.requests, c.digests = append(c.requests, in), append(c.digests, digest)
	if c.paperErr != nil {
		return papers.Paper{}, c.paperErr
	}
	return papers.Paper{ID: "P1"}, nil
}

func (c paperFake) Paper(context.Context, casework.Principal, string) (papers.Paper, error) {
	if c.issued == nil {
		return papers.Paper{}, casework.FieldError(casework.NotFound, "paper", "")
	}
	return *c.issued, nil
}

func (c paperFake) VoidPaper(_ context.Context, _ casework.Principal, id, reason string) (papers.Paper, error) {
	c.entered = append(c.entered, id+" "+reason)
	return papers.Paper{ID: id}, c.paperErr
}

func (c paperFake) CheckPaper(context.Context, string) (papers.Checked, error) {
	return c.checked, c.paperErr
}

func (c paperFake) Registers(context.Context, casework.Principal) (papers.RegisterForms, error) {
	return c.forms, nil
}

func (c paperFake) ReadRegister(_ context.Context, _ casework.Principal, _ string, from, until time.Time) (papers.RegisterPage, error) {
	c.period = [2]time.Time{from, until}
	return c.book, nil
}

func (c paperFake) EnterRegister(_ context.Context, _ casework.Principal, code, subject, field, value string) error {
	c.entered = append(c.entered, code+" "+subject+" "+field+" "+value)
	return c.paperErr
}

// spelling names ids as the house does.
type spelling struct{}

func (spelling) Name(_, id string) string {
	if name, ok := map[string]string{"handler": "王强", "backup": "李敏"}[id]; ok {
		return name
	}
	return id
}
func (spelling) Late(due, at time.Time) int { return int(at.Sub(due).Hours()/24) + 1 }
func (spelling) Zone() *time.Location       { return time.FixedZone("CST", 8*60*60) }
func (spelling) Say(s words.Subject, k casework.Kind, code string) string {
	return words.Spoken(words.Chinese, kind.Office(), k, s, code)
}

// matterFor is a case of a kind with every event, clock, field and fact its forms
// ask for, each said at length.
func matterFor(of casework.Kind) paper.Matter {
	m := paper.Matter{
		Case: casework.CaseView{
			Number: "DB2026-000012", Kind: of, ItemName: "食品经营许可", UnitName: "行政许可科", PostName: "食品经营许可岗", HolderName: "李敏", Stage: casework.StageFollow,
			Received: at("2026-10-08 09:12"), Registered: at("2026-10-08 09:20"),
		},
		Facts: map[string]string{
			"mode": "open", "category": "fee", "audience": "everybody", "finding": "off_post", "channel": "visit", "referral": "assigned", "matter": "XF2026-000007", "origin": "provincial_leader", "person": "handler", "form": "outing", "approver": "section_head", "rule": "R154", "measure": "circulated_criticism",
		},
		Fields: map[string]string{
			"sender": "青岚县人民政府办公室", "reference": "青政办〔2026〕41号", "title": "关于" + long, "copies": "3", "secrecy": "无", "matter": long,
			"applicant": planted, "phone": plantedPhone, "address": plantedHome, "against": "行政许可科", "statement": long + planted + plantedPhone,
			"source": "县长办公会议", "content": long, "demand": long, "request": long, "representatives": "甲乙丙", "outside_number": "WX2026-41", "reason": long, "place": "市市场监管局五楼会议室", "licence_number": "JY23301060000001", "contact": "0571-8888-0101",
		},
		Term: &casework.Span{From: at("2026-10-19 08:30"), To: at("2026-10-20 17:30")}, At: kernel.SampleNow, Names: spelling{},
		Extra: map[string]string{"served_papers": "不予行政许可决定书（不准〔2026〕7号）、受理通知单（受通〔2026〕3号）", "served_way": "直接送达", "served_on": "2026年10月15日", "served_who": "代理人", "part_unit": "消防救援大队", "part_post": "消防审批岗", "part_due": "2026年10月12日 17:30", "office": "青岚县行政审批服务局", "issuer": "青岚县行政审批服务局", "phone": "0571-8888-0101", "missing": "营业执照、布局图", "cover": "李敏", "cause": "BJ2026-000398", "cause_clock": "service/handle", "cause_due": "2026年10月14日（星期三）17:30", "cause_post": "食品经营许可岗", "cause_unit": "行政许可科", "concerned": "王强", "concerned_unit": "行政许可科", "of": "行政许可科", "class": "permit", "settled": "true", "pause_until": "2026年10月30日（星期五）17:30", "organ": "青岚县人民政府", "court": "青岚县人民法院", "direct": "青岚县人民法院", "item_basis": "食品安全法第三十五条", "item_condition": long, "item_procedure": "收件、受理、审查、决定、送达", "item_promised": "10wd", "item_statutory": "20wd", "item_fee": "不收费", "item_place": "政务服务大厅二楼3号窗口", "item_phone": "0571-8888-0101", "monday": "2026年10月19日", "from": "2026年10月12日", "until": "2026年10月18日", "count": "2", "owed": "1", "done": "1", "rechecked": "1", "chased": "1", "gap": "1"},
	}
	for i, name := range []casework.EventName{
		casework.CaseRegistered, casework.Instructed, casework.Assigned, casework.ReceiptSigned, casework.Returned, casework.ExtensionRequested, casework.Screened, casework.Forwarded, casework.Relayed,
		kind.ReplyDrafted, kind.AuthorContacted, kind.ReportSigned, kind.GroupSent, kind.ResultSigned, kind.Interviewed, casework.ObjectionDecided, kind.Vetted, kind.Approved, kind.Disclosed, kind.ShownChecked,
		casework.Replied, casework.NoticeIssued, casework.SelfReportOwed, casework.Issued, casework.Reported, casework.Chased, casework.SignedOff, casework.AbsenceApproved, kind.HandedOver, casework.FactsStated,
		casework.FormallyOpened, casework.Heard, casework.LiabilitySplit, casework.MeasureRecommended, casework.MeasureDecided, casework.DecisionServed, casework.ReviewAsked, casework.ReviewDecided,
		kind.PassedOn, casework.ExtensionApproved, casework.Accepted, casework.Transferred, casework.Declined, casework.ClockPaused, casework.Decided, casework.Withdrawn, casework.CaseClosed, casework.StepAssigned, casework.StepDeemed, casework.ConsentConfirmed, kind.LookAsked, kind.LookRighted,
	} {
		m.Events = append(m.Events, casework.TimelineRow{
			Name: name, At: at("2026-10-09 10:00").Add(time.Duration(i) * time.Hour), Actor: "handler", ActorName: "王强", Text: "经办意见：" + long, Grounds: "食品安全法第三十五条", Level: levelOf[name], Detail: detailOf[name],
		})
	}
	for _, name := range []string{"intake", "handle", "propose", "jurisdiction", "self_report", "reply", "statement", "ask_review", "appeal", "report_back", "ask_final", "renew", "step", "consent", "rectify", "object"} {
		m.Clocks = append(m.Clocks, casework.ClockView{Name: name, Start: at("2026-10-09 10:00"), Due: at("2026-10-14 17:30"), Limit: "10wd"})
	}
	return m
}

var levelOf = map[casework.EventName]string{
	casework.StepDeemed: "silent", casework.ConsentConfirmed: "confirmed", casework.Screened: "not_taken", casework.Replied: "proven", casework.FactsStated: "reminder", casework.ReviewAsked: "review", casework.ReviewDecided: "lighter", casework.MeasureRecommended: "circulated_criticism", casework.Decided: "denied", kind.LookRighted: kind.PutRight, kind.GroupSent: "surprise", kind.ResultSigned: "signed", kind.Vetted: "sound", kind.Disclosed: "posted", kind.ShownChecked: kind.Faulty,
}

var detailOf = map[casework.EventName]map[string]string{
	casework.Screened: {"ground": "buck_passing", "way": "arbitration"}, casework.SelfReportOwed: {"on_matter": "3", "in_month": "4"}, casework.ExtensionRequested: {"days": "5"}, casework.FactsStated: {"ground": "time_limit"}, casework.NoticeIssued: {"notice": "one_time"}, casework.ClockPaused: {"category": "expert_review"}, casework.CaseClosed: {"result": "withdrawn"}, kind.Interviewed: {"until": "2026-10-12T10:00:00+08:00"},
	casework.StepDeemed: {"post": "城市道路许可岗"}, casework.LiabilitySplit: {"person": "backup", "share": "main"}, casework.MeasureDecided: {"members": "9", "present": "7", "in_favour": "6"}, casework.ReviewDecided: {"round": "review", "measure": "admonition"},
}

// The complainant every paper is searched for.
const (
	planted      = "欧阳慕云"
	plantedPhone = "13987654321"
	plantedHome  = "青岚县桂花巷19号3幢402室"
)

// askedOf answers every question of a form at length.
func askedOf(f paper.Form) map[string]string {
	out := map[string]string{}
	for _, q := range f.Questions() {
		switch {
		case len(q.Options) > 0:
			out[q.Name] = q.Options[0]
		case q.Type == "date":
			out[q.Name] = "2026-10-12"
		case q.Type == "textarea":
			out[q.Name] = "签发人填写：" + long
		default:
			out[q.Name] = "签发人填写的内容"
		}
	}
	return out
}

func formOf(t *testing.T, code string) paper.Form {
	t.Helper()
	ref, err := carried()
	require.NoError(t, err)
	f, ok := paper.Find(ref.Papers, code)
	require.True(t, ok, code)
	return f
}
