package counter

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Files is what the counter asks of a store about what was attached.
type Files interface {
	// Attachments lists the files whose command was accepted, oldest first, without
	// their names.
	Attachments(ctx context.Context, number string) ([]casework.Attachment, error)
	// AttachmentNames opens names by id.
	AttachmentNames(ctx context.Context, number string, ids []string) (map[string]string, error)
	// AttachmentContent opens a file piece by piece, as it is read.
	AttachmentContent(ctx context.Context, a casework.Attachment) io.Reader
}

// Attachments lists the files of a case that p may read, with their names.
// Forbidden for those who may read none; each reading is audited first.
func (c *Counter) Attachments(ctx context.Context, p casework.Principal, number string) ([]casework.Attachment, error) {
	rows, err := c.readableFiles(ctx, p, number)
	if err != nil || len(rows) == 0 {
		return []casework.Attachment{}, err
	}
	return rows, c.nameFiles(ctx, p, number, "attachments", rows)
}

// Attachment opens one file. What p may not read is NotFound, as what is not there.
func (c *Counter) Attachment(ctx context.Context, p casework.Principal, number, id string) (casework.Attachment, io.Reader, error) {
	rows, err := c.readableFiles(ctx, p, number)
	if err != nil {
		return casework.Attachment{}, nil, err
	}
	i := slices.IndexFunc(rows, func(a casework.Attachment) bool { return a.ID == id })
	if i < 0 {
		return casework.Attachment{}, nil, casework.FieldError(casework.NotFound, "id", "")
	}
	if err := c.nameFiles(ctx, p, number, "attachment "+id, rows[i:i+1]); err != nil {
		return casework.Attachment{}, nil, err
	}
	file := bufio.NewReader(c.store.AttachmentContent(ctx, rows[i]))
	if _, err := file.Peek(1); err != nil { // told while there is still somebody to tell
		return casework.Attachment{}, nil, fmt.Errorf("open attachment %s of %s: %w", id, number, err)
	}
	return rows[i], file, nil
}

// readableFiles are those p may read: all of them, or in a complaint those meant
// for the unit and not another unit's own (R082).
func (c *Counter) readableFiles(ctx context.Context, p casework.Principal, number string) ([]casework.Attachment, error) {
	view, office, err := c.sight(ctx, p, access.CaseView, number)
	if err != nil {
		return nil, err
	}
	sealed := c.opens(ctx, p, view, office)
	if sealed != nil && (casework.CodeOf(sealed) == "" || !may(p, access.CaseRelayed, subjectOf(view), office)) {
		return nil, sealed
	}
	rows, err := c.store.Attachments(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("attachments of %s: %w", number, err)
	}
	return slices.DeleteFunc(rows, func(a casework.Attachment) bool {
		return sealed != nil && (a.Audience != casework.AudienceUnit || a.Unit != "" && a.Unit != view.Unit)
	}), nil
}

func (c *Counter) nameFiles(ctx context.Context, p casework.Principal, number, what string, rows []casework.Attachment) error {
	if err := c.store.Audit(ctx, p.Person, access.CasePersonal, number, what); err != nil {
		return fmt.Errorf("audit %s of %s: %w", what, number, err)
	}
	ids := make([]string, len(rows))
	for i, a := range rows {
		ids[i] = a.ID
	}
	names, err := c.store.AttachmentNames(ctx, number, ids)
	if err != nil {
		return fmt.Errorf("names of attachments of %s: %w", number, err)
	}
	for i := range rows {
		rows[i].Name = names[rows[i].ID]
	}
	return nil
}
