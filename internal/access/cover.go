package access

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// daily is what a short cover does as A would: he answers, takes in, passes on and
// chases (R166, R167). Whatever else a post may do decides a matter: that waits
// for A, or for the leader's consent. Reading is never in question.
var daily = []string{
	CaseRegister, CasePersonal, CaseFindings, CaseRelayed, TextCreate, PlanFile,
	casework.OneTimeNotice, casework.Supplement, casework.Accept, casework.Deliver, casework.ConfirmReceipt, casework.Chase,
	casework.RequestExtension, casework.WithdrawExtension, casework.Report, casework.Propose, casework.Assign, casework.Forward,
	casework.Relay, casework.FileDuty, casework.Link, casework.Unlink, casework.Attach, casework.AskUrgent,
	PaperIssue, PaperView, PaperAddressed, RegisterView, RegisterEnter,
	// Who may be away, and who stands in, cannot wait (R154, R169).
	casework.Approve, casework.DecideExtension, casework.Designate,
}

// Daily tells whether a short cover does it as well; what is of no post is nobody's
// to cover.
func (r *Row) Daily() bool {
	return r.View || !r.ofPost() || !r.Signature && slices.Contains(daily, r.Action)
}

func (r *Row) ofPost() bool {
	return slices.ContainsFunc(casework.Roles(), func(role casework.Role) bool { return r.Scopes[role] > None })
}

// short says why a short cover may not do it; nil where he may, or where the
// leader in charge consented to this very act of his during this cover.
func (r *Row) short(p casework.Principal, h casework.Holding, s Subject) error {
	u := s.Urgent
	switch {
	case !h.Limited, r.Daily():
		return nil
	case u != nil && u.Granted && u.Act == r.Action && u.By == p.Person && h.Since != nil && !u.At.Before(*h.Since):
		return nil
	}
	return &casework.Error{Code: casework.LimitedCover, Rule: "R166", Note: r.Action + " by a short cover of post " + h.Post}
}

// urgentRows: who may have to ask, and who consents with a signature of his own.
var urgentRows = []Row{
	{Action: casework.AskUrgent, Kind: service, Scopes: scopes{
		casework.Handler: Own, casework.Clerk: Unit, casework.SectionHead: Unit,
	}},
	{Action: casework.DecideUrgent, Kind: service, Scopes: deciders, Signature: true},
	{Action: casework.AskUrgent, Kind: document, Scopes: scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau}},
	{Action: casework.DecideUrgent, Kind: document, Scopes: deciders, Signature: true},
	{Action: casework.AskUrgent, Kind: complaint, Scopes: scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.EfficiencyOffice: Bureau}},
	{Action: casework.DecideUrgent, Kind: complaint, Scopes: deciders, Signature: true},
	{Action: casework.AskUrgent, Kind: supervision, Scopes: scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.SupervisionOffice: Bureau}},
	{Action: casework.DecideUrgent, Kind: supervision, Scopes: deciders, Signature: true},
}
