package access_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Cases of the demo office's own kinds: where they lie at first, and once given to
// a desk.
var (
	letter    = access.Subject{Kind: casework.Document, Number: "GW2026-000001", Unit: "general", Post: "general-office", RegisteredBy: "general_office"}
	assigned  = access.Subject{Kind: casework.Document, Number: "GW2026-000002", Unit: "permits", Post: "food-desk", RegisteredBy: "general_office"}
	grievance = access.Subject{Kind: casework.Complaint, Number: "TS2026-000001", Unit: "efficiency", Post: "efficiency-office", RegisteredBy: "clerk"}
	forwarded = access.Subject{Kind: casework.Complaint, Number: "TS2026-000002", Unit: "permits", Post: "food-desk", RegisteredBy: "clerk"}
	item      = access.Subject{Kind: casework.Supervision, Number: "DB2026-000001", Unit: "supervision", Post: "supervision-office", RegisteredBy: "supervision_office"}
	issued    = access.Subject{Kind: casework.Supervision, Number: "DB2026-000002", Unit: "permits", Post: "food-desk", RegisteredBy: "supervision_office"}
	standing  = access.Subject{Kind: casework.Duties, Number: "ZR2026-000001", Unit: "supervision", Post: "supervision-office"}
)

func TestDecideForTheOffice(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	tree := o.tree()
	for name, tt := range map[string]struct {
		person, action string
		s              access.Subject
		want           []casework.Role // none: forbidden
	}{
		"the general office registers a document":       {"general_office", access.CaseRegister, letter, roles(casework.GeneralOffice)},
		"so does a clerk":                               {"clerk", access.CaseRegister, letter, roles(casework.Clerk)},
		"a handler does not":                            {"handler", access.CaseRegister, letter, nil},
		"the general office assigns it":                 {"general_office", casework.Assign, letter, roles(casework.GeneralOffice)},
		"a leader of another part sees and instructs":   {"leader_in_charge", casework.Instruct, letter, roles(casework.LeaderInCharge)},
		"the head of the bureau instructs":              {"principal_leader", casework.Instruct, letter, roles(casework.PrincipalLeader)},
		"the unit does not see it before":               {"handler", access.CaseView, letter, nil},
		"its handler returns what is not ours":          {"handler", casework.Return, assigned, roles(casework.Handler)},
		"and answers":                                   {"handler", casework.Complete, assigned, roles(casework.Handler)},
		"the general office does not answer for it":     {"general_office", casework.Complete, assigned, nil},
		"the general office lends time":                 {"general_office", casework.DecideExtension, assigned, roles(casework.GeneralOffice)},
		"the handler lends himself none":                {"handler", casework.DecideExtension, assigned, nil},
		"silence is confirmed by the general office":    {"general_office", casework.ConfirmConsent, assigned, roles(casework.GeneralOffice)},
		"never by the unit":                             {"handler", casework.ConfirmConsent, assigned, nil},
		"the auditor sees a document":                   {"auditor", access.CaseView, assigned, roles(casework.Auditor)},
		"and not its words":                             {"auditor", access.CasePersonal, assigned, nil},
		"the efficiency office registers a complaint":   {"efficiency_office", access.CaseRegister, grievance, roles(casework.EfficiencyOffice)},
		"the clerk takes one down":                      {"clerk", access.CaseRegister, grievance, roles(casework.Clerk)},
		"sees that it is there":                         {"clerk", access.CaseView, grievance, roles(casework.Clerk)},
		"and reads nothing of it afterwards":            {"clerk", access.CasePersonal, grievance, nil},
		"the unit does not know of it before":           {"section_head", access.CaseView, grievance, nil},
		"then its handler does":                         {"handler", access.CaseView, forwarded, roles(casework.Handler)},
		"without a name":                                {"handler", access.CasePersonal, forwarded, nil},
		"nor does his head learn one":                   {"section_head", access.CasePersonal, forwarded, nil},
		"nor the leader in charge":                      {"leader_in_charge", access.CasePersonal, forwarded, nil},
		"nor the head of the bureau":                    {"principal_leader", access.CasePersonal, forwarded, nil},
		"nor the auditor":                               {"auditor", access.CasePersonal, forwarded, nil},
		"the efficiency office does":                    {"efficiency_office", access.CasePersonal, forwarded, roles(casework.EfficiencyOffice)},
		"its backup in waiting does not":                {"supervision_office", access.CasePersonal, forwarded, nil},
		"nor who was never named to":                    {"handler", access.CaseDisclosed, forwarded, nil},
		"the unit reads what was passed on":             {"handler", access.CaseRelayed, forwarded, roles(casework.Handler)},
		"the auditor does not":                          {"auditor", access.CaseRelayed, forwarded, nil},
		"the unit answers":                              {"handler", casework.Reply, forwarded, roles(casework.Handler)},
		"and does not pass its own answer":              {"handler", casework.Confirm, forwarded, nil},
		"the leader in charge lends it no time":         {"leader_in_charge", casework.DecideExtension, forwarded, nil},
		"the head reports on his section":               {"section_head", casework.SelfReport, forwarded, roles(casework.SectionHead)},
		"an item is issued by whom its origin asks for": {"general_office", casework.Issue, item, roles(casework.GeneralOffice)},
		"a leader of another part among them":           {"leader_in_charge", casework.Issue, item, roles(casework.LeaderInCharge)},
		"never by a handler":                            {"handler", casework.Issue, item, nil},
		"he replies":                                    {"handler", casework.Reply, issued, roles(casework.Handler)},
		"and signs nothing off":                         {"handler", casework.SignOff, issued, nil},
		"the supervision office does":                   {"supervision_office", casework.SignOff, issued, roles(casework.SupervisionOffice)},
		"its backup in waiting does not sign":           {"inspector", casework.SignOff, issued, nil},
		"a duty is filed by those who keep it":          {"supervision_office", casework.FileDuty, standing, roles(casework.SupervisionOffice)},
		"a handler does not see it":                     {"handler", access.CaseView, standing, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := table.Decide(o.sign(t, tt.person), tt.action, tt.s, tree)
			if tt.want == nil {
				require.Equal(t, casework.Forbidden, casework.CodeOf(err))
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}

// What went upward nobody it went past sees, acts on or decides, by no action of
// the table, whether it lies above or was given to a section; who handles it does.
func TestWhatWentUpward(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	tree := o.tree()
	for _, row := range table.Rows() {
		for _, s := range []access.Subject{upward, down, upwardCase} {
			if row.Kind != s.Kind || row.Action == access.CaseRegister {
				continue
			}
			for _, person := range []string{"efficiency_office", "supervision_office", "principal_leader"} {
				_, err := table.Decide(o.sign(t, person), row.Action, s, tree)
				require.Equal(t, casework.Forbidden, casework.CodeOf(err), "%s %s %s", person, row.Action, s.Number)
			}
			if _, err := table.Decide(o.sign(t, "efficiency_office"), row.Action, access.Subject{
				Kind: s.Kind, Unit: s.Unit, Post: s.Post, RegisteredBy: s.RegisteredBy, Against: s.Against,
			}, tree); err == nil && row.Kind == casework.Complaint {
				_, err := table.Decide(o.sign(t, "discipline_office"), row.Action, s, tree)
				require.NoError(t, err, "the discipline office plays the whole part: %s %s", row.Action, s.Number)
			}
		}
		require.False(t, row.Kind != "" && (row.Scopes[casework.PrincipalLeader] == access.All || row.Scopes[casework.EfficiencyOffice] == access.All),
			"no case is in reach of those who stand aside by All: %s", row.Action)
	}
	_, err := table.Decide(o.sign(t, "discipline_office"), access.CaseView, forwarded, tree)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "and what did not go upward is none of his")
}

// Whom a complaint names neither sees it nor acts on it, on whatever post he
// stands; nor does anybody on the post it names (R073).
func TestWhomAComplaintNames(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	named := aboutHim
	named.Post, named.Against = "road-desk", ""
	for _, row := range table.Rows() {
		if row.Kind != casework.Complaint || row.Action == access.CaseRegister {
			continue
		}
		_, err := table.Decide(o.sign(t, "handler"), row.Action, named, o.tree())
		require.Equal(t, casework.Forbidden, casework.CodeOf(err), row.Action)
		for _, onThePost := range []string{"backup", "inspector"} {
			_, err := table.Decide(o.sign(t, onThePost), row.Action, aboutHim, o.tree())
			require.Equal(t, casework.Forbidden, casework.CodeOf(err), "%s %s", onThePost, row.Action)
		}
	}
	_, err := table.Decide(o.sign(t, "section_head"), casework.Reply, aboutHim, o.tree())
	require.NoError(t, err, "his head answers")
}

// A bureau's documents and complaints end at its border.
func TestTheOfficeEndsAtItsBureau(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	for _, kind := range []casework.Kind{casework.Document, casework.Complaint, casework.Supervision, casework.Duties} {
		s := access.Subject{Kind: kind, Unit: "water-permits", Post: "water-desk"}
		for _, person := range []string{"general_office", "efficiency_office", "supervision_office", "principal_leader", "auditor"} {
			_, err := table.Decide(o.sign(t, person), access.CaseView, s, o.tree())
			require.Equal(t, casework.Forbidden, casework.CodeOf(err), "%s %s", kind, person)
		}
	}
}
