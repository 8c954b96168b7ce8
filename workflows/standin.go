package workflows

import (
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
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
