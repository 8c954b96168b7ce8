package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/words"
)

// calendarCmd keeps the calendars of an installation, and moves open cases to
// another version after a preview.
type calendarCmd struct {
	By string `help:"Account in whose name it is done; it must stand on a post that may." default:"admin" placeholder:"PERSON"`

	List    calendarListCmd    `cmd:"" help:"List every version of every calendar."`
	Import  calendarImportCmd  `cmd:"" help:"Make the next version out of a list, as a draft."`
	Export  calendarExportCmd  `cmd:"" help:"Write one version out."`
	Day     calendarDayCmd     `cmd:"" help:"Change one day or a few and no other, as a draft."`
	Publish calendarPublishCmd `cmd:"" help:"Put a draft of another in force for new cases; open ones keep theirs."`
	Discard calendarDiscardCmd `cmd:"" help:"Give a draft up; its number is not given again."`
	Preview calendarPreviewCmd `cmd:"" help:"Show which open cases another version would move."`
	Apply   calendarApplyCmd   `cmd:"" help:"Carry out a preview; the worker brings it to the cases."`
}

type calendarListCmd struct{}

// Run prints the newest version of each calendar first.
func (calendarListCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	return asOfficer(ctx, logger, func(c *counter.Counter, p casework.Principal) error {
		versions, err := c.CalendarList(ctx, p)
		if err != nil {
			return err
		}
		tab := tabwriter.NewWriter(k.Stdout, 0, 4, 2, ' ', 0)
		for _, v := range versions {
			fmt.Fprintf(tab, "%s\t%s\t%s\tby %s\t%s\n", v.Ref(), standing(v), years(v.Years), v.ImportedBy, v.Source)
		}
		if err := tab.Flush(); err != nil {
			return err
		}
		missing, err := c.MissingLists(ctx, time.Now())
		if err == nil && len(missing) > 0 {
			_, err = fmt.Fprintf(k.Stdout, "missing: the list of %s; dates in it are provisional\n", years(missing))
		}
		return err
	})
}

func standing(v rulebook.CalendarVersion) string {
	switch {
	case v.Published != nil:
		return "published " + v.Published.Format(time.DateOnly)
	case v.Discarded != nil:
		return "discarded " + v.Discarded.Format(time.DateOnly)
	case v.Outdated:
		return "draft, outdated"
	}
	return "draft"
}

func years(list []int) string {
	if len(list) == 0 {
		return "complete"
	}
	return strings.Trim(fmt.Sprint(list), "[]")
}

type calendarImportCmd struct {
	Year   int       `help:"The year the list is for; without it the file is a whole calendar as JSON." placeholder:"YEAR"`
	Format string    `help:"csv, json or ics." enum:"csv,json,ics" default:"csv"`
	Unit   string    `help:"The unit whose own days these are." placeholder:"UNIT"`
	Source string    `help:"The notice it comes from." placeholder:"TEXT"`
	From   time.Time `help:"When new cases begin to pin it; at once without it." format:"2006-01-02T15:04:05Z07:00" placeholder:"TIME"`

	Partial bool `help:"It is part of a list: the year stays provisional, and no day known is taken away."`
	DryRun  bool `help:"Show what would become of it, and keep nothing."`

	File string `arg:"" help:"The list; - reads standard input."`
}

// Run says what became of the list; the same one again does nothing.
func (c *calendarImportCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	list, err := readList(c.File)
	if err != nil {
		return err
	}
	return asOfficer(ctx, logger, func(desk *counter.Counter, p casework.Principal) error {
		got, err := desk.ImportCalendar(ctx, p, rulebook.CalendarImport{
			Unit: c.Unit, Year: c.Year, Format: c.Format, Source: c.Source, From: c.From, List: list, Partial: c.Partial, Dry: c.DryRun,
		})
		if err != nil {
			return err
		}
		return tellDraft(k.Stdout, got)
	})
}

