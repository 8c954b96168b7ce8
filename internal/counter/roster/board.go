package roster

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// BoardRow is a post and who is on it now (去向牌, R156, R175).
type BoardRow struct {
	Unit       string        `db:"unit" json:"unit"`
	UnitName   string        `db:"unit_name" json:"unit_name"`
	Post       string        `db:"post" json:"post"`
	PostName   string        `db:"post_name" json:"post_name"`
	Role       casework.Role `db:"role" json:"role"`
	Holder     string        `db:"holder" json:"holder,omitempty"` // A
	HolderName string        `db:"holder_name" json:"holder_name,omitempty"`
	Acting     string        `db:"acting" json:"acting,omitempty"` // who is on duty; empty: nobody (R171)
	ActingName string        `db:"acting_name" json:"acting_name,omitempty"`
	// Absence is the case by which A is away, Form what it is, Back when he said
	// he would be there again; Late tells that the time has passed (R159).
	Absence string     `db:"absence" json:"absence,omitempty"`
	Form    string     `db:"form" json:"form,omitempty"`
	Since   *time.Time `db:"since" json:"since,omitempty"`
	Back    *time.Time `db:"back" json:"back,omitempty"`
	Late    bool       `db:"late" json:"late,omitempty"`
	// Backups are the names of the B's, in their order (R161, R170).
	Backups []string `db:"-" json:"backups,omitempty"`
	// Closed: it is no office hour of the post's unit now, and nobody is owed there (R175, R178).
	Closed bool `db:"-" json:"closed,omitempty"`
	// Alarm is the case by which an empty post was told of, and Empty since when
	// nobody stands on it (R171).
	Alarm string     `db:"alarm" json:"alarm,omitempty"`
	Empty *time.Time `db:"empty" json:"empty,omitempty"`
	Phone string     `db:"-" json:"phone,omitempty"`
	// In the house only.
	Reason  string `db:"-" json:"reason,omitempty"`
	Place   string `db:"-" json:"place,omitempty"`
	Contact string `db:"-" json:"contact,omitempty"`
}

// States of a post on the board.
const (
	BoardOn      = "on_duty"
	BoardCovered = "covered"
	BoardEmpty   = "empty"
	BoardClosed  = "closed" // outside office hours
)

// State says in a word how the post is manned.
func (r BoardRow) State() string {
	switch {
	case r.Closed:
		return BoardClosed
	case r.Acting == "":
		return BoardEmpty
	case r.Acting != r.Holder:
		return BoardCovered
	}
	return BoardOn
}

// Board is the duty board in the house: with reason, place and telephone of
// everybody who is away. Reading it is audited.
func (c *Room) Board(ctx context.Context, p casework.Principal) ([]BoardRow, error) {
	rows, err := c.board(ctx, p, access.BoardView)
	if err != nil {
		return nil, err
	}
	words := map[string]map[string]string{}
	for i := range rows {
		number := rows[i].Absence
		if number == "" {
			continue
		}
		if _, opened := words[number]; !opened {
			if words[number], err = c.openBoard(ctx, p, number); err != nil {
				return nil, err
			}
		}
		rows[i].Reason, rows[i].Place, rows[i].Contact = words[number]["reason"], words[number]["place"], words[number]["contact"]
	}
	return Shown(c.Kinds.Posts(), rows, false), nil
}

// hidden is how the board leaves a thing unsaid.
var hidden = map[string]func(r *BoardRow){
	"holder_name": func(r *BoardRow) { r.HolderName = "" },
	"backups":     func(r *BoardRow) { r.Backups = nil },
	"closed":      func(r *BoardRow) { r.Closed = false },
	"form":        func(r *BoardRow) { r.Form = "" },
	"reason":      func(r *BoardRow) { r.Reason = "" },
	"place":       func(r *BoardRow) { r.Place = "" },
	"since":       func(r *BoardRow) { r.Since = nil },
	"back":        func(r *BoardRow) { r.Back = nil },
	"contact":     func(r *BoardRow) { r.Contact = "" },
	"phone":       func(r *BoardRow) { r.Phone = "" },
}

