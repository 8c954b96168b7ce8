package workflows

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// vacancy is the form of an absence that is everybody's: a post nobody stands on
// in office hours (R171), whatever emptied it. Its case opens with the first
// instant of office hours, runs the clock that an absence runs which is going to
// empty a post (R169), and climbs the same ladder. It ends when somebody stands
// there, not when somebody was named: a stand-in who is away himself fills nothing.
const vacancy = "vacancy"

func openVacancy(s *machine.Step) error {
	s.Stand(casework.StageVacant)
	s.Say(casework.Event{
		Name: casework.PostEmpty, To: []casework.Role{casework.SectionHead}, Rule: "R171",
		Detail: map[string]string{"post": s.State.Post},
	})
	leader, err := askToDesignate(s, "", s.State.Post)
	if err != nil {
		return err
	}
	s.Turn(leader)
	return s.StartWith(machine.Terms{Told: true, Owner: leader}, "designate")
}

// fillVacancy names who answers for the post, and until when (R169, R211).
func fillVacancy(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Post != s.State.Post:
		return casework.FieldError(casework.Invalid, "post", "R169")
	case !c.Args.Until.After(s.At):
		return casework.FieldError(casework.Invalid, "until", "R211")
	}
	return nameStandin(s, c, s.At, c.Args.Until)
}

// manned: somebody stands on the post again, as the segments of duty tell.
func manned(s *machine.Step, _ casework.Command) error {
	s.Meet("designate")
	s.Say(casework.Event{
		Name: casework.PostManned, To: s.Tells(casework.Manned), Rule: "R171",
		Detail: map[string]string{"post": s.State.Post},
	})
	s.Close("manned")
	return nil
}
