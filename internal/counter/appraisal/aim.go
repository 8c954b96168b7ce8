package appraisal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
)

// Aim is what a person, a section or the bureau sets itself for a year, in words: work, and
// of a person learning (R226). It holds once the superior has approved it.
type Aim struct {
	ID       int64      `db:"id" json:"id"`
	Year     int        `db:"year" json:"year"`
	Person   string     `db:"person" json:"person,omitempty"`
	Unit     string     `db:"unit" json:"unit,omitempty"`
	Work     string     `db:"work" json:"work"`
	Learning string     `db:"learning" json:"learning,omitempty"`
	By       string     `db:"drafted_by" json:"drafted_by"`
	At       time.Time  `db:"drafted_at" json:"drafted_at"`
	Decider  string     `db:"decided_by" json:"decided_by,omitempty"`
	Decided  *time.Time `db:"decided_at" json:"decided_at,omitempty"`
	Approved bool       `db:"approved" json:"approved,omitempty"`
}

// NewAim is one as it is drafted.
type NewAim struct {
	PointFilter
	Work, Learning string
	// Settled: nobody stands above who drafts it, so it holds at once.
	Settled bool
}

// AimWaits is who waits for his superior's word.
type AimWaits struct {
	Person string    `db:"person" json:"person,omitempty"`
	Unit   string    `db:"unit" json:"unit,omitempty"`
	At     time.Time `db:"drafted_at" json:"drafted_at"`
	Year   int       `db:"year" json:"-"`
	By     string    `db:"drafted_by" json:"-"`
}

// maxAim is how long either text may be.
const maxAim = 1000

// above are those who approve, the lowest first.
var above = []casework.Role{casework.SectionHead, casework.LeaderInCharge, casework.PrincipalLeader, casework.PartyGroup}

// SetAim drafts one: each his own, and of a unit whoever leads it (S4 三.2). What the head
// of the bureau sets for a unit holds at once: nobody above him approves it (R212).
func (c *Room) SetAim(ctx context.Context, p casework.Principal, a NewAim) error {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return fmt.Errorf("set aim: %w", err)
	}
	subject, err := subjectOf(office, a.PointFilter, "R226")
	if err != nil {
		return err
	}
	roles, err := c.Decide(p, access.AimDraft, subject, office)
	switch {
	case err != nil:
		return err
	case a.Person != "" && a.Person != p.Person:
		return casework.FieldError(casework.Forbidden, "person", "R226")
	}
	if err := c.checkAim(&a).Err(); err != nil {
		return err
	}
	a.Settled = a.Unit != "" && slices.Contains(roles, casework.PrincipalLeader)
	if err := c.own.AddAim(ctx, a, p.Person, c.Now()); err != nil {
		return fmt.Errorf("set aim: %w", err)
	}
	return nil
}

func (c *Room) checkAim(a *NewAim) (wrong core.Refusals) {
	if year := c.Now().In(core.Zone).Year(); a.Year != year && a.Year != year+1 {
		wrong = append(wrong, casework.FieldError(casework.Invalid, "year", "R226"))
	}
	for _, part := range []struct {
		name     string
		text     *string
		required bool
	}{{"work", &a.Work, true}, {"learning", &a.Learning, a.Person != ""}} {
		*part.text = strings.TrimSpace(*part.text)
		switch {
		case *part.text == "" && part.required, !core.Clean(*part.text):
			wrong = append(wrong, casework.FieldError(casework.Invalid, part.name, "R226"))
		case utf8.RuneCountInString(*part.text) > maxAim:
			wrong = append(wrong, casework.FieldError(casework.TooLarge, part.name, fmt.Sprintf("max:%d", maxAim)))
		}
	}
	return wrong
}

// DecideAim approves one or gives it back: a superior of whoever drafted it does. Stale
// where it was decided, or drafted anew since.
func (c *Room) DecideAim(ctx context.Context, p casework.Principal, id int64, approve bool) (Aim, error) {
	a, err := c.own.Aim(ctx, id)
	if err != nil {
		return Aim{}, fmt.Errorf("aim %d: %w", id, err)
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Aim{}, fmt.Errorf("aim %d: %w", id, err)
	}
	subject, err := subjectOf(office, PointFilter{Year: a.Year, Person: a.Person, Unit: a.Unit}, "R226")
	if err != nil {
		return Aim{}, err
	}
	roles, err := c.Decide(p, access.AimDecide, subject, office)
	if err != nil {
		return Aim{}, err
	}
	drafter, err := c.Store.Holdings(ctx, a.By, c.Now())
	if err != nil {
		return Aim{}, fmt.Errorf("aim %d: %w", id, err)
	}
	if a.By == p.Person || !superior(roles, drafter) {
		return Aim{}, casework.FieldError(casework.OwnCase, "principal", "R226")
	}
	if err := c.own.DecideAim(ctx, id, approve, p.Person, c.Now()); err != nil {
		return Aim{}, fmt.Errorf("decide aim %d: %w", id, err)
	}
	return c.own.Aim(ctx, id)
}

