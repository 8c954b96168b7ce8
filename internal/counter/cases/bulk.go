package cases

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Bulk is one act to many matters. What ends a matter is none: each of those has a reason of its own.
type Bulk struct {
	Act     string // one of BulkActs
	Numbers []string
	Post    string    // to whom it is handed over
	Reason  string    // why it is chased or handed over
	Shown   time.Time // what came since is not marked as read
	Key     string    // sent again under it, nothing is done twice
}

// BulkRow is what became of one matter. Err is its own refusal, or that it failed.
type BulkRow struct {
	Number string
	Answer Answer
	Err    error
}

// MarkAsRead is the act that is none of the case's: what one was told of it was read.
const MarkAsRead = "read"

// BulkActs are what may be done to many.
func BulkActs() []string { return []string{casework.Chase, casework.Transfer, MarkAsRead} }

// BulkMost is how many are touched at once: a page of a list.
const BulkMost = 50

// bulkTime is how long matters are worked on; what is left comes back untouched.
const bulkTime = 3 * time.Second

// Bulk does it to one matter after the other, each by a command of its own: each has its own
// answer, and none stands or falls with another. rest are those the time was too short for.
func (c *Room) Bulk(ctx context.Context, p casework.Principal, b Bulk) (rows []BulkRow, rest []string, err error) {
	numbers := slices.Clone(b.Numbers)
	slices.Sort(numbers)
	switch {
	case !slices.Contains(BulkActs(), b.Act):
		return nil, nil, casework.FieldError(casework.UnknownCommand, "act", "")
	case len(numbers) == 0 || len(numbers) > BulkMost || len(slices.Compact(numbers)) != len(b.Numbers):
		return nil, nil, casework.FieldError(casework.Invalid, "numbers", "items 1..50")
	case b.Act == MarkAsRead:
		for _, number := range b.Numbers {
			rows = append(rows, BulkRow{Number: number})
		}
		return rows, nil, c.MarkReadOf(ctx, p, b.Numbers, b.Shown)
	}
	if err := core.CheckKey(b.Key); err != nil {
		return nil, nil, err
	}
	until := c.Now().Add(bulkTime)
	for i, number := range b.Numbers {
		if i > 0 && c.Now().After(until) {
			return rows, b.Numbers[i:], nil
		}
		row := BulkRow{Number: number}
		row.Answer, row.Err = c.Do(ctx, p, number, b.Act, b.raw(), b.keyOf(number))
		if row.Err != nil && ctx.Err() != nil {
			return nil, nil, row.Err
		}
		if row.Err != nil && len(core.RefusalsOf(row.Err)) == 0 { // it is said of this one, and the others are tried
			c.Log.WarnContext(ctx, "bulk act", "number", number, "error", row.Err)
		}
		rows = append(rows, row)
	}
	return rows, nil, nil
}

// raw is what the command of each brings.
func (b Bulk) raw() map[string]any {
	raw := map[string]any{}
	if b.Post != "" && b.Act == casework.Transfer {
		raw["post"] = b.Post
	}
	if b.Reason != "" {
		raw["reason"] = b.Reason
	}
	return raw
}

// keyOf is the key of one matter's command; a long one is told from its like by all of it.
func (b Bulk) keyOf(number string) string {
	if len(b.Key) <= 180 {
		return b.Key + "/" + number
	}
	digest := sha256.Sum256([]byte(b.Key))
	return hex.EncodeToString(digest[:]) + "/" + number
}
