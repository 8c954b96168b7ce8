package drawer

import (
	"context"
	"net/url"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Kept is a draft as it lies in the drawer: what was typed is one text.
type Kept struct {
	Form string
	By   string
	At   time.Time
	Text string
}

// Draft is a form as far as somebody filled it in.
type Draft struct {
	Form string
	By   string
	At   time.Time
	Sent url.Values
	// Waits: it was sent in, and the case has not answered yet.
	Waits bool
}

// OfAct is under which name the draft of an act lies, and, without the act, those of a case.
func OfAct(number, command string) string {
	if command == "" {
		return "cases/" + number
	}
	return "cases/" + number + "/" + command
}

// FormDrafts are what p left of a form and of those under it, by name. What was sent in under the key
// of a draft is its fate: taken, there is no draft any longer, whichever of the two came last; refused,
// it is one still.
func (c *Room) FormDrafts(ctx context.Context, p casework.Principal, form string) ([]Draft, error) {
	kept, err := c.own.FormDrafts(ctx, p.Person, form, c.Now().Add(-DraftKept))
	if err != nil {
		return nil, wrap("open drafts of", p.Person, err)
	}
	out := make([]Draft, 0, len(kept))
	for _, k := range kept {
		d := Draft{Form: k.Form, At: k.At}
		if d.Sent, err = url.ParseQuery(k.Text); err != nil {
			return nil, wrap("read a draft of", p.Person, err)
		}
		var done bool
		if d.Waits, done, err = c.sent(ctx, p, d.Sent.Get("key")); err != nil {
			return nil, wrap("what became of a draft of", p.Person, err)
		}
		if !done {
			out = append(out, d)
		}
	}
	return out, nil
}

// ReportDrafts are what anybody wrote of a report, the newest first. Whoever asks has seen to it that its
// reader may issue it; issued, none of them is left.
func (c *Room) ReportDrafts(ctx context.Context, form string) ([]Draft, error) {
	kept, err := c.own.Begun(ctx, form, c.Now().Add(-DraftKept))
	if err != nil {
		return nil, wrap("open drafts of", form, err)
	}
	out := make([]Draft, len(kept))
	for i, k := range kept {
		out[i] = Draft{Form: k.Form, By: k.By, At: k.At}
		if out[i].Sent, err = url.ParseQuery(k.Text); err != nil {
			return nil, wrap("read a draft of", k.By, err)
		}
		out[i].Sent.Del("key")
	}
	return out, nil
}

// DropReport throws away what anybody wrote of a report: it is issued.
func (c *Room) DropReport(ctx context.Context, form string) error {
	return wrap("drop drafts of", form, c.own.Finish(ctx, form))
}

// sent tells of the command p sent under a key whether it waits for its answer, and whether it was taken.
func (c *Room) sent(ctx context.Context, p casework.Principal, key string) (waits, done bool, err error) {
	if key == "" {
		return false, false, nil
	}
	verdict, err := c.verdict(ctx, p.Person, core.KeyID(p.Person, key))
	switch {
	case casework.CodeOf(err) == casework.NotFound:
		return false, false, nil
	case err != nil:
		return false, false, err
	}
	return verdict == nil, verdict != nil && verdict.Accepted, nil
}

// KeepDraft keeps what p typed so far, sealed, with the key it would be sent in under; only he reads it.
func (c *Room) KeepDraft(ctx context.Context, p casework.Principal, form string, sent url.Values) error {
	kept := url.Values{}
	for name, values := range sent {
		if name != "do" && name != "then" && name != "shown" && name != "digest" {
			kept[name] = values
		}
	}
	text := kept.Encode()
	if len(text) > mostDraft {
		return casework.FieldError(casework.TooLarge, "draft", "")
	}
	return wrap("keep a draft of", p.Person, c.own.KeepDraft(ctx, p.Person, form, text, MostDrafts, c.Now().Add(-DraftKept)))
}

// DropDraft forgets it: it was sent in, or given up.
func (c *Room) DropDraft(ctx context.Context, p casework.Principal, form string) error {
	return wrap("drop a draft of", p.Person, c.own.DropDraft(ctx, p.Person, form))
}
