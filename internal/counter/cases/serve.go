package cases

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// servable refuses the service of a paper that was never issued, or before it was, and a
// receipt signed by whoever brought it (民事诉讼法 87).
func (c *Room) servable(ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, form casework.Form, args casework.Args, texts map[string]string) error {
	if signer := strings.TrimSpace(texts["signer"]); signer != "" && signer == core.NameOf(office, p.Person) {
		return casework.FieldError(casework.OwnReceipt, "signer", "民事诉讼法第八十七条")
	}
	i := slices.IndexFunc(form.Fields, func(f casework.Field) bool { return f.Type == casework.FieldPaper })
	if i < 0 {
		return nil
	}
	issued, err := c.issued(ctx, view.Number)
	if err != nil {
		return err
	}
	paper, there := issued[args.Paper]
	switch {
	case !there:
		return casework.FieldError(casework.NotServable, form.Fields[i].Name, form.Fields[i].Rule)
	case !args.Received.IsZero() && args.Received.Before(paper.Issued.Truncate(time.Minute)):
		return casework.FieldError(casework.TooEarly, "received", form.Fields[i].Rule)
	}
	return nil
}

// issued are the papers of a case that whoever applied is to have, the last of each form
// that stands.
func (c *Room) issued(ctx context.Context, number string) (map[string]core.Sent, error) {
	if c.asks.Sent == nil {
		return nil, nil
	}
	rows, err := c.asks.Sent(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("papers of %s: %w", number, err)
	}
	out := map[string]core.Sent{}
	for _, row := range rows {
		if last, there := out[row.Form]; !row.Void && (!there || row.Issued.After(last.Issued)) {
			out[row.Form] = row
		}
	}
	return out, nil
}

// toServe offers what may be served those papers that were issued; where there are none, the
// act is not offered.
func (c *Room) toServe(ctx context.Context, view casework.CaseView, forms []casework.Form) ([]casework.Form, error) {
	names := func(form casework.Form) int {
		return slices.IndexFunc(form.Fields, func(f casework.Field) bool { return f.Type == casework.FieldPaper })
	}
	at := slices.IndexFunc(forms, func(form casework.Form) bool { return names(form) >= 0 })
	if at < 0 {
		return forms, nil
	}
	issued, err := c.issued(ctx, view.Number)
	if err != nil {
		return nil, err
	}
	f := &forms[at].Fields[names(forms[at])]
	f.Choices = slices.DeleteFunc(slices.Clone(f.Choices), func(code string) bool { _, there := issued[code]; return !there })
	for _, code := range f.Choices {
		f.Shown = append(f.Shown, issued[code].Name+" "+issued[code].Serial)
	}
	if len(f.Choices) == 0 {
		return slices.Delete(forms, at, at+1), nil
	}
	return forms, nil
}
