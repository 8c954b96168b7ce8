package appraisal

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
)

// Pieces are what a bureau told those above it in a month, counted from the record: by unit, the
// most first, and by those who owe a number of them (R217, R218).
type Pieces struct {
	Month  time.Time // its first instant
	Over   bool      // and what is missing then is owed no more, but missed
	Units  []Told
	People []Told
}

// Told is what a unit or a person told.
type Told struct {
	Unit, Person, Name string
	Sent, Adopted      int
	Last               time.Time // zero: never
	Owed               int       // how many are missing of those a month
	Silent             bool      // for so long that it is told
}

// PieceFilter bounds the count: what was sent and adopted in [From, Until), and the last of any
// before its end.
type PieceFilter struct {
	Scope         []core.Scope
	Kinds         []casework.Kind
	Sent, Adopted casework.EventName
	From, Until   time.Time
}

// PieceRow is what somebody of a unit told.
type PieceRow struct {
	Unit    string     `db:"unit"`
	Person  string     `db:"person"`
	Sent    int        `db:"sent"`
	Adopted int        `db:"adopted"`
	Last    *time.Time `db:"last"`
}

// PiecesOf counts a month for whoever keeps that register. Zero, or one to come: this one.
func (c *Room) PiecesOf(ctx context.Context, p casework.Principal, month time.Time) (Pieces, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Pieces{}, fmt.Errorf("pieces: %w", err)
	}
	f := PieceFilter{}
	f.Kinds, f.Sent, f.Adopted = c.Kinds.Pieces()
	bureau := ""
	for _, k := range f.Kinds {
		if f.Scope, err = c.Reach(p, access.RegisterView, k, office); err != nil {
			return Pieces{}, err
		}
		bureau = c.keeps(p, k, office)
	}
	now := c.Now().In(core.Zone)
	if month.IsZero() || month.After(now) {
		month = now
	}
	month = month.In(core.Zone)
	f.From = time.Date(month.Year(), month.Month(), 1, 0, 0, 0, 0, core.Zone)
	f.Until = f.From.AddDate(0, 1, 0)
	rows, err := c.own.Pieces(ctx, f)
	if err != nil {
		return Pieces{}, fmt.Errorf("pieces: %w", err)
	}
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return Pieces{}, fmt.Errorf("pieces: %w", err)
	}
	out := Pieces{Month: f.From, Over: !now.Before(f.Until)}
	below := office.Tree().Below(bureau)
	for _, unit := range below {
		out.Units = append(out.Units, c.told(rows, f, Told{Unit: unit}))
	}
	out.People = c.owing(office, below, rows, f, line)
	for _, all := range [][]Told{out.Units, out.People} {
		slices.SortStableFunc(all, func(a, b Told) int {
			return cmp.Or(cmp.Compare(b.Sent, a.Sent), cmp.Compare(b.Adopted, a.Adopted), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Person, b.Person))
		})
	}
	return out, nil
}

// keeps is the bureau whose register of a kind he keeps.
func (c *Room) keeps(p casework.Principal, k casework.Kind, office *core.Office) string {
	tree := office.Tree()
	for _, h := range p.Holdings {
		bureau := tree.Bureau(h.Unit)
		if _, err := c.Decide(p, access.RegisterView, access.Subject{Kind: k, Unit: bureau}, office); err == nil {
			return bureau
		}
	}
	return ""
}

// told adds up the rows of a unit, or of a person.
func (c *Room) told(rows []PieceRow, f PieceFilter, of Told) Told {
	for _, r := range rows {
		if of.Person != "" && r.Person != of.Person || of.Person == "" && r.Unit != of.Unit {
			continue
		}
		of.Sent, of.Adopted = of.Sent+r.Sent, of.Adopted+r.Adopted
		if r.Last != nil && r.Last.After(of.Last) {
			of.Last = *r.Last
		}
	}
	of.Silent = of.Last.Before(f.Until.AddDate(0, -c.Rules.Pieces.Silent, 0))
	return of
}

// owing are those who stand on posts that owe a number of them each month, each once.
func (c *Room) owing(office *core.Office, below []string, rows []PieceRow, f PieceFilter, line []duty.Assignment) (out []Told) {
	for _, a := range line {
		post, known := core.PostOf(office, a.Post)
		if !known || a.Rank != duty.A || a.From.After(c.Now()) || !slices.Contains(below, post.Unit) || !slices.Contains(c.Rules.Pieces.OwedBy, post.Role) ||
			slices.ContainsFunc(out, func(t Told) bool { return t.Person == a.Person }) {
			continue
		}
		t := c.told(rows, f, Told{Unit: post.Unit, Person: a.Person})
		t.Owed = c.Rules.Pieces.Owed(post.Role, t.Sent)
		for _, m := range office.Persons {
			if m.ID == a.Person {
				t.Name = m.Name
			}
		}
		out = append(out, t)
	}
	return out
}
