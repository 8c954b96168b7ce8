package workflows

import (
	"github.com/shixian/shixian/internal/casework"
)

// vacancy is the form of an absence that is everybody's: a post nobody stands on
// in office hours (R171), whatever emptied it. Its case opens with the first
// instant of office hours, runs the clock that an absence runs which is going to
// empty a post (R169), and climbs the same ladder. It ends when somebody stands
// there, not when somebody was named: a stand-in who is away himself fills nothing.
const vacancy = "vacancy"

func (s *step) openVacancy() error {
	s.stand(casework.StageVacant)
	s.say(casework.Event{
		Name: casework.PostEmpty, To: []casework.Role{casework.SectionHead}, Rule: "R171",
		Detail: map[string]string{"post": s.state.Post},
	})
	leader, err := s.askToDesignate("", s.state.Post)
	if err != nil {
		return err
	}
	s.turn(leader)
	return s.start(terms{from: s.at, told: true, owner: leader}, "designate")
}

// fillVacancy names who answers for the post, and until when (R169, R211).
func fillVacancy(s *step, c casework.Command) error {
	switch {
	case c.Args.Post != s.state.Post:
		return casework.FieldError(casework.Invalid, "post", "R169")
	case !c.Args.Until.After(s.at):
		return casework.FieldError(casework.Invalid, "until", "R211")
	}
	return s.nameStandin(c, s.at, c.Args.Until)
}

// manned: somebody stands on the post again, as the segments of duty tell.
func manned(s *step, _ casework.Command) error {
	s.meet("designate")
	s.say(casework.Event{
		Name: casework.PostManned, To: []casework.Role{casework.SectionHead, casework.LeaderInCharge}, Rule: "R171",
		Detail: map[string]string{"post": s.state.Post},
	})
	s.close("manned")
	return nil
}
