package cases

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// The first item of the kind in the catalogue, of the case's own bureau; the one that was
	// picked where one was.
	selectTarget = `
WITH RECURSIVE roots AS (
    SELECT id, id AS root FROM units WHERE COALESCE(parent, '') = ''
    UNION ALL
    SELECT u.id, r.root FROM units u JOIN roots r ON u.parent = r.id
)
SELECT i.doc FROM items i JOIN roots r ON r.id = i.doc ->> 'unit'
WHERE i.kind = $1
ORDER BY (i.id = $3) DESC, (r.root = (SELECT root FROM roots WHERE id = $2)) DESC, i.ordinal, i.id LIMIT 1`

	insertConverted = `
INSERT INTO cases (number, kind, item, unit, post, stage, prev_stage, stage_at, received_at, registered_at, opens_at, next_at,
                   parent, parent_key, state)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $7, $7, $7, $9, $10, $11)`
)

// openConverted inserts the case that the step's one goes on as, with its receipt
// and with what of it the new kind's readers may read; or, beside it, the case of what it
// found.
func (s *Room) openConverted(ctx context.Context, w *kernel.Writing, e casework.Event) error {
	old := w.Step.State
	how, ok := s.db.Kinds.Of(old.Kind).Conversion(casework.Kind(e.Level))
	if !ok {
		return casework.Errorf(casework.NotConvertible, "%s to %s", old.Number, e.Level)
	}
	item, err := s.target(ctx, w, how.To, e.Detail["item"])
	if err != nil {
		return err
	}
	facts := carried(how, old.Facts)
	for _, name := range kernel.SortedKeys(e.Opens) {
		if facts == nil {
			facts = map[string]string{}
		}
		facts[name] = e.Opens[name]
	}
	unit, post := item.Unit, item.Post
	if how.AsksUnit {
		if unit, post, err = s.upwards(ctx, w, item, facts); err != nil {
			return err
		}
	}
	at, received, relation, entry := kernel.Stamp(e.At), old.Received, casework.ConvertedTo, s.converted(w)
	if how.Beside { // it begins with what was found
		received, relation, entry = e.At, casework.LedTo, nil
	}
	number, err := s.nextNumber(ctx, w.Tx, how.To, at.In(s.db.Zone).Year())
	if err != nil {
		return err
	}
	state, err := kernel.JSON(casework.State{
		Number: number, Kind: how.To, Item: item.ID, Unit: unit, Post: post, Run: 1, Stage: s.db.Kinds.Of(how.To).Opens,
		Received: kernel.Stamp(received), Registered: at, Entry: entry, Facts: facts,
	})
	if err != nil {
		return err
	}
	if _, err := kernel.Exec(ctx, w.Tx, insertConverted, number, how.To, item.ID, unit, post, s.db.Kinds.Of(how.To).Opens, at,
		kernel.Stamp(received), old.Number, e.Key, state); err != nil {
		return err
	}
	if how.First { // whoever was asked first follows it to the result, and so does who asked, by the code he has
		if _, err := kernel.Exec(ctx, w.Tx, copyCode, old.Number, number); err != nil {
			return fmt.Errorf("query code of %s: %w", number, err)
		}
	}
	e.Other = number
	if err := s.addLink(ctx, w, e, relation); err != nil {
		return err
	}
	return s.reseal(ctx, w, e, how, number, unit)
}

// converted: until a case went on as another kind, its time was that of whoever was
// awaited then, and of nobody in the new one.
func (s *Room) converted(w *kernel.Writing) *casework.Entry {
	if w.Step.Before == nil || w.Step.Before.Turn == "" {
		return nil
	}
	return &casework.Entry{Post: w.Step.State.Post, Role: w.Step.Before.Turn}
}

// upwards gives what becomes a complaint to the office that may judge it, as one
// that is registered is given (docs/adr/0011). That there is one was checked before
// the case was told to convert.
func (s *Room) upwards(ctx context.Context, w *kernel.Writing, item policy.Item, facts map[string]string) (unit, post string, err error) {
	to, up, err := s.asks.Upwards(ctx, w.Tx, w.Now, facts)
	switch {
	case err != nil:
		return "", "", fmt.Errorf("direct the complaint of %s: %w", w.Step.State.Number, err)
	case !up:
		return item.Unit, item.Post, nil
	}
	facts[casework.FactOffice], facts[casework.FactOfficePost] = string(to.Role), to.ID
	return to.Unit, to.ID, nil
}

func (s *Room) target(ctx context.Context, w *kernel.Writing, kind casework.Kind, picked string) (policy.Item, error) {
	var item policy.Item
	var doc json.RawMessage
	if err := kernel.Get(ctx, w.Tx, &doc, selectTarget, kind, w.Step.State.Unit, picked); err != nil {
		return item, fmt.Errorf("item of kind %s: %w", kind, err)
	}
	if err := json.Unmarshal(doc, &item); err != nil {
		return item, fmt.Errorf("decode item of kind %s: %w", kind, err)
	}
	return item, nil
}

// carried are the codes the new case begins with.
func carried(how kind.Conversion, old map[string]string) map[string]string {
	facts := maps.Clone(how.Facts)
	for _, name := range how.Keeps {
		if value, ok := old[name]; ok {
			if facts == nil {
				facts = map[string]string{}
			}
			facts[name] = value
		}
	}
	return facts
}

// reseal copies what goes along, each value under a seal of its own, and what the
// converting office wrote for the new case. Nobody reads it meanwhile; that it was
// opened by a machine stands in the audit all the same.
func (s *Room) reseal(ctx context.Context, w *kernel.Writing, e casework.Event, how kind.Conversion, number, unit string) error {
	var rows []kernel.Sealed
	if err := kernel.List(ctx, w.Tx, &rows, selectFields, w.Step.State.Number); err != nil {
		return err
	}
	if how.Told != "" {
		rows = nil
		if err := kernel.List(ctx, w.Tx, &rows, selectTexts, w.Step.State.Number, []string{e.TextID}); err != nil {
			return err
		}
	}
	plain, err := s.db.Open(rows, func(r kernel.Sealed) string {
		if how.Told != "" {
			return how.Told
		}
		return r.Field
	})
	if err != nil {
		return err
	}
	made := composed(how, plain)
	for _, field := range kernel.SortedKeys(made) {
		if _, err := s.db.Seal(ctx, w.Tx, kernel.Sealing{Number: number, Field: field, Plain: made[field], By: e.Actor}); err != nil {
			return err
		}
	}
	if err := s.asks.Enter(ctx, w.Tx, number, how.To, unit, made); err != nil {
		return err
	}
	_, err = kernel.Exec(ctx, w.Tx, kernel.InsertAudit, e.Actor, casework.Convert, w.Step.State.Number, number)
	return err
}

// composed puts the new form's fields together of the old one's.
func composed(how kind.Conversion, plain map[string]string) map[string]string {
	if how.Told != "" {
		return plain
	}
	out := map[string]string{}
	for field, from := range how.Fields {
		var parts []string
		for _, name := range from {
			if v := strings.TrimSpace(plain[name]); v != "" {
				parts = append(parts, v)
			}
		}
		if len(parts) > 0 {
			out[field] = strings.Join(parts, "\n")
		}
	}
	return out
}
