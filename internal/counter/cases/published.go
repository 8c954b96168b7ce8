package cases

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// Published is why a service was over its limit, as the unit that handles it made it public
// (优化营商环境条例 36; R240).
type Published struct {
	Number string `json:"number"`
	On     string `json:"on"` // the day it was made public
	Reason string `json:"reason"`
}

// maxPublished are the newest that stand on the page of a matter.
const maxPublished = 20

// numbered finds a mobile number or the number of an identity card, whosever it is.
var numbered = regexp.MustCompile(`1\d{10}|\d{17}[\dXx]`)

// checkPublic refuses words for everybody by which somebody may be known: who applied, or
// anybody's mobile or ID number. The comparing is the machine's; nobody is shown what it
// compares with, so no reading is audited.
func (c *Room) checkPublic(ctx context.Context, number string, form casework.Form, texts map[string]string) error {
	for _, f := range form.Fields {
		if !f.Public || texts[f.Name] == "" {
			continue
		}
		said := squeezed(texts[f.Name])
		sealed, err := c.Store.OpenFields(ctx, number)
		if err != nil {
			return fmt.Errorf("who is not to be named of %s: %w", number, err)
		}
		named := numbered.MatchString(said)
		for _, name := range personalFields {
			who := squeezed(sealed[name])
			named = named || len([]rune(who)) > 1 && strings.Contains(said, who)
		}
		if named {
			return casework.FieldError(casework.NamesPerson, f.Name, f.Rule)
		}
	}
	return nil
}

// squeezed is without spaces: a name written with one in it is found.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// PublishedOf are the reasons made public on cases of a matter, the newest first. They hold
// nothing of a person (checkPublic), so anybody reads them and no reading is audited.
func (c *Room) PublishedOf(ctx context.Context, item string) ([]Published, error) {
	rows, err := c.own.Said(ctx, kind.ReasonPublished, "R240", item, maxPublished)
	if err != nil {
		return nil, fmt.Errorf("reasons published on %s: %w", item, err)
	}
	return c.published(ctx, rows)
}

// publishedOn are the reasons made public on a case.
func (c *Room) publishedOn(ctx context.Context, number string) ([]Published, error) {
	rows, err := c.Store.Timeline(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", number, err)
	}
	var said []casework.TimelineRow
	for _, row := range rows {
		if row.Name == kind.ReasonPublished {
			said = append(said, row)
		}
	}
	return c.published(ctx, said)
}

func (c *Room) published(ctx context.Context, rows []casework.TimelineRow) (out []Published, err error) {
	for _, row := range rows {
		texts, err := c.Store.OpenTexts(ctx, row.Number, []string{row.TextID})
		if err != nil {
			return nil, fmt.Errorf("words published on %s: %w", row.Number, err)
		}
		out = append(out, Published{row.Number, row.At.In(core.Zone).Format(time.DateOnly), texts[row.TextID]})
	}
	return out, nil
}
