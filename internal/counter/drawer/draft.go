package drawer

import (
	"context"
	"net/url"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Kept is a draft as it lies in the drawer: what was typed is one text.
type Kept struct {
	Form string
	At   time.Time
	Text string
}

// Draft is a form as far as somebody filled it in.
type Draft struct {
	Form string
	At   time.Time
	Sent url.Values
}

// OfAct is under which name the draft of an act lies, and, without the act, those of a case.
func OfAct(number, command string) string {
	if command == "" {
		return "cases/" + number
	}
	return "cases/" + number + "/" + command
}

// FormDrafts are what p left of a form and of those under it, by name.
func (c *Room) FormDrafts(ctx context.Context, p casework.Principal, form string) ([]Draft, error) {
	kept, err := c.own.FormDrafts(ctx, p.Person, form, c.Now().Add(-DraftKept))
	if err != nil {
		return nil, wrap("open drafts of", p.Person, err)
	}
	out := make([]Draft, len(kept))
	for i, k := range kept {
		out[i] = Draft{Form: k.Form, At: k.At}
		if out[i].Sent, err = url.ParseQuery(k.Text); err != nil {
			return nil, wrap("read a draft of", p.Person, err)
		}
	}
	return out, nil
}

// KeepDraft keeps what p typed so far, sealed; only he reads it.
func (c *Room) KeepDraft(ctx context.Context, p casework.Principal, form string, sent url.Values) error {
	kept := url.Values{}
	for name, values := range sent {
		if name != "key" && name != "do" && name != "then" && name != "shown" {
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
