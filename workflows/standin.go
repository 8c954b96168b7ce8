package workflows

import (
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// askForCover: both A and B away, the leader in charge is asked at once (R169). Who
// was named for another's post cannot leave it to that very other, who is away: no
// leave is granted that closes such a ring. An emergency has begun already.
func (s *step) askForCover() error {
	cover, err := s.k.host.Cover(casework.CoverRequest{Person: s.state.Facts[factPerson], Term: *s.state.Term, At: s.at})
	switch {
	case err != nil:
		return err
	case cover.Refused != "" && s.state.Facts[factForm] != "emergency":
		return casework.FieldError(cover.Refused, "approve", "R169")
	case len(cover.Posts) == 0:
		return nil
	}
	leader, err := s.askToDesignate(s.state.Facts[factPerson], strings.Join(cover.Posts, ","))
	if err != nil {
		return err
	}
	for _, post := range cover.Posts {
		s.state.Standins = append(s.state.Standins, casework.Standin{Post: post})
	}
	return s.start(terms{from: s.at, owner: leader}, "designate")
}

// askToDesignate asks the leader in charge who stands in, or who is there in his place:
// never him who is away himself.
func (s *step) askToDesignate(away, posts string) (casework.Role, error) {
	leader, err := s.present(away, casework.LeaderInCharge)
	if err != nil {
		return "", err
	}
	s.say(casework.Event{
		Name: casework.DesignationAsked, To: []casework.Role{leader}, Rule: "R169",
		Detail: insteadOf(map[string]string{"posts": posts}, leader, casework.LeaderInCharge),
	})
	return leader, nil
}

// designate: the leader in charge names who stands in (R169). His time to do so ends
// when every post that has nobody has somebody.
func designate(s *step, c casework.Command) error {
	if s.state.Facts[factForm] == vacancy {
		return fillVacancy(s, c)
	}
	switch {
	case c.Args.Person == s.state.Facts[factPerson]:
		return casework.FieldError(casework.Invalid, "person", "R169")
	case s.state.Term.To.Before(s.at):
		return casework.FieldError(casework.WrongStage, "", "R169")
	}
	every := s.since("standin-is-there")
	i := slices.IndexFunc(s.state.Standins, func(n casework.Standin) bool { return n.Post == c.Args.Post })
	if every && i < 0 && len(s.state.Standins) > 0 {
		return casework.FieldError(casework.Invalid, "post", "R169")
	}
	if err := s.nameStandin(c, later(s.state.Term.From, s.at), s.state.Term.To); err != nil {
		return err
	}
	if i >= 0 {
		s.state.Standins[i].Person = c.Args.Person
	}
	if !every || !slices.ContainsFunc(s.state.Standins, func(n casework.Standin) bool { return n.Person == "" }) {
		s.meet("designate")
	}
	return nil
}

// nameStandin records who answers for a post, and for how long. Who is away himself
// in that time stands nowhere.
func (s *step) nameStandin(c casework.Command, from, until time.Time) error {
	if s.since("standin-is-there") {
		cover, err := s.k.host.Cover(casework.CoverRequest{
			Person: s.state.Facts[factPerson], Term: casework.Span{From: from, To: until}, Post: c.Args.Post, Standin: c.Args.Person, At: s.at,
		})
		switch {
		case err != nil:
			return err
		case cover.Refused != "":
			return casework.FieldError(cover.Refused, "person", "R169")
		}
	}
	s.say(casework.Event{
		Name: casework.StandinDesignated, To: []casework.Role{casework.ActingHolder}, Rule: "R169",
		Detail: map[string]string{
			"person": c.Args.Person, "post": c.Args.Post,
			"from": from.Format(time.RFC3339Nano), "until": until.Format(time.RFC3339Nano),
		},
	})
	return nil
}
