package cases

import (
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
)

// consent tells which act waits for a second person, or what a short cover asked the
// leader in charge for, and where whoever reads gives his word on it.
func (v *visit) consent(d kernel.Dossier) (said, rule, at string) {
	word := func(act, page string) string {
		if !slices.ContainsFunc(d.Actions, func(f casework.Form) bool { return f.Command == act }) {
			return ""
		}
		return "/approvals/" + d.View.Number + page
	}
	if x := kernel.StateOf(d.View).Second.Shown(); x != nil {
		if x.By == v.Who.Person { // he signs nothing of it; what he asked for he takes back by the form
			return v.Proposed(d.Office, d.View.Kind, x), "R048", ""
		}
		return v.Proposed(d.Office, d.View.Kind, x), "R048", word(casework.Countersign, "/second")
	}
	u := kernel.StateOf(d.View).Urgent
	if u == nil {
		return "", "", ""
	}
	key := "urgent.asked"
	if u.Granted {
		key = "urgent.granted"
	}
	return v.T(key, kernel.PersonName(d.Office, u.By), v.Verb(d.View.Kind, u.Act)), "R166", word(casework.DecideUrgent, "/urgent")
}

// signed are all answers that an act would be done with which waits for a second person: for who may
// sign it and who asked for it, nobody else has them (R048). The reason stands in the timeline.
func (s *Room) signed(v *visit, d kernel.Dossier) ([]kernel.Fact, error) {
	x := d.View.Second
	if x == nil || x.Args == nil {
		return nil, nil
	}
	form, _ := v.Kinds.Binds(d.View).Form(x.Act)
	return v.Answered(d.View.Kind, form, x.Args, d.Office, d.Item(), func(id string) (string, error) {
		text, err := s.counter.Text(v.Ctx, v.Who, d.View.Number, id)
		if casework.CodeOf(err) == casework.Forbidden {
			return "", nil
		}
		return text, err
	})
}
