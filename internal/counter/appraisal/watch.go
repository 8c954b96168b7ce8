package appraisal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// WatchFilter bounds the list.
type WatchFilter struct {
	Scope []core.Scope
	Since time.Time
	Limit int
}

// What is watched.
const (
	LatePause = "late_pause" // begun on the last working day before the due date, or on its day
	Reopened  = "reopened"   // closed, then taken up again
	PingPong  = "ping_pong"  // transferred to another post and straight back
)

// Watched is one act that looks like winning time. It accuses nobody: there may
// be a good reason, and the record holds it.
type Watched struct {
	What      string     `db:"what" json:"what" enum:"late_pause,reopened,ping_pong"`
	Number    string     `db:"number" json:"number"`
	ItemName  string     `db:"item_name" json:"item_name,omitempty"`
	Unit      string     `db:"unit" json:"unit"`
	UnitName  string     `db:"unit_name" json:"unit_name"`
	At        time.Time  `db:"at" json:"at"`
	Actor     string     `db:"actor" json:"actor,omitempty"`
	ActorName string     `db:"actor_name" json:"actor_name,omitempty"`
	Clock     string     `db:"clock" json:"clock,omitempty"`
	Round     int        `db:"round" json:"round,omitempty"`
	Category  string     `db:"category" json:"category,omitempty"` // of the pause
	Old       *time.Time `db:"old_at" json:"old_due,omitempty"`
	New       *time.Time `db:"new_at" json:"new_due,omitempty"`
	// Before is the act it answers: the closing, the first transfer.
	Before     *time.Time `db:"before_at" json:"before,omitempty"`
	BeforeBy   string     `db:"before_by" json:"before_by,omitempty"`
	BeforeName string     `db:"before_name" json:"before_name,omitempty"`
	Result     string     `db:"result" json:"result,omitempty"` // of the closing
	From       string     `db:"from_post" json:"from,omitempty"`
	To         string     `db:"to_post" json:"to,omitempty"`

	Start    time.Time `db:"start_at" json:"-"`
	Limit    string    `db:"limit_text" json:"-"`
	Granted  int       `db:"granted" json:"-"`
	Calendar string    `db:"calendar" json:"-"`
}

// maxWatched is the longest list; a shorter span tells the rest.
const maxWatched = 500

// Watch lists what looks like winning time since an instant, the newest first,
// for those who watch over it.
func (c *Room) Watch(ctx context.Context, p casework.Principal, since time.Time) ([]Watched, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	scope, err := c.Reach(p, access.WatchView, "", office)
	if err != nil {
		return nil, err
	}
	rows, err := c.own.Watched(ctx, WatchFilter{Scope: scope, Since: since, Limit: maxWatched})
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	found, err := c.asks.Calendars(ctx)
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	calendars := map[string]*calendar.Calendar{}
	rows = slices.DeleteFunc(rows, func(w Watched) bool { return w.What == LatePause && !lastDay(w, found, calendars) })
	return core.Listed(rows), nil
}

// lastDay tells whether a pause began no earlier than the opening of the last
// working day before the due day as it stood; for limits of a day, of that day.
func lastDay(w Watched, find func(ref string) (*calendar.Calendar, error), made map[string]*calendar.Calendar) bool {
	cal := made[w.Calendar]
	if cal == nil {
		var err error
		if cal, err = find(w.Calendar); err != nil {
			return false
		}
		made[w.Calendar] = cal
	}
	limit, err := calendar.ParseLimit(w.Limit)
	if err != nil || w.Old == nil {
		return false
	}
	opening, ok := cal.Near(w.Start, limit.Add(w.Granted), *w.Old)
	return !ok || !w.At.Before(opening)
}
