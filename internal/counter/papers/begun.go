package papers

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
)

// Begun is what somebody wrote of a report that is not issued.
type Begun struct {
	By, ByName string
	At         time.Time
	Sent       url.Values
}

// begunName is under which name words of a report lie: of its form, its unit and its round, which
// begins on a day. A circular is of the day it is issued, and has one at a time.
func begunName(in PaperRequest, unit string) string {
	name := "papers/" + in.Form + "/" + unit
	for _, q := range []string{askFrom, askMonday} {
		if day := in.Asked[q]; isDate(day) {
			name += "/" + day
		}
	}
	return name
}

// Begun are the words that were begun of a report, by the name they lie under, the newest first:
// whoever may issue it reads them, for it is the post that owes it. A paper of a case has none.
func (c *Room) Begun(ctx context.Context, p casework.Principal, in PaperRequest) (name string, out []Begun, err error) {
	f, err := c.formOf(in)
	if err != nil {
		return "", nil, err
	}
	from, err := c.drafting(ctx, p, f, in)
	if err != nil || f.Scope != paper.OfUnit {
		return "", nil, err
	}
	name = begunName(in, from.subject.Unit)
	if out, err = c.asks.Begun(ctx, name); err != nil {
		return "", nil, fmt.Errorf("what was begun of %s: %w", in.Form, err)
	}
	for i := range out {
		out[i].ByName = core.NameOf(from.office, out[i].By)
	}
	return name, out, nil
}

// IssuedSince is the last paper that stands of a form, issued in the bureau of a unit since an
// instant; nil where there is none.
func (c *Room) IssuedSince(ctx context.Context, f paper.Form, unit string, since time.Time) (*Paper, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("issued %s: %w", f.Code, err)
	}
	rows, err := c.own.IssuedSince(ctx, f.Kind, f.Code, since)
	if err != nil {
		return nil, fmt.Errorf("issued %s: %w", f.Code, err)
	}
	tree := office.Tree()
	for _, row := range rows {
		if tree.Bureau(row.Unit) == tree.Bureau(unit) {
			return new(c.named(office, row)), nil
		}
	}
	return nil, nil
}