// tellDraft says what became of a list or of single days, day by day.
func tellDraft(out io.Writer, got rulebook.Imported) error {
	if got.Same {
		_, err := fmt.Fprintf(out, "%s says so already; nothing changed\n", got.Ref())
		return err
	}
	if d := got.Difference; d != nil {
		for _, year := range d.Years {
			fmt.Fprintf(out, "  + the list of %d\n", year)
		}
		for _, day := range d.Days {
			fmt.Fprintf(out, "  %s %s -> %s %s\n", day.Date, cmp.Or(day.Was, "ordinary"), cmp.Or(day.Is, "ordinary"), day.Name)
		}
		if d.Hours {
			fmt.Fprintln(out, "  office hours differ")
		}
	}
	if got.Dry {
		_, err := fmt.Fprintln(out, "nothing was kept")
		return err
	}
	_, err := fmt.Fprintf(out, "%s is a draft; next: shixian calendar preview %s\n", got.Ref(), got.Ref())
	return err
}

type calendarDayCmd struct {
	Unit   string    `help:"The unit whose own days these are." placeholder:"UNIT"`
	Name   string    `help:"What the day is called." placeholder:"TEXT"`
	Source string    `help:"The notice it comes from." placeholder:"TEXT"`
	From   time.Time `help:"When new cases begin to pin it; at once without it." format:"2006-01-02T15:04:05Z07:00" placeholder:"TIME"`
	DryRun bool      `help:"Show what would become of it, and keep nothing."`
	Is     string    `arg:"" enum:"off,work,ordinary" help:"off, work, or ordinary: as its weekday has it."`
	Dates  []string  `arg:"" help:"The days, YYYY-MM-DD."`
}

// Run leaves every other day alone.
func (c *calendarDayCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	is := c.Is
	if is == "ordinary" {
		is = almanac.Ordinary
	}
	days := make([]almanac.Single, len(c.Dates))
	for i, date := range c.Dates {
		days[i] = almanac.Single{Date: date, Is: is, Name: c.Name}
	}
	return asOfficer(ctx, logger, func(desk *counter.Counter, p casework.Principal) error {
		got, err := desk.ChangeDays(ctx, p, rulebook.CalendarDays{Unit: c.Unit, Days: days, Source: c.Source, From: c.From, Dry: c.DryRun})
		if err != nil {
			return err
		}
		return tellDraft(k.Stdout, got)
	})
}

type calendarDiscardCmd struct {
	Version string `arg:"" help:"The draft: cn@2."`
}

// Run leaves what is published alone.
func (c *calendarDiscardCmd) Run(ctx context.Context, logger *slog.Logger) error {
	return asOfficer(ctx, logger, func(desk *counter.Counter, p casework.Principal) error {
		return desk.DiscardCalendar(ctx, p, c.Version)
	})
}

func readList(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(os.Stdin)
	}
	return os.ReadFile(name)
}

type calendarExportCmd struct {
	Version string `arg:"" help:"The calendar version, cn@2."`
	Format  string `help:"csv, json or ics." enum:"csv,json,ics" default:"csv"`
	Year    int    `help:"That year's list alone." placeholder:"YEAR"`
}

// Run writes to kong's standard output.
func (c *calendarExportCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	return asOfficer(ctx, logger, func(desk *counter.Counter, p casework.Principal) error {
		raw, err := desk.ExportCalendar(ctx, p, c.Version, c.Format, c.Year)
		if err == nil {
			_, err = k.Stdout.Write(raw)
		}
		return err
	})
}

type calendarPublishCmd struct {
	Version string `arg:"" help:"The draft: cn@2."`
}

// Run leaves open cases alone.
func (c *calendarPublishCmd) Run(ctx context.Context, logger *slog.Logger) error {
	return asOfficer(ctx, logger, func(desk *counter.Counter, p casework.Principal) error {
		return desk.PublishCalendar(ctx, p, c.Version)
	})
}

type calendarPreviewCmd struct {
	Version string `arg:"" help:"The calendar version, cn@2, or with --policy the policy version."`
	Policy  bool   `help:"It is a version of a policy."`
	JSON    bool   `help:"Print one JSON object for the whole, then one for each clock."`
}

