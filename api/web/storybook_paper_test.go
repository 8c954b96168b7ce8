package web

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// servedStories are the papers of a service case as they are issued, to be looked at on a
// screen, on a phone and on A4.
func servedStories() map[string]func(t *testing.T) string {
	out := map[string]func(t *testing.T) string{}
	for _, code := range []string{
		"service_notice", "guidance_notice", "acceptance_notice", "supplement_notice", "refusal_notice", "procedure_notice", "extension_notice",
		"handover_receipt", "grant_decision", "denial_decision", "result_notice", "denial_notice", "termination_notice", "service_proof", "deemed_acceptance", "deemed_renewal", "deemed_no_objection", "joint_notice", "second_look",
	} {
		out["paper-"+code] = func(t *testing.T) string {
			v := newVisitor(t, watcher)
			v.counter.issued = served(t, code)
			return v.html("/papers/P1")
		}
	}
	return out
}

// served is a paper of a service case, with words of the length that offices write.
func served(t *testing.T, code string) *papers.Paper {
	t.Helper()
	f := formOf(t, code)
	m := matterFor(casework.Service)
	m.Case.Number = "BJ2026-000412"
	for i := range m.Events {
		m.Events[i].Text = "经现场核查，加工间与就餐区未分隔，与申请材料所附布局图不符，不符合食品经营许可的条件。"
	}
	m.Extra["item_condition"] = "具有与经营食品品种、数量相适应的场所、设备、人员、布局和管理制度"
	m.Extra["materials"] = "食品经营许可申请书1份、营业执照（复印件）1份"
	m.Fields["matter"] = ""
	m.Asked = map[string]string{}
	for _, q := range f.Questions() {
		switch {
		case len(q.Options) > 0:
			m.Asked[q.Name] = q.Options[0]
		case q.Default != "":
			m.Asked[q.Name] = q.Default
		case q.Required:
			m.Asked[q.Name] = "食品经营许可申请书1份，营业执照复印件1份"
		}
	}
	if f.Table != nil {
		m.Rows = []paper.Matter{
			{Extra: map[string]string{"name": "食品经营许可申请书", "format": "原件", "copies": "1份", "issuer": "申请人", "required": "必交"}},
			{Extra: map[string]string{"name": "与食品经营相适应的主要设备设施布局和操作流程", "format": "原件", "copies": "1份", "issuer": "申请人", "required": "必交"}},
			{Extra: map[string]string{"name": "授权委托书", "format": "原件", "copies": "1份", "issuer": "申请人", "required": "有此情形的提供"}},
		}
	}
	content, empty := paper.Fill(f, m)
	require.Empty(t, empty)
	content.Form = code
	return &papers.Paper{
		ID: "P1", Number: "BJ2026-000412", Kind: casework.Service, Form: code, Name: f.Name, NameEn: f.NameEn, Serial: paper.Number(f.Word, 2026, 3), Unit: "permits", UnitName: "行政许可科",
		Issued: at("2026-10-16 15:00"), ByName: "王强", Code: "7K3F-9QXM-2D4P", Content: &content,
	}
}

// paperStories join the stories, to be looked at on A4.
var paperStories = map[string]func(t *testing.T) string{
	"book": func(t *testing.T) string {
		v := newVisitor(t, generalOffice)
		dispatched(t, v)
		return v.html("/registers/dispatch_register")
	},
	"papercheck": func(t *testing.T) string {
		v := newVisitor(t, casework.Principal{})
		v.counter.checked = papers.Checked{Unit: "bureau", Name: "督办通知单", NameEn: "Supervision notice", Serial: "督办〔2026〕3号", UnitName: "青岚县行政审批服务局", Issued: at("2026-10-16 15:00"), Valid: true}
		return v.html("/public/paper?code=7k3f9qxm2d4p")
	},
	"registers": func(t *testing.T) string {
		v := newVisitor(t, generalOffice)
		f := formOf(t, "overdue_circular")
		v.counter.forms = papers.RegisterForms{Registers: []paper.Form{formOf(t, "incoming_register")}, Issue: []paper.Form{f}, Issued: []papers.Paper{*onPaper(t, "supervision_notice")}}
		return v.html("/registers")
	},
	"case-papers": func(t *testing.T) string {
		v := newVisitor(t, watcher)
		v.counter.papers = papers.CasePapers{
			Forms: []paper.Form{formOf(t, "supervision_notice")}, Issued: []papers.Paper{*onPaper(t, "supervision_report")},
			Then: map[string][]paper.Form{casework.Complete: {formOf(t, "supervision_report"), formOf(t, "supervision_result")}},
		}
		return v.html("/cases/BJ2026-000412")
	},
}

func init() {
	for _, form := range []string{"supervision_notice", "complaint_transfer", "complaint_record", "decision", "return_letter", "leave_form", "supervision_report", "monday_list", "self_check_report", "supervision_summary", "complaint_statistics", "department_sheet"} {
		paperStories["paper-"+form] = func(t *testing.T) string {
			v := newVisitor(t, watcher)
			v.counter.issued = onPaper(t, form)
			return v.html("/papers/P1")
		}
	}
	for name, tell := range paperStories {
		stories[name] = tell
	}
}
