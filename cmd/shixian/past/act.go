package past

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/reference"
)

// officeDay is from opening to closing.
const officeDay = 9 * time.Hour

func keyOf(c told, act int) string { return fmt.Sprintf("%s-%d", c.key, act) }

func (h *house) register(c told, by casework.Principal) (number string, err error) {
	in := core.Registration{Item: c.of.Item, Fields: map[string]string{}, Materials: c.of.Materials, Examine: c.of.Examine, Incomplete: c.of.Lacking}
	for name, value := range c.of.Fields {
		in.Fields[name] = h.say(c, value, "")
	}
	if away := c.of.Away; away != nil {
		opens := h.closing(away.In).Add(-officeDay)
		in.Kind = h.on.Kinds.Leave()
		in.Absence = &core.AbsenceRequest{Form: away.Form, From: opens, Until: h.closing(away.In + away.Days - 1)}
	}
	receipt, err := h.counter.Register(h.ctx, by, in, c.key)
	if err == nil && receipt.Pending {
		err = h.lives[receipt.Number].ended()
	}
	return receipt.Number, err
}

// act does one thing of a case, by a paper, a file or a command.
func (h *house) act(c told, act reference.PastAct, number, key string, proof *string) error {
	who, err := h.counter.Principal(h.ctx, act.By)
	if err != nil {
		return err
	}
	if act.Of != "" {
		if number = h.opened(casework.Kind(act.Of)); number == "" {
			return fmt.Errorf("no case of %s was opened", act.Of)
		}
	}
	switch {
	case act.Paper != "":
		in := papers.PaperRequest{Form: act.Paper, Number: number, Asked: map[string]string{}}
		for name, value := range act.Args {
			in.Asked[name] = h.say(c, fmt.Sprint(value), *proof)
		}
		draft, err := h.counter.DraftPaper(h.ctx, who, in)
		if err != nil {
			return err
		}
		_, err = h.counter.IssuePaper(h.ctx, who, in, draft.Digest, key)
		return err
	case act.File != "":
		content, err := core.ReadContent(strings.NewReader("演示用：" + c.values.Replace("{name}") + "，" + act.File + "，" + key))
		if err != nil {
			return err
		}
		kept, err := h.counter.Attach(h.ctx, who, number, func() (cases.Sent, error) {
			return cases.Sent{Key: key, File: &core.File{Name: "凭证.txt", Content: content}, Raw: map[string]any{"purpose": act.File}}, nil
		})
		*proof = kept.ID
		return err
	}
	raw := map[string]any{}
	for name, value := range act.Args {
		if text, is := value.(string); is {
			value = h.say(c, text, *proof)
		}
		raw[name] = value
	}
	answer, err := h.counter.Do(h.ctx, who, number, act.Command, raw, key)
	if err == nil && answer.Pending {
		err = errors.New("no verdict")
	}
	return err
}

// opened is the case of a kind that lives beside.
func (h *house) opened(of casework.Kind) string {
	for _, number := range slices.Sorted(maps.Keys(h.lives)) {
		if k, _, _, ok := h.on.Kinds.Parse(number); ok && k == of && !h.lives[number].over {
			return number
		}
	}
	return ""
}
