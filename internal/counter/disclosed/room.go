// Package disclosed is what cases made public, for everybody and, for the house, what is for it
// alone: by category, which of those the articles want is not there or was not looked at in time,
// and the two rates (R196 to R209, R227, R228).
//
// It refuses to show a word before the event that makes it public, after the case has left that
// stage, or to anybody outside what is for the house; and to name who reported or said it.
package disclosed

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// Store is what is read of it.
type Store interface {
	// Disclosed are the cases that stand where their words are public, the newest first.
	Disclosed(ctx context.Context, of []Of) ([]Row, error)
	// Heads opens, by number, one field of each case.
	Heads(ctx context.Context, fields map[string]string) (map[string]string, error)
	// Said are the newest events of a name under a rule on cases of an item.
	Said(ctx context.Context, event casework.EventName, rule, item string, limit int) ([]casework.TimelineRow, error)
	Tally(ctx context.Context, req casework.TallyRequest) (casework.Tally, error)
	// RatesByUnit counts, between two instants, what each unit had to make public, and what is.
	RatesByUnit(ctx context.Context, since, at time.Time) ([]casework.UnitTally, error)
}

// Of is where the cases of a kind are public: at a stage, from an event on; Checked is the event
// of looking at them, Check and Mend the clocks of it and of mending what it found.
type Of struct {
	Kind           casework.Kind
	Stage          casework.Stage
	Event, Checked casework.EventName
	Check, Mend    string
}

// Row is one case that is public.
type Row struct {
	Number, Item, Unit string
	Kind               casework.Kind
	Facts              map[string]string
	Public             time.Time
	Checked, Missed    time.Time // when it was looked at last, and when that was last left out
	Mending            bool      // what was found wrong is not mended yet
}

// Stale tells that nobody looked whether it still holds since it was to be looked at.
func (r Row) Stale() bool { return r.Missed.After(r.Public) && r.Missed.After(r.Checked) }

// Room shows them.
type Room struct {
	*core.Core
	own Store
}

// New furnishes the room.
func New(c *core.Core, store Store) *Room { return &Room{Core: c, own: store} }

// Entry is a row with its title.
type Entry struct {
	Row
	Title    string
	Category string // a code; empty: its kind has none
	House    bool   // for the house alone
	Text     string // of one that is opened
	// Promised is by when the matter Of is to be done, and how that was kept since the half-year
	// began; of a promise (R199, R227).
	Promised, Of string
	// Counted is by when its cases are to be done as the catalogue has it now, where that is another.
	Counted string
	Kept    casework.Tally
}

// State is how one category stands.
type State string

// How a category of a list stands.
const (
	There   State = "there"
	Missing State = "missing" // nothing of it is public
	Overdue State = "overdue" // nobody looked in time whether it still holds
	Mended  State = "mending" // something was found wrong
)

// Category is one that an article wants public.
type Category struct {
	Code   string
	N      int
	Newest time.Time
	State  State
}

// List is what an article wants public, and how it stands.
type List struct {
	Kind casework.Kind
	kind.Listed
	Categories []Category
}

// Board is what is public.
type Board struct {
	Entries []Entry
	Total   int
	Lists   []List
	// Since begins the half-year the rates are of; Units are the rates of disclosure (公开率).
	Since time.Time
	Units []casework.UnitTally
}

// Asked narrows a board to a category or a kind, to what holds each of some words in its title or
// text, and to a page. Whole: with the texts.
type Asked struct {
	Of, Text    string
	Skip, Limit int
	Whole       bool
}

// maxAsked is as much as is looked for.
const maxAsked = 100

// Disclosures are what everybody reads.
func (c *Room) Disclosures(ctx context.Context, a Asked) (Board, error) {
	return c.board(ctx, a, nil)
}

// HouseDisclosures are what whoever is of the house reads: what is for it alone too, and how each
// category stands.
func (c *Room) HouseDisclosures(ctx context.Context, p casework.Principal, a Asked) (Board, error) {
	at, err := c.houseOf(ctx, p)
	if err != nil {
		return Board{}, err
	}
	out, err := c.board(ctx, a, at)
	if err != nil {
		return Board{}, err
	}
	if out.Units, err = c.own.RatesByUnit(ctx, out.Since, c.Now()); err != nil {
		return Board{}, fmt.Errorf("rates of disclosure: %w", err)
	}
	out.Units = slices.DeleteFunc(out.Units, func(u casework.UnitTally) bool { return !at.Has(u.Unit) })
	return out, nil
}

// house is the bureau a reader is of; nil: he is of none, and reads what everybody does.
type house struct {
	tree   access.Tree
	bureau string
}

