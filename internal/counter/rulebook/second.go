package rulebook

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// byTwo refuses to put in force what p brought himself: which days and hours count is law, and
// whoever brought a draft is not who consents to it, as with a policy. Who sets an office up
// does so alone.
func (c *Room) byTwo(ctx context.Context, p casework.Principal, versions []CalendarVersion, refs []string) error {
	own := func(v CalendarVersion) bool {
		return waits(v) && v.ImportedBy == p.Person && slices.Contains(refs, v.Ref())
	}
	if !slices.ContainsFunc(versions, own) {
		return nil
	}
	alone, err := c.alone(ctx, p)
	if err != nil || alone {
		return err
	}
	return casework.FieldError(casework.SecondPerson, "principal", "")
}

// signs refuses a recount to whoever gave the first signature under it: of one that puts a draft in
// force that is who brought the draft, of any other who previewed it. What moves every open case
// is nobody's own affair.
func (c *Room) signs(ctx context.Context, p casework.Principal, versions []CalendarVersion, r Recount) error {
	draft := func(v CalendarVersion) bool { return waits(v) && slices.Contains(r.Change.Publishes, v.Ref()) }
	if slices.ContainsFunc(versions, draft) {
		return c.byTwo(ctx, p, versions, r.Change.Publishes)
	}
	if r.CreatedBy != p.Person {
		return nil
	}
	alone, err := c.alone(ctx, p)
	if err != nil || alone {
		return err
	}
	return casework.FieldError(casework.SecondPerson, "principal", "")
}

// Waits is what one person signed and another has to: a draft of days and hours, a rule or a matter of
// the catalogue that is asked for, a recount that puts nothing else in force.
type Waits struct {
	What string    `db:"what"` // see below
	Ref  string    `db:"ref"`
	ID   string    `db:"id"` // where it is looked at: of a recount its number
	By   string    `db:"by"`
	At   time.Time `db:"at"`
}

// What waits for a second person, each under the right to give that signature.
const (
	WaitsCalendar = "calendar"
	WaitsPolicy   = "policy"
	WaitsItem     = "item"
	WaitsRecount  = "recount"
)

var signedUnder = map[string]string{
	WaitsCalendar: access.CalendarPublish, WaitsPolicy: access.PolicyAdmin, WaitsItem: access.ItemAdmin, WaitsRecount: access.RecountApply,
}

// previewKept is how long a preview asks somebody for his signature: cases move, and what is older
// would be refused as stale.
const previewKept = 14 * 24 * time.Hour

// RulesAsked are those that wait for p: he has the right, and did not sign first.
func (c *Room) RulesAsked(ctx context.Context, p casework.Principal) ([]Waits, error) {
	may := map[string]bool{}
	for what, action := range signedUnder {
		err := c.Installation(ctx, p, action)
		if err != nil && casework.CodeOf(err) != casework.Forbidden {
			return nil, err
		}
		may[what] = err == nil
	}
	if !slices.Contains(slices.Collect(maps.Values(may)), true) {
		return nil, nil
	}
	rows, err := c.asks.Signed.RulesWaiting(ctx, c.Now().Add(-previewKept))
	if err != nil {
		return nil, fmt.Errorf("rules asked: %w", err)
	}
	return slices.DeleteFunc(rows, func(w Waits) bool { return !may[w.What] || w.By == p.Person }), nil
}

func (c *Room) alone(ctx context.Context, p casework.Principal) (bool, error) {
	if c.asks.Alone == nil {
		return false, nil
	}
	alone, err := c.asks.Alone(ctx, p)
	if err != nil {
		return false, fmt.Errorf("who sets the office up: %w", err)
	}
	return alone, nil
}
