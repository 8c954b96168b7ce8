package proof

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law/examples"
)

// posts answers what the house says of its posts.
func (s *stage) posts(a examples.Ask) (red []string) {
	if p := a.Plan; p != nil {
		red = append(red, s.plan(*p)...)
	}
	if b := a.Board; b != nil {
		red = append(red, s.board(*b)...)
	}
	if l := a.Line; l != nil {
		red = append(red, s.line(*l)...)
	}
	return red
}

// plan asks whether a plan takes a step; whoever took one before is another than who asks.
func (s *stage) plan(p examples.Plan) []string {
	taken := map[string]string{}
	for _, step := range p.Taken {
		taken[step] = step
	}
	by := "somebody"
	if p.Proposer {
		by = kind.PlanPropose
	}
	got := ""
	if why := s.kinds.Posts().Admits(taken, p.Outside, p.Step, by); why != nil {
		got = string(why.Code)
	}
	return difference("plan, "+p.Step, got, p.Refused)
}

func difference(of, got, want string) []string {
	if got == want {
		return nil
	}
	return []string{fmt.Sprintf("%s: %q, not %q", of, got, want)}
}

// board reads the line of a post whose A is away, of which everything is known.
func (s *stage) board(b examples.Board) (red []string) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	whole := roster.BoardRow{
		Holder: "a", HolderName: "A", Acting: "b", ActingName: "B", Backups: []string{"B"}, Form: "leave", Since: &at, Back: &at,
		Phone: "0", Reason: "-", Place: "-", Contact: "0", Closed: b.Shut,
	}
	row := roster.Shown(s.kinds.Posts(), []roster.BoardRow{whole}, b.Public)[0]
	red = difference("board", row.State(), b.State)
	said := as[map[string]json.RawMessage](row)
	if row.Closed {
		said["closed"] = nil
	}
	for _, what := range b.Shows {
		if _, there := said[what]; !there {
			red = append(red, "the board says nothing of "+what)
		}
	}
	for _, what := range b.Hides {
		if _, there := said[what]; there {
			red = append(red, "the board tells "+what)
		}
	}
	return red
}

// line asks who answers at noon, those away having left in the morning.
func (s *stage) line(l examples.Line) []string {
	founded := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	noon, night := founded.Add(12*time.Hour), founded.Add(24*time.Hour)
	var line []duty.Assignment
	for rank, person := range l.Holders {
		line = append(line, duty.Assignment{Post: desk, Person: person, Rank: rank, From: founded})
	}
	if l.Standin != "" {
		line = append(line, duty.Assignment{Post: desk, Person: l.Standin, Rank: duty.Standin, From: founded, To: night})
	}
	var away []duty.Absence
	for _, person := range l.Away {
		away = append(away, duty.Absence{Person: person, From: founded.Add(8 * time.Hour), Until: night})
	}
	if got := casework.CodeOf(duty.CheckAssignments(line)); string(got) != l.Refused || got != "" {
		return difference("line", string(got), l.Refused)
	}
	got, _ := duty.At(s.house.Line.Segments(desk, line, away), noon)
	return slices.Concat(difference("line", got.Person, l.Acting), difference("next in line", got.Backup, l.Next))
}

// ofPosts takes apart what the house says of its posts, and who stands in line for one.
func (all *mutants) ofPosts(h House) {
	of := func(rule, name string, alter func(p *kind.Posts)) func(what string) {
		return func(what string) {
			all.add(rule, name, what, func(h House) House {
				p := h.Posts
				p.Cover, p.Plan, p.Board, p.Lines = slices.Clone(p.Cover), slices.Clone(p.Plan), slices.Clone(p.Board), slices.Clone(p.Lines)
				alter(&p)
				h.Posts = p
				return h
			})
		}
	}
	for i, c := range h.Posts.Cover {
		name := "posts/cover/" + map[bool]string{true: "short", false: "full"}[c.Short] + "-" + c.Of
		of(c.Rule, name, func(p *kind.Posts) { p.Cover = without(p.Cover, i) })("dropped")
	}
	for _, more := range []kind.Power{{Of: kind.PowerSignature, Rule: "R165"}, {Of: kind.PowerDecision, Short: true, Rule: "R167"}} {
		of(more.Rule, "posts/cover", func(p *kind.Posts) { p.Cover = append(p.Cover, more) })("added-" + more.Of)
	}
	for i, s := range h.Posts.Plan {
		step := func(what string, alter func(s *kind.Step)) {
			of(s.Rule, "posts/plan/"+s.Name, func(p *kind.Posts) { alter(&p.Plan[i]) })(what)
		}
		of(s.Rule, "posts/plan/"+s.Name, func(p *kind.Posts) { p.Plan = without(p.Plan, i) })("dropped")
		ofWho(s.Who, func(what string, alter func(who kind.Scopes)) {
			step(what, func(s *kind.Step) { s.Who = maps.Clone(s.Who); alter(s.Who) })
		})
		if s.Signature || s.Daily || slices.ContainsFunc(slices.Collect(maps.Keys(s.Who)), casework.Leads) {
			step("signature-"+strconv.FormatBool(!s.Signature), func(s *kind.Step) { s.Signature = !s.Signature })
		}
		if !s.Signature {
			step("daily-"+strconv.FormatBool(!s.Daily), func(s *kind.Step) { s.Daily = !s.Daily })
		}
		if s.Outside {
			step("outside-any", func(s *kind.Step) { s.Outside = false })
		}
		if s.Another {
			step("another-same", func(s *kind.Step) { s.Another = false })
		}
	}
	for i, b := range h.Posts.Board {
		of(b.Rule, "posts/board/"+b.Name, func(p *kind.Posts) { p.Board = without(p.Board, i) })("dropped")
		of(b.Rule, "posts/board/"+b.Name, func(p *kind.Posts) { p.Board[i].Public = !b.Public })("public-" + strconv.FormatBool(!b.Public))
	}
	for i, l := range h.Posts.Lines {
		line := func(what string, alter func(l *kind.Line)) {
			of(l.Rule, "posts/lines/"+string(l.Role), func(p *kind.Posts) { alter(&p.Lines[i]) })(what)
		}
		of(l.Rule, "posts/lines/"+string(l.Role), func(p *kind.Posts) { p.Lines = without(p.Lines, i) })("dropped")
		line("of-another-role", func(l *kind.Line) { l.Role = casework.EfficiencyOffice })
		if l.Of != "" {
			line("of-any-subject", func(l *kind.Line) { l.Field = "" })
			line("of-another-kind", func(l *kind.Line) { l.Of = h.Kinds[0].Kind })
		}
	}
	for i, t := range h.Line {
		all.add(t.Rule, "posts/line/"+t.Name, "dropped", func(h House) House {
			h.Line = without(h.Line, i)
			return h
		})
	}
}
