package cases

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// onRecord refuses an act that rests on a file the case does not have: what one person may
// do by a paper, he does by one that everybody can read afterwards (R048).
func (c *Room) onRecord(ctx context.Context, number, proof string) error {
	if proof == "" {
		return nil
	}
	rows, err := c.files.Attachments(ctx, number)
	if err != nil {
		return fmt.Errorf("attachments of %s: %w", number, err)
	}
	if !slices.ContainsFunc(rows, func(a casework.Attachment) bool { return a.ID == proof }) {
		return casework.FieldError(casework.Invalid, "proof", "R048")
	}
	return nil
}

// proofs offers the files on record to the forms that may rest on one, by when they were
// attached: their names are for those who open them.
func (c *Room) proofs(ctx context.Context, number string, forms []casework.Form) error {
	var rows []casework.Attachment
	read := false
	for i := range forms {
		j := slices.IndexFunc(forms[i].Fields, func(f casework.Field) bool { return f.Type == casework.FieldProof })
		if j < 0 {
			continue
		}
		if !read {
			var err error
			if rows, err = c.files.Attachments(ctx, number); err != nil {
				return fmt.Errorf("attachments of %s: %w", number, err)
			}
			read = true
		}
		f := &forms[i].Fields[j]
		f.Choices, f.Shown = nil, nil
		for _, a := range rows {
			f.Choices, f.Shown = append(f.Choices, a.ID), append(f.Shown, a.At.In(core.Zone).Format("2006-01-02 15:04"))
		}
	}
	return nil
}
