package offline

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/simulate"
)

// Simulate runs the real workflow code in virtual time; it needs no server.
type Simulate struct {
	Kind     string            `help:"Kind of case: service, document, complaint, supervision, duties, accountability." required:"" placeholder:"KIND"`
	Item     string            `help:"Item of the catalogue; see shixian items." placeholder:"ITEM"`
	Fact     map[string]string `help:"What the case is registered with, in codes: origin=ordinary, request=true." placeholder:"NAME=CODE"`
	Earlier  int               `help:"Complaint: how many on the same matter came before." placeholder:"N"`
	Received string            `help:"When the first clock starts: receipt, transfer of a complaint to the unit, issue of a supervision notice, opening of an accountability case; 2026-09-24T09:30 in the calendar's zone, or RFC 3339." required:"" placeholder:"TIME"`
	Script   string            `help:"Acts, absences and second cases, one JSON object a line." placeholder:"FILE" type:"existingfile"`
	Until    string            `help:"When to stop; default 400 days after receipt." placeholder:"TIME"`
	JSON     bool              `help:"Print one JSON object a line."`
}

// Run prints one event a line, in order.
func (c *Simulate) Run(k *kong.Kong, kinds *kind.Set) error {
	ref, err := reference.Load(kinds)
	if err != nil {
		return err
	}
	book, err := ref.Book()
	if err != nil {
		return err
	}
	cal, _, err := book.Calendar("")
	if err != nil {
		return err
	}
	in := simulate.Input{Kind: casework.Kind(c.Kind), Item: c.Item, Facts: c.Fact, Earlier: c.Earlier, Leave: ref.Leave}
	if !ref.Kinds.Knows(in.Kind) {
		return fmt.Errorf("--kind %q: the kinds are %v", c.Kind, ref.Kinds.Kinds())
	}
	received, err := simulate.ParseInstant(c.Received)
	if err != nil {
		return fmt.Errorf("--received: %w", err)
	}
	in.Received = received.In(cal.Location())
	if c.Until != "" {
		until, err := simulate.ParseInstant(c.Until)
		if err != nil {
			return fmt.Errorf("--until: %w", err)
		}
		in.Until = until.In(cal.Location())
	}
	if in.Acts, err = c.script(); err != nil {
		return err
	}
	lines, err := simulate.Run(book, in)
	if err != nil {
		return err
	}
	return c.print(k.Stdout, lines)
}

func (c *Simulate) script() ([]simulate.Act, error) {
	if c.Script == "" {
		return nil, nil
	}
	f, err := os.Open(c.Script)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var acts []simulate.Act
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for n := 1; scan.Scan(); n++ {
		text := strings.TrimSpace(scan.Text())
		if text == "" {
			continue
		}
		var a simulate.Act
		if err := json.Unmarshal([]byte(text), &a); err != nil {
			return nil, fmt.Errorf("%s line %d: %w", c.Script, n, err)
		}
		acts = append(acts, a)
	}
	return acts, scan.Err()
}

func (c *Simulate) print(out io.Writer, lines []simulate.Line) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, l := range lines {
		if c.JSON {
			if err := enc.Encode(l); err != nil {
				return err
			}
			continue
		}
		if _, err := fmt.Fprintf(out, "%s  %s  %-22s %-10s %-6s %v\n", l.At, l.Case, l.Event, l.Clock, l.Level, l.To); err != nil {
			return err
		}
	}
	return nil
}
