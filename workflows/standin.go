package workflows

import (
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// askForCover: both A and B away, the leader in charge is asked at once (R169). Who
// was named for another's post cannot leave it to that very other, who is away: no
// leave is granted that closes such a ring. An emergency has begun already.
func askForCover(s *machine.Step) error {
	cover, err := s.Cover(casework.CoverRequest{Person: s.State.Facts[factPerson], Term: *s.State.Term, At: s.At})
	switch {
	case err != nil:
		return err
	case cover.Refused != "" && s.State.Facts[factForm] != "emergency":
		return casework.FieldError(cover.Refused, "approve", "R169")
	case len(cover.Posts) == 0:
		return nil
	}
	leader, err := askToDesignate(s, s.State.Facts[factPerson], strings.Join(cover.Posts, ","))
	if err != nil {
		return err
	}
	for _, post := range cover.Posts {
		s.State.Standins = append(s.State.Standins, casework.Standin{Post: post})
	}
	return s.StartWith(machine.Terms{Owner: leader}, "designate")
}

// askToDesignate asks the leader in charge who stands in, or who is there in his place:
// never him who is away himself.
func askToDesignate(s *machine.Step, away, posts string) (casework.Role, error) {
	leader, err := s.Present(away, casework.LeaderInCharge)
	if err != nil {
		return "", err
	}
	s.Say(casework.Event{
		Name: casework.DesignationAsked, To: []casework.Role{leader}, Rule: "R169",
		Detail: machine.InsteadOf(map[string]string{"posts": posts}, leader, casework.LeaderInCharge),
	})
	return leader, nil
}

// designate: the leader in charge names who stands in (R169). His time to do so ends
// when every post that has nobody has somebody.
func designate(s *machine.Step, c casework.Command) error {
	if s.State.Facts[factForm] == vacancy {
		return fillVacancy(s, c)
	}
	switch {
	case c.Args.Person == s.State.Facts[factPerson]:
		return casework.FieldError(casework.Invalid, "person", "R169")
	case s.State.Term.To.Before(s.At):
		return casework.FieldError(casework.WrongStage, "", "R169")
	}
	every := s.Since("standin-is-there")
	i := slices.IndexFunc(s.State.Standins, func(n casework.Standin) bool { return n.Post == c.Args.Post })
	if every && i < 0 && len(s.State.Standins) > 0 {
		return casework.FieldError(casework.Invalid, "post", "R169")
	}
	from := s.State.Term.From
	if s.At.After(from) {
		from = s.At
	}
	if err := nameStandin(s, c, from, s.State.Term.To); err != nil {
		return err
	}
	if i >= 0 {
		s.State.Standins[i].Person = c.Args.Person
	}
	if !every || !slices.ContainsFunc(s.State.Standins, func(n casework.Standin) bool { return n.Person == "" }) {
		s.Meet("designate")
	}
	return nil
}

// nameStandin records who answers for a post, and for how long. Who is away himself
// in that time stands nowhere.
func nameStandin(s *machine.Step, c casework.Command, from, until time.Time) error {
	if s.Since("standin-is-there") {
		cover, err := s.Cover(casework.CoverRequest{
			Person: s.State.Facts[factPerson], Term: casework.Span{From: from, To: until}, Post: c.Args.Post, Standin: c.Args.Person, At: s.At,
		})
		switch {
		case err != nil:
			return err
		case cover.Refused != "":
			return casework.FieldError(cover.Refused, "person", "R169")
		}
	}
	s.Say(casework.Event{
		Name: casework.StandinDesignated, To: s.Tells(casework.Designate), Rule: "R169",
		Detail: map[string]string{
			"person": c.Args.Person, "post": c.Args.Post,
			"from": from.Format(time.RFC3339Nano), "until": until.Format(time.RFC3339Nano),
		},
	})
	return nil
}

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

// askToHandOver: A hands over before he leaves; who has left already, within a working
// day (R164). The absence begins all the same, and its record says how things stood.
func askToHandOver(s *machine.Step) error {
	switch {
	case s.State.Facts[kind.FactHandover] != kind.HandoverOwed:
		return nil
	case s.State.Term.From.After(s.At):
		return s.StartWith(machine.Terms{Stated: s.State.Term.From}, "handover")
	}
	return s.Start("handover")
}

// handOver: what lies open on the posts of whoever leaves is counted, not typed, and goes
// to who stands there next: the backup, or whoever acts there already.
func handOver(s *machine.Step, c casework.Command) error {
	left, err := s.Cover(casework.CoverRequest{Person: s.State.Facts[factPerson], Left: true, At: s.At})
	if err != nil {
		return err
	}
	s.Meet("handover")
	s.SetFact(kind.FactHandover, kind.HandoverSent)
	to := s.Tells(kind.HandOver)
	if s.State.Stage == casework.StageAway {
		to = []casework.Role{casework.ActingHolder}
	}
	s.Say(casework.Event{
		Name: kind.HandedOver, To: to, Rule: "R164",
		Detail: map[string]string{"person": s.State.Facts[factPerson], "cases": strings.Join(left.Open, ",")},
	})
	if s.State.Stage != casework.StageAway { // B answers for it from the time of leaving
		return nil
	}
	return s.Start(kind.ClockTaken)
}

// takeOver: B has looked through the list, and it is his.
func takeOver(s *machine.Step, _ casework.Command) error {
	s.Meet(kind.ClockTaken)
	s.SetFact(kind.FactHandover, kind.HandoverAccepted)
	s.Say(casework.Event{Name: casework.ReceiptSigned, To: s.Tells(casework.ConfirmReceipt), Rule: "R164", Detail: map[string]string{"post": s.State.Post}})
	return nil
}

// handedOver adds how far things had changed hands, where that is asked for.
func handedOver(s *machine.Step, detail map[string]string) map[string]string {
	if how := s.State.Facts[kind.FactHandover]; how != "" {
		detail[kind.FactHandover] = how
	}
	return detail
}
