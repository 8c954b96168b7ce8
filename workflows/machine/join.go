package machine

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// What cases have to do with each other. Whether the other case is there, may be
// seen and fits is checked where it is known, before the command comes here; this
// case answers for its own part. A case never reads another's state.

// link states that another case belongs with this one. The number goes among the
// links, where each reader's sight is checked, and not into the timeline.
func link(s *Step, c casework.Command) error {
	switch {
	case c.Args.Case == "" || c.Args.Case == s.State.Number:
		return casework.FieldError(casework.Invalid, "case", "")
	case slices.Contains(s.State.Links, c.Args.Case):
		return casework.FieldError(casework.LinkedAlready, "case", "")
	}
	s.State.Links = append(s.State.Links, c.Args.Case)
	s.Say(casework.Event{Name: casework.Linked, Level: string(c.Args.Relation), Other: c.Args.Case})
	return nil
}

// unlink takes a link back, with the reason.
func unlink(s *Step, c casework.Command) error {
	i := slices.Index(s.State.Links, c.Args.Case)
	if i < 0 {
		return casework.FieldError(casework.NotLinked, "case", "")
	}
	s.State.Links = slices.Delete(s.State.Links, i, i+1)
	s.Say(casework.Event{Name: casework.Unlinked, Other: c.Args.Case})
	return nil
}

// merge makes a duplicate follow the leading case (并案). Its promise must be
// running: one that was never counted would be lost here. From now on the other is
// worked on; this one's own clocks go on, warn and climb as if nothing had been
// merged, so that no clock can be lost. A request from below speaks by silence and
// keeps an answer of its own (R061).
func merge(s *Step, c casework.Command) error {
	handle, consent := s.State.Clock("handle"), s.State.Clock("consent")
	switch {
	case c.Args.Case == "" || c.Args.Case == s.State.Number:
		return casework.FieldError(casework.Invalid, "case", "")
	case s.State.Stage != casework.StageHandle, handle == nil || !handle.Open(), consent != nil && consent.Open():
		return casework.FieldError(casework.NotMergeable, "case", "R075")
	}
	s.State.Follows = c.Args.Case
	s.Say(casework.Event{
		Name: casework.Merged, Rule: "R075", Other: c.Args.Case, To: s.Tells(casework.Merge),
	})
	s.Stand(casework.StageMerged)
	return nil
}

// unmerge sets a follower on its own again: it was no duplicate.
func unmerge(s *Step, _ casework.Command) error {
	if s.State.Follows == "" {
		return casework.FieldError(casework.NotMerged, "", "")
	}
	s.letGo()
	return nil
}

// follow is what the promise of the leading case came to, from the instant at
// which it ended. Met, it answers this case too: its own promise is met then, late
// if it was late before. Dropped, this case is on its own again.
func follow(s *Step, c casework.Command) error {
	switch {
	case s.State.Follows == "" || s.State.Follows != c.Args.Case:
		return casework.FieldError(casework.NotMerged, "case", "")
	case c.Args.Outcome != casework.Answered:
		s.letGo()
		return nil
	}
	s.Say(casework.Event{Name: casework.Followed, Rule: "R069", Other: s.State.Follows, To: s.Tells(casework.Follow)})
	s.Meet("handle")
	if kind, ok := s.k.kind.(Follower); ok {
		kind.Followed(s)
	}
	s.endWith("merged")
	return nil
}

// letGo ends a merge: the case stands where it stood, its clocks untouched.
func (s *Step) letGo() {
	s.Say(casework.Event{Name: casework.Unmerged, Other: s.State.Follows, To: s.Tells(casework.Unmerge)})
	s.State.Follows = ""
	s.Stand(casework.StageHandle)
}

// convert closes the case and opens one of another kind in the same commit, with
// the same receipt. Only while it is being sorted: the transfer is its answer.
func convert(s *Step, c casework.Command) error {
	to, ok := s.k.declared.Conversion(c.Args.Kind)
	if !ok || !slices.Contains(to.Stages, s.State.Stage) {
		return casework.FieldError(casework.NotConvertible, "kind", "")
	}
	opens, err := s.about(to, c.Args)
	if err != nil {
		return err
	}
	e := casework.Event{Name: casework.Converted, Level: string(to.To), Opens: opens}
	if to.Picks {
		if c.Args.Item == "" {
			return casework.FieldError(casework.UnknownItem, "item", "R032")
		}
		e.Detail = map[string]string{"item": c.Args.Item}
	}
	if to.First {
		e.Opens = map[string]string{kind.FactFirst: s.State.Post, kind.FactFirstUnit: s.State.Unit}
	}
	s.Meet(to.Meets)
	s.Say(e)
	if act, known := s.k.declared.Act(c.Name); known && to.Notice != "" {
		s.TellApplicant(act.Rests(), to.Notice)
	}
	s.endWith("converted")
	return nil
}

// TellApplicant is the notice to whoever brought the matter; nobody is told of what came without
// a name.
func (s *Step) TellApplicant(rule, notice string) {
	if s.State.Facts[casework.FactAnonymous] == "true" {
		return
	}
	s.Say(casework.Event{Name: casework.NoticeIssued, Rule: rule, To: []casework.Role{casework.Applicant}, Detail: map[string]string{"notice": notice}})
}

// about says whom what becomes a complaint is about, a unit at least (R065). Who
// handles it follows from that, and is found where posts are known.
func (s *Step) about(to kind.Conversion, a casework.Args) (map[string]string, error) {
	switch {
	case !to.AsksUnit || !s.Since("a-complaint-is-about-a-unit"):
		return nil, nil
	case a.Unit == "":
		return nil, casework.FieldError(casework.Invalid, "unit", "R065")
	}
	out := map[string]string{casework.FactAgainstUnit: a.Unit}
	if a.Post != "" {
		out[casework.FactAgainstPost] = a.Post
	}
	if a.Person != "" {
		out[casework.FactAgainstPerson] = a.Person
	}
	return out, nil
}

// endWith closes a case that goes on as another. What the unit owes besides its
// answer, the report on itself (R080) and what the kind declares, outlives it as an
// explanation does.
func (s *Step) endWith(result string) {
	s.closeBut(result, append([]string{"explain", "self_report"}, s.k.declared.Outlives...)...)
	s.State.Follows = ""
}