// Run keeps the preview, so that it can be applied, and prints what moves.
func (c *calendarPreviewCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	return asOfficer(ctx, logger, func(desk *counter.Counter, p casework.Principal) error {
		calendar, policy := c.Version, ""
		if c.Policy {
			calendar, policy = "", c.Version
		}
		r, err := desk.Preview(ctx, p, calendar, policy)
		if err != nil {
			return err
		}
		if c.JSON {
			err = json.NewEncoder(k.Stdout).Encode(r)
		} else {
			err = tell(k.Stdout, r)
		}
		if err != nil {
			return err
		}
		return eachMove(ctx, desk, p, r.ID, func(m rulebook.CaseMove) error {
			if c.JSON {
				return json.NewEncoder(k.Stdout).Encode(m)
			}
			_, err := fmt.Fprintln(k.Stdout, moveText(m))
			return err
		})
	})
}

// eachMove walks through all pages of what a preview showed.
func eachMove(ctx context.Context, desk *counter.Counter, p casework.Principal, id int64, do func(rulebook.CaseMove) error) error {
	for page := (core.Page{Limit: 200}); ; page.Offset += page.Limit {
		got, err := desk.RecountMoves(ctx, p, id, page)
		if err != nil {
			return err
		}
		for _, m := range got.Rows {
			if err := do(m); err != nil {
				return err
			}
		}
		if page.Offset+len(got.Rows) >= got.Total {
			return nil
		}
	}
}

func moveText(m rulebook.CaseMove) string {
	text := fmt.Sprintf("%s %s: %s -> %s", m.Number, m.Clock, m.Old.Format(time.RFC3339), m.New.Format(time.RFC3339))
	for _, mark := range []struct {
		set  bool
		says string
	}{
		{m.Undoes, "breach undone"}, {m.Makes, "BREACH MADE"},
		{m.Provisional, "provisional"}, {m.WasProvisional && !m.Provisional, "provisional no more"},
	} {
		if mark.set {
			text += ", " + mark.says
		}
	}
	return text
}

func tell(out io.Writer, r rulebook.Recount) error {
	_, err := fmt.Fprintf(out, "recount %d: %d open cases, %d of them move; %d clocks move, %d are provisional no more; "+
		"%d breaches undone, %d made\nnext, by another than imported or previewed it: shixian calendar --by PERSON apply %d\n",
		r.ID, r.Cases, r.Moved, r.Clocks, r.Settled, r.Undone, r.Made, r.ID)
	return err
}

type calendarApplyCmd struct {
	Number int64 `arg:"" help:"The preview's number."`
}

// Run answers once every case has its command; progress is in the list of recounts.
func (c *calendarApplyCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	return asOfficer(ctx, logger, func(desk *counter.Counter, p casework.Principal) error {
		r, err := desk.ApplyRecount(ctx, p, c.Number)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(k.Stdout, "recount %d applied: %d cases to move\n", r.ID, r.Commands)
		return err
	})
}

// asOfficer does something at the counter in the name of --by. The engine need
// not be there: what has to reach it is kept, and the worker's sweep brings it.
func asOfficer(ctx context.Context, logger *slog.Logger, do func(*counter.Counter, casework.Principal) error) error {
	return inNameOf(ctx, logger, cli.Calendar.By, do)
}

func inNameOf(ctx context.Context, logger *slog.Logger, by string, do func(*counter.Counter, casework.Principal) error) error {
	return reached(ctx, func(s settings) error {
		h, err := open(ctx, s, logger)
		if err != nil {
			return err
		}
		defer h.close()
		if err := refuseForeign(ctx, h.store, h.keys, s.keyFile); err != nil {
			return err
		}
		p, err := h.counter.Principal(ctx, by)
		if err != nil {
			return fmt.Errorf("--by %s: %w", by, err)
		}
		return inWords(do(h.counter, p))
	})
}

// inWords says a refusal as people read it, with its code for programs.
func inWords(err error) error {
	var refused *casework.Error
	if !errors.As(err, &refused) {
		return err
	}
	text := words.Refusal(words.English, refused)
	if refused.Note != "" {
		text += " (" + refused.Note + ")"
	}
	return fmt.Errorf("%s: %s", strings.TrimSpace(string(refused.Code)+" "+refused.Field), text)
}
