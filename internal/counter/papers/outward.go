package papers

import (
	"context"
	"fmt"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
)

// ToApplicant lists the papers of a case that went to whoever applied, the newest first. Not
// a word of them is opened.
func (c *Room) ToApplicant(ctx context.Context, number string) (out []core.Sent, err error) {
	rows, err := c.own.PapersOf(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("papers of %s: %w", number, err)
	}
	for _, row := range rows {
		f, known := paper.Find(c.Rules.Papers, row.Form)
		if !known || !strings.Contains(f.To, "{field.applicant") {
			continue
		}
		out = append(out, core.Sent{
			Way:  casework.WayPaper,
			Form: f.Code, Name: f.Name, NameEn: f.NameEn, Serial: row.Serial, Code: row.Code, Issued: row.Issued, Void: row.Voided != nil,
			Of: f.After, Deems: f.Deems != "",
		})
	}
	return out, nil
}