// Has tells whether a unit is of it: what is for the house alone is not for the house beside it, where
// several share an installation.
func (h *house) Has(unit string) bool {
	return h != nil && h.bureau != "" && h.tree.Bureau(unit) == h.bureau
}

func (c *Room) houseOf(ctx context.Context, p casework.Principal) (*house, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("disclosures of the house: %w", err)
	}
	if _, err := c.Decide(p, access.DisclosedHouse, access.Subject{Unit: p.Unit}, office); err != nil {
		return nil, err
	}
	tree := office.Tree()
	return &house{tree, tree.Bureau(core.UnitOf(office, p.Person))}, nil
}

func (c *Room) board(ctx context.Context, a Asked, at *house) (Board, error) {
	rows, err := c.rows(ctx, at)
	if err != nil {
		return Board{}, err
	}
	out := Board{Since: halfOf(c.Now())}
	for _, d := range c.Kinds.All() {
		if d.Shown == nil {
			continue
		}
		for _, l := range d.Shown.Lists {
			if at != nil || !l.Inside {
				out.Lists = append(out.Lists, List{Kind: d.Kind, Listed: l, Categories: standing(l, d, rows)})
			}
		}
	}
	rows = slices.DeleteFunc(rows, func(r Row) bool { return a.Of != "" && a.Of != string(r.Kind) && a.Of != c.category(r) })
	if rows, err = c.holding(ctx, rows, a.Text); err != nil {
		return Board{}, err
	}
	out.Total = len(rows)
	rows = rows[min(a.Skip, len(rows)):]
	rows = rows[:min(a.Limit, len(rows))]
	out.Entries, err = c.entries(ctx, rows, out.Since)
	if err != nil || !a.Whole {
		return out, err
	}
	return out, c.texts(ctx, rows, out.Entries)
}

// holding are the rows whose title or text holds each word that is asked for (政府信息公开条例 24).
// Both are public: they are opened to be looked through, and nothing of it is kept.
func (c *Room) holding(ctx context.Context, rows []Row, asked string) ([]Row, error) {
	asked = strings.ToLower(asked)
	if utf8.RuneCountInString(asked) > maxAsked {
		return nil, casework.FieldError(casework.TooLarge, "q", "max:"+strconv.Itoa(maxAsked))
	}
	sought := strings.Fields(asked)
	if len(sought) == 0 {
		return rows, nil
	}
	titles, err := c.words(ctx, rows, func(s *kind.Showing) string { return s.Title })
	if err != nil {
		return nil, err
	}
	texts, err := c.words(ctx, rows, func(s *kind.Showing) string { return s.Text })
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(rows, func(r Row) bool {
		said := strings.ToLower(r.Number + "\n" + titles[r.Number] + "\n" + texts[r.Number])
		return slices.ContainsFunc(sought, func(word string) bool { return !strings.Contains(said, word) })
	}), nil
}

// texts opens the whole of each entry.
func (c *Room) texts(ctx context.Context, rows []Row, out []Entry) error {
	texts, err := c.words(ctx, rows, func(s *kind.Showing) string { return s.Text })
	if err != nil {
		return err
	}
	for i := range out {
		out[i].Text = texts[out[i].Number]
	}
	return nil
}

// rows are those the reader may see.
func (c *Room) rows(ctx context.Context, at *house) ([]Row, error) {
	var of []Of
	for _, d := range c.Kinds.All() {
		if s := d.Shown; s != nil {
			of = append(of, Of{d.Kind, s.At, s.Event, s.Checked, kind.ClockCheck, kind.ClockAmend})
		}
	}
	rows, err := c.own.Disclosed(ctx, of)
	if err != nil {
		return nil, fmt.Errorf("what is public: %w", err)
	}
	return slices.DeleteFunc(rows, func(r Row) bool { return !at.Has(r.Unit) && c.Kinds.Of(r.Kind).Shown.House(r.Facts) }), nil
}

func (c *Room) category(r Row) string { return r.Facts[c.Kinds.Of(r.Kind).Shown.Category] }

// standing is how each category of a list stands among these.
func standing(l kind.Listed, d *kind.Declaration, rows []Row) []Category {
	out := make([]Category, len(l.Of))
	for i, code := range l.Of {
		out[i] = Category{Code: code, State: Missing}
		for _, r := range rows {
			if r.Kind != d.Kind || r.Facts[d.Shown.Category] != code || !l.Inside && d.Shown.House(r.Facts) { // told the house, it is not told the public
				continue
			}
			at := &out[i]
			at.N++
			if r.Public.After(at.Newest) {
				at.Newest = r.Public
			}
			switch {
			case r.Mending:
				at.State = Mended
			case r.Stale() && at.State != Mended:
				at.State = Overdue
			case at.State == Missing:
				at.State = There
			}
		}
	}
	return out
}