// Shown is the board as the public, or the house, reads it: no more of a post than the
// house says (R156, R161, R175).
func Shown(posts kind.Posts, rows []BoardRow, public bool) []BoardRow {
	rows = slices.Clone(rows)
	for i := range rows {
		for what, hide := range hidden {
			if !posts.Shows(what, public) {
				hide(&rows[i])
			}
		}
	}
	return rows
}

func (c *Room) openBoard(ctx context.Context, p casework.Principal, number string) (map[string]string, error) {
	if _, _, _, ok := c.Kinds.Parse(number); !ok { // an absence that was entered without a case
		return nil, nil
	}
	if err := c.Store.Audit(ctx, p.Person, access.BoardView, number, "fields"); err != nil {
		return nil, fmt.Errorf("audit board: %w", err)
	}
	fields, err := c.Store.OpenFields(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("fields of %s: %w", number, err)
	}
	return fields, nil
}

// PublicRow is what the public reads of a post: its A and its B's (R161), whether
// somebody is there, who covers, when A is back, and a telephone; never why or where
// (R156, R175).
type PublicRow struct {
	UnitName  string     `json:"unit_name"`
	Post      string     `json:"post"`
	PostName  string     `json:"post_name"`
	State     string     `json:"state" enum:"on_duty,covered,empty,closed"`
	Holder    string     `json:"holder,omitempty"`
	Backups   []string   `json:"backups,omitempty"`
	OnDuty    string     `json:"on_duty,omitempty"`
	CoveredBy string     `json:"covered_by,omitempty"`
	Back      *time.Time `json:"back,omitempty"`
	Phone     string     `json:"phone,omitempty"`
}

// PublicBoard is the board of the posts that serve the public.
func (c *Room) PublicBoard(ctx context.Context) ([]PublicRow, error) {
	rows, err := c.board(ctx, casework.Principal{}, access.BoardPublic)
	if err != nil {
		return nil, err
	}
	out := []PublicRow{}
	for _, r := range Shown(c.Kinds.Posts(), rows, true) {
		if r.Role != casework.Clerk && r.Role != casework.Handler {
			continue
		}
		row := PublicRow{UnitName: r.UnitName, Post: r.Post, PostName: r.PostName, State: r.State(), Holder: r.HolderName, Backups: r.Backups, Back: r.Back, Phone: r.Phone}
		switch row.State {
		case BoardOn:
			row.OnDuty = r.ActingName
		case BoardCovered:
			row.CoveredBy = r.ActingName
		}
		out = append(out, row)
	}
	return out, nil
}

func (c *Room) board(ctx context.Context, p casework.Principal, action string) ([]BoardRow, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("board: %w", err)
	}
	if _, err := c.Decide(p, action, access.Subject{}, office); err != nil {
		return nil, err
	}
	rows, err := c.own.Board(ctx)
	if err != nil {
		return nil, fmt.Errorf("board: %w", err)
	}
	book, err := c.Book(ctx)
	if err != nil {
		return nil, fmt.Errorf("board: %w", err)
	}
	now := c.Now()
	for i := range rows {
		rows[i].Phone = core.PhoneOf(office, rows[i].Post)
		cal, _, err := book.Calendar(book.CalendarFor(rows[i].Unit))
		if err != nil {
			return nil, fmt.Errorf("board: hours of %s: %w", rows[i].Unit, err)
		}
		rows[i].Closed = cal.WorkingSeconds(now, now.Add(time.Second)) == 0
	}
	return core.Listed(rows), nil
}

// Empty lists the posts nobody is on now (R171), without a word of why.
func (c *Room) Empty(ctx context.Context, p casework.Principal) ([]BoardRow, error) {
	rows, err := c.board(ctx, p, access.BoardView)
	return slices.DeleteFunc(rows, func(r BoardRow) bool { return r.State() != BoardEmpty }), err
}
