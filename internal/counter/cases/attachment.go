package cases

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
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
func (c *Room) Attachments(ctx context.Context, p casework.Principal, number string) ([]casework.Attachment, error) {
	rows, err := c.readableFiles(ctx, p, number)
	if err != nil || len(rows) == 0 {
		return []casework.Attachment{}, err
	}
	return rows, c.nameFiles(ctx, p, number, "attachments", rows)
}

// Attachment opens one file. What p may not read is NotFound, as what is not there.
func (c *Room) Attachment(ctx context.Context, p casework.Principal, number, id string) (casework.Attachment, io.Reader, error) {
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
	file := bufio.NewReader(c.files.AttachmentContent(ctx, rows[i]))
	if _, err := file.Peek(1); err != nil { // told while there is still somebody to tell
		return casework.Attachment{}, nil, fmt.Errorf("open attachment %s of %s: %w", id, number, err)
	}
	return rows[i], file, nil
}

// readableFiles are those p may read: all of them, or in a complaint those meant
// for the unit and not another unit's own (R082); what he brought himself he may
// read back. With a case that goes on from another go that one's files.
func (c *Room) readableFiles(ctx context.Context, p casework.Principal, number string) ([]casework.Attachment, error) {
	view, office, err := c.Sight(ctx, p, access.CaseView, number)
	if err != nil {
		return nil, err
	}
	sealed := c.Opens(ctx, p, view, office)
	if sealed != nil && casework.CodeOf(sealed) == "" {
		return nil, sealed
	}
	rows, err := c.files.Attachments(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("attachments of %s: %w", number, err)
	}
	if sealed == nil {
		before, err := c.broughtAlong(ctx, view)
		return append(before, rows...), err
	}
	relayed := c.May(p, access.CaseRelayed, c.SubjectOf(view), office)
	rows = slices.DeleteFunc(rows, func(a casework.Attachment) bool {
		shown := relayed && a.Audience == casework.AudienceUnit && (a.Unit == "" || a.Unit == view.Unit)
		own := a.By == p.Person && view.Result != "converted" // what became a complaint is sealed from all
		return !shown && !own
	})
	if len(rows) == 0 && !relayed {
		return nil, sealed
	}
	return rows, nil
}

// broughtAlong are the files of the case this one goes on from. They stay where they
// were sealed and are read from here, where its fields went along (casework/join.go);
// of a complaint nothing goes along.
func (c *Room) broughtAlong(ctx context.Context, view casework.CaseView) ([]casework.Attachment, error) {
	ties, err := c.Store.Links(ctx, view.Number)
	if err != nil {
		return nil, fmt.Errorf("links of %s: %w", view.Number, err)
	}
	var out []casework.Attachment
	for _, tie := range ties {
		how, known := c.Kinds.Of(tie.Kind).Conversion(view.Kind)
		if tie.Relation != casework.ConvertedTo || !tie.Back || !known || how.Told != "" {
			continue
		}
		rows, err := c.files.Attachments(ctx, tie.Number)
		if err != nil {
			return nil, fmt.Errorf("attachments of %s: %w", tie.Number, err)
		}
		for _, a := range rows {
			if c.Veiled(view.Kind) {
				a.Audience = casework.AudienceSealed
			}
			out = append(out, a)
		}
	}
	return out, nil
}

// nameFiles opens the names. A file that came along lies under its old number: what
// was read is audited under the number it was read from, and found under its own.
func (c *Room) nameFiles(ctx context.Context, p casework.Principal, number, what string, rows []casework.Attachment) error {
	if err := c.Store.Audit(ctx, p.Person, access.CasePersonal, number, what); err != nil {
		return fmt.Errorf("audit %s of %s: %w", what, number, err)
	}
	ids := map[string][]string{}
	for _, a := range rows {
		ids[a.Number] = append(ids[a.Number], a.ID)
	}
	for _, lies := range slices.Sorted(maps.Keys(ids)) {
		names, err := c.files.AttachmentNames(ctx, lies, ids[lies])
		if err != nil {
			return fmt.Errorf("names of attachments of %s: %w", lies, err)
		}
		for i := range rows {
			if rows[i].Number == lies {
				rows[i].Name = names[rows[i].ID]
			}
		}
	}
	return nil
}
