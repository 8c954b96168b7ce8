package appraisal

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Explanation is what a late section owes the leader in charge (R059), as those
// who verify find it: by when, and what came of it. Given is nil while it is owed.
type Explanation struct {
	Due   time.Time  `json:"due"`
	Late  bool       `json:"late"` // not given by then
	Given *time.Time `json:"given,omitempty"`
	By    string     `json:"by,omitempty"`
	Text  string     `json:"text,omitempty"` // for those who may read the words of the case
}

// explanations reads them from the record of the case the breach happened in. Its
// words were written about the breach, so whoever may read the words of the
// accountability case reads these too; the reading is audited.
func (c *Room) explanations(
	ctx context.Context, p casework.Principal, s access.Subject, office *core.Office, cause string,
) ([]Explanation, error) {
	events, err := c.Store.Timeline(ctx, cause)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", cause, err)
	}
	out := []Explanation{}
	var ids []string
	for _, e := range events {
		last := len(out) - 1
		switch {
		case e.Name == casework.ExplanationDue:
			due, _ := time.Parse(time.RFC3339, e.Detail["due"])
			out = append(out, Explanation{Due: due, Late: due.Before(c.Now())})
		case e.Name == casework.Explained && last >= 0 && out[last].Given == nil:
			at := e.At
			out[last].Given, out[last].Late = &at, at.After(out[last].Due)
			out[last].By, out[last].Text = e.ActorName, e.TextID
			ids = append(ids, e.TextID)
		}
	}
	texts := map[string]string{}
	if len(ids) > 0 && c.May(p, access.CasePersonal, s, office) {
		if texts, err = c.OpenTexts(ctx, p, cause, ids); err != nil {
			return nil, err
		}
	}
	for i := range out {
		out[i].Text = texts[out[i].Text]
	}
	return out, nil
}