// entries opens the titles of a page of rows. They are public: no reading is audited.
func (c *Room) entries(ctx context.Context, rows []Row, since time.Time) ([]Entry, error) {
	titles, err := c.words(ctx, rows, func(s *kind.Showing) string { return s.Title })
	if err != nil {
		return nil, err
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("what is public: %w", err)
	}
	out := make([]Entry, len(rows))
	for i, r := range rows {
		s := c.Kinds.Of(r.Kind).Shown
		e := Entry{Row: r, Title: titles[r.Number], Category: c.category(r), House: s.House(r.Facts)}
		if e.Of, e.Promised = r.Facts[s.Promised], r.Facts[s.Limit]; e.Of != "" {
			e.Kept, err = c.own.Tally(ctx, casework.TallyRequest{Number: r.Number, Unit: r.Unit, Item: e.Of, Since: since, At: c.Now(), Rates: true})
			if err != nil {
				return nil, fmt.Errorf("how %s is kept: %w", r.Number, err)
			}
			if j := slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.ID == e.Of }); j >= 0 && e.Promised != "" && office.Items[j].Promised != e.Promised {
				e.Counted = office.Items[j].Promised
			}
		}
		out[i] = e
	}
	return out, nil
}

func (c *Room) words(ctx context.Context, rows []Row, of func(*kind.Showing) string) (map[string]string, error) {
	fields := map[string]string{}
	for _, r := range rows {
		fields[r.Number] = of(c.Kinds.Of(r.Kind).Shown)
	}
	if len(fields) == 0 {
		return nil, nil
	}
	out, err := c.own.Heads(ctx, fields)
	if err != nil {
		return nil, fmt.Errorf("public words: %w", err)
	}
	return out, nil
}

// Disclosure is one thing that everybody reads.
func (c *Room) Disclosure(ctx context.Context, number string) (Entry, error) {
	return c.opened(ctx, number, nil)
}

// HouseDisclosure is one that the house reads.
func (c *Room) HouseDisclosure(ctx context.Context, p casework.Principal, number string) (Entry, error) {
	at, err := c.houseOf(ctx, p)
	if err != nil {
		return Entry{}, err
	}
	return c.opened(ctx, number, at)
}

// opened: what is not public, and what never was, is not there.
func (c *Room) opened(ctx context.Context, number string, at *house) (Entry, error) {
	rows, err := c.rows(ctx, at)
	if err != nil {
		return Entry{}, err
	}
	rows = slices.DeleteFunc(rows, func(r Row) bool { return r.Number != number })
	if len(rows) == 0 {
		return Entry{}, casework.FieldError(casework.NotFound, "number", "R204")
	}
	out, err := c.entries(ctx, rows, halfOf(c.Now()))
	if err != nil {
		return Entry{}, err
	}
	if err := c.texts(ctx, rows, out); err != nil {
		return Entry{}, err
	}
	return out[0], nil
}

// Answer is what came of something somebody said, in words that name nobody (回音壁, R207).
type Answer struct {
	Number string
	On     time.Time
	Text   string
}

// maxAnswers are the newest that stand on the board.
const maxAnswers = 50

// Answers are the board of them, the newest first. They hold nothing of a person
// (cases.checkPublic), so anybody reads them and no reading is audited.
func (c *Room) Answers(ctx context.Context) ([]Answer, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("board of answers: %w", err)
	}
	var said []casework.TimelineRow
	for _, it := range office.Items {
		s := c.Kinds.Of(it.Kind).Shown
		if s == nil || s.Echo == "" {
			continue
		}
		rows, err := c.own.Said(ctx, s.Echo, s.EchoRule, it.ID, maxAnswers)
		if err != nil {
			return nil, fmt.Errorf("board of answers: %w", err)
		}
		said = append(said, rows...)
	}
	slices.SortFunc(said, func(a, b casework.TimelineRow) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Number, a.Number))
	})
	said = said[:min(maxAnswers, len(said))]
	out := make([]Answer, len(said))
	for i, row := range said {
		texts, err := c.Store.OpenTexts(ctx, row.Number, []string{row.TextID})
		if err != nil {
			return nil, fmt.Errorf("answer on %s: %w", row.Number, err)
		}
		out[i] = Answer{row.Number, row.At, texts[row.TextID]}
	}
	return out, nil
}

// halfOf begins the half-year of an instant, by the calendar of the office.
func halfOf(at time.Time) time.Time {
	y, m, _ := at.In(core.Zone).Date()
	if m < time.July {
		m = time.January
	} else {
		m = time.July
	}
	return time.Date(y, m, 1, 0, 0, 0, 0, core.Zone)
}
