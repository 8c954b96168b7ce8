package roster

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// lengthOf counts an absence by the calendar of the unit that is left, and with it whatever
// lies against it with no working time between: who asks for a week in two halves is granted,
// and shows papers, as for a week (R154, R155, R190, R232, R233). all is with every absence of
// that form, alike with those of its kind of leave alone.
func (c *Room) lengthOf(ctx context.Context, post casework.Post, req core.AbsenceRequest) (l length, err error) {
	book, err := c.Book(ctx)
	if err != nil {
		return l, err
	}
	cal, _, err := book.Calendar(book.CalendarFor(post.Unit))
	if err != nil {
		return l, err
	}
	others, err := c.othersOf(ctx, req)
	if err != nil {
		return l, err
	}
	own := casework.Span{From: req.From, To: req.Until}
	whole := together(cal, own, others)
	sort, _ := c.Rules.Leave.Sort(req.Sort)
	others = slices.DeleteFunc(others, func(o taken) bool {
		of, _ := c.Rules.Leave.Sort(o.sort)
		return of.ID != sort.ID
	})
	part := together(cal, own, others)
	return length{
		cal: cal, from: whole.From, likeFrom: part.From,
		all: policy.Measure(cal, whole.From, whole.To), alike: policy.Measure(cal, part.From, part.To),
	}, nil
}

// length is how long an absence is with what lies against it, and from when that counts.
type length struct {
	cal            *calendar.Calendar
	from, likeFrom time.Time
	all, alike     policy.Length
}

// longer notes in the facts of an absence who signs it the longer it gets, when it gets so
// long that its kind is shown by a paper, and how long its kind may be at most (R155, R190,
// R232, R233): laid down by the calendar once, and asked whenever he wants more time.
func (c *Room) longer(facts map[string]string, office *core.Office, post casework.Post, req core.AbsenceRequest, chosen string, l length) error {
	by := req.Until.AddDate(0, 0, farthest)
	signings, err := c.Rules.Leave.Signings(chosen, policy.RankOf(post.Role), req.Form, l.cal, l.from, by)
	if err != nil {
		return err
	}
	var tiers []kind.Longer
	for _, s := range signings {
		tiers = append(tiers, kind.Longer{Until: s.Until, Signers: standing(office, post, s.Roles)})
	}
	facts[kind.FactLonger] = kind.WriteLonger(tiers)
	sort, known := c.Rules.Leave.Sort(req.Sort)
	if !known || req.Form == core.FormOuting {
		return nil
	}
	if at := policy.Latest(l.cal, l.likeFrom, by, func(l policy.Length) bool { return sort.Shown(l) == "" }); sort.Over > 0 && !at.IsZero() {
		facts[kind.FactShownAfter] = at.Format(time.RFC3339) + "=" + sort.Proof
	}
	if at := policy.Latest(l.cal, l.likeFrom, by, func(l policy.Length) bool { return !sort.Exceeds(l) }); sort.Most > 0 && !at.IsZero() {
		facts[kind.FactMostUntil] = at.Format(time.RFC3339)
	}
	return nil
}

// farthest is how many days after its stated end an absence may be lent at most, and some.
const farthest = 60

// taken is an absence that was asked for or granted.
type taken struct {
	casework.Span
	sort string
}

// othersOf are the absences of the same form that somebody has or asks for, each as long as
// he stays away.
func (c *Room) othersOf(ctx context.Context, req core.AbsenceRequest) (out []taken, err error) {
	outing := req.Form == core.FormOuting
	f := core.CaseFilter{Kind: c.Kinds.Leave(), Scope: []core.Scope{{Kind: c.Kinds.Leave(), Concerned: req.Person}}, StoodAt: c.Now().AddDate(0, 0, -stillCounts), Limit: core.MaxRows}
	rows, _, err := c.Store.ListCases(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("absences of %s: %w", req.Person, err)
	}
	for _, view := range rows {
		s := core.StateOf(view)
		if s.Facts[core.FactPerson] != req.Person || s.Term == nil || (s.Facts[core.FactForm] == core.FormOuting) != outing || slices.Contains(neverTaken, s.Result) {
			continue
		}
		span := *s.Term
		switch home := s.Clock("return"); {
		case home == nil:
		case home.Status == casework.Met && home.Ended.Before(span.To):
			span.To = home.Ended
		case home.Granted > 0 && home.Due.After(span.To):
			span.To = home.Due
		}
		out = append(out, taken{span, s.Facts["sort"]})
	}
	return out, nil
}

// neverTaken are the ends of an absence that was none.
var neverTaken = []string{"undecided", "refused", "withdrawn", "unrecognised", "unrelieved"}

// stillCounts is how many days an absence that is over may lie back and yet touch the next:
// the longest run of days off there is, and some.
const stillCounts = 30

// together is a span with those that touch it.
func together(cal *calendar.Calendar, own casework.Span, others []taken) casework.Span {
	free := func(a, b time.Time) bool { return !b.After(a) || cal.WorkingSeconds(a, b) == 0 }
	for grew := true; grew; {
		grew = false
		for _, o := range others {
			if !free(o.To, own.From) || !free(own.To, o.From) {
				continue
			}
			if o.From.Before(own.From) {
				own.From, grew = o.From, true
			}
			if o.To.After(own.To) {
				own.To, grew = o.To, true
			}
		}
	}
	return own
}
