package access

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Daily tells whether a short cover does it as A would: he answers, takes in, passes
// on and chases (R166, R167). Whatever else a post may do decides a matter: that
// waits for A, or for the leader's consent. Reading is never in question; what is of
// no post is nobody's to cover.
func (r *Row) Daily() bool {
	return r.View || !r.ofPost() || !r.Signature && r.cover
}

func (r *Row) ofPost() bool {
	return slices.ContainsFunc(casework.Roles(), func(role casework.Role) bool { return r.Scopes[role] > None })
}

// passes says why an act does not go with a post to whoever covers it, as the house has
// it. A leader who covers another signs as what he is himself; an office's decision is
// the office's.
func (t *Table) passes(r *Row, p casework.Principal, h casework.Holding, s Subject) error {
	goes := func(power string) bool { return t.kinds.Posts().Goes(power, h.Limited) }
	signs := r.Signature && casework.Leads(h.Role) && !slices.ContainsFunc(p.Holdings, leads)
	switch {
	case r.View || h.Covers == "":
		return nil
	case signs && !goes(kind.PowerSignature):
		return refuse("R165", "the signature of post %s does not pass to its cover", h.Post)
	case signs, r.Daily() && goes(kind.PowerDaily), !r.Daily() && goes(kind.PowerDecision),
		consented(r, p, h, s) && goes(kind.PowerConsented):
		return nil
	case h.Limited:
		return &casework.Error{Code: casework.LimitedCover, Rule: "R166", Note: r.Action + " by a short cover of post " + h.Post}
	}
	return refuse("R165", "%s does not pass to the cover of post %s", r.Action, h.Post)
}

// consented tells whether the leader in charge consented to this very act of his during
// this cover (R166).
func consented(r *Row, p casework.Principal, h casework.Holding, s Subject) bool {
	u := s.Urgent
	return u != nil && u.Granted && u.Act == r.Action && u.By == p.Person && h.Since != nil && !u.At.Before(*h.Since)
}