// AimsAsked are those of this year and the next that lie before p: whoever stands next above
// who drafted one has it on his desk, for his word (R226).
func (c *Room) AimsAsked(ctx context.Context, p casework.Principal) ([]AimWaits, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("aims asked: %w", err)
	}
	tree := office.Tree()
	var units []string
	for _, h := range p.Holdings {
		if slices.Contains(above, h.Role) && !h.Standby {
			units = append(units, tree.Below(h.Unit)...)
		}
	}
	if units == nil {
		return nil, nil
	}
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return nil, fmt.Errorf("aims asked: %w", err)
	}
	var out []AimWaits
	year := c.Now().In(core.Zone).Year()
	for _, of := range []int{year, year + 1} {
		rows, err := c.own.AimsWaiting(ctx, of, units)
		if err != nil {
			return nil, fmt.Errorf("aims asked: %w", err)
		}
		for _, a := range rows {
			post := nextAbove(office, tree, line, a)
			if a.By != p.Person && slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Post == post && !h.Standby }) {
				out = append(out, a)
			}
		}
	}
	return out, nil
}

// nextAbove is the post next above who drafted one; empty where there is none.
func nextAbove(office *core.Office, tree access.Tree, line []duty.Assignment, a AimWaits) string {
	rank := -1
	for _, h := range line {
		if post, known := core.PostOf(office, h.Post); known && h.Person == a.By && h.Rank == duty.A {
			rank = max(rank, slices.Index(above, post.Role))
		}
	}
	from := a.Unit
	if a.Person != "" {
		from = core.UnitOf(office, a.Person)
	}
	for _, role := range above[rank+1:] {
		for unit := from; unit != ""; unit = tree.Above(unit) {
			for _, p := range office.Posts {
				if p.Role == role && p.Unit == unit {
					return p.ID
				}
			}
		}
	}
	return ""
}

// superior tells whether one of the roles stands above every post of his own that the other
// holds.
func superior(roles []casework.Role, other []casework.Holding) bool {
	rank := -1
	for _, h := range other {
		if h.Covers == "" && !h.Standby {
			rank = max(rank, slices.Index(above, h.Role))
		}
	}
	return slices.ContainsFunc(roles, func(r casework.Role) bool { return slices.Index(above, r) > rank })
}

// subjectOf is whose sheet it is, as the table sees it.
func subjectOf(office *core.Office, f PointFilter, rule string) (access.Subject, error) {
	s := access.Subject{Unit: f.Unit, Concerned: f.Person}
	if f.Person != "" {
		s.Unit = core.UnitOf(office, f.Person)
	}
	if (f.Person == "") == (f.Unit == "") || s.Unit == "" {
		return s, casework.FieldError(casework.Invalid, "unit", rule)
	}
	return s, nil
}

// aims fills in what somebody set himself: what holds, and the draft that waits or was
// given back; of a unit also who below waits for a word. Who reads another's words is
// written down.
func (c *Room) aims(ctx context.Context, p casework.Principal, f PointFilter, office *core.Office, sheet *Sheet) error {
	rows, err := c.own.Aims(ctx, f)
	if err != nil {
		return fmt.Errorf("aims of the year: %w", err)
	}
	if len(rows) > 0 && !rows[0].Approved { // the newest first
		sheet.Draft = &rows[0]
	}
	if i := slices.IndexFunc(rows, func(a Aim) bool { return a.Approved }); i >= 0 {
		sheet.Aim = &rows[i]
	}
	if len(rows) > 0 && f.Person != "" && f.Person != p.Person {
		if err := c.Store.Audit(ctx, p.Person, access.PointsView, f.Person, "aims"); err != nil {
			return fmt.Errorf("audit aims: %w", err)
		}
	}
	sheet.Waiting = []AimWaits{}
	if f.Unit == "" {
		return nil
	}
	waiting, err := c.own.AimsWaiting(ctx, f.Year, office.Tree().Below(f.Unit))
	if err != nil {
		return fmt.Errorf("aims waiting: %w", err)
	}
	sheet.Waiting = core.Listed(waiting)
	return nil
}
