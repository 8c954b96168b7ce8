package access

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
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
