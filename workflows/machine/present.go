package machine

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// A matter does not lapse because the only one who may decide is away: whoever is
// asked for something is asked on his post, and where nobody stands there who may
// sign, the next by law is asked at once (R043, R166, R169). He may decide it then,
// and the turn is his.

// Present is the first of those who may be asked who is there; the person in whose
// matter it is is never asked himself. Where nobody is there it is the first of them:
// the request waits for him, as it would on his desk.
func (s *Step) Present(person string, roles ...casework.Role) (casework.Role, error) {
	line := lineOf(roles)
	if len(line) < 2 || !s.Since("who-is-there-is-asked") {
		return roles[0], nil
	}
	cover, err := s.k.host.Cover(casework.CoverRequest{Unit: s.State.Unit, Roles: line, Person: person, At: s.At})
	if err != nil || cover.Role == "" {
		return roles[0], err
	}
	return cover.Role, nil
}

// lineOf lists roles and after them those that step in for them by law, each once.
func lineOf(roles []casework.Role) (line []casework.Role) {
	for _, r := range roles {
		line = append(line, casework.InLine(r)...)
	}
	slices.SortStableFunc(line, func(a, b casework.Role) int { return named(roles, a) - named(roles, b) })
	var once []casework.Role
	for _, r := range line {
		if !slices.Contains(once, r) {
			once = append(once, r)
		}
	}
	return once
}

// named puts who is named before who only steps in.
func named(roles []casework.Role, r casework.Role) int {
	if i := slices.Index(roles, r); i >= 0 {
		return i
	}
	return len(roles)
}

// InsteadOf says for whom somebody is asked.
func InsteadOf(detail map[string]string, asked, first casework.Role) map[string]string {
	if asked == first {
		return detail
	}
	return adding(detail, "instead_of", string(first))
}

// asked is who has a request for more time on his desk.
func asked(x *casework.Extension, clock *casework.Clock) casework.Role {
	if x == nil {
		return clock.Asks
	}
	return x.Signs(clock)
}
