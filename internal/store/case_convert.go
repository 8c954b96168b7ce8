package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

const (
	// The first item of the kind in the catalogue, of the case's own bureau.
	selectTarget = `
WITH RECURSIVE roots AS (
    SELECT id, id AS root FROM units WHERE COALESCE(parent, '') = ''
    UNION ALL
    SELECT u.id, r.root FROM units u JOIN roots r ON u.parent = r.id
)
SELECT i.doc FROM items i JOIN roots r ON r.id = i.doc ->> 'unit'
WHERE i.kind = $1
ORDER BY (r.root = (SELECT root FROM roots WHERE id = $2)) DESC, i.ordinal, i.id LIMIT 1`

	insertConverted = `
INSERT INTO cases (number, kind, item, unit, post, stage, prev_stage, stage_at, received_at, registered_at, opens_at, next_at,
                   parent, parent_key, state)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $7, $7, $7, $9, $10, $11)`
)

// openConverted inserts the case that the step's one goes on as, with its receipt
// and with what of it the new kind's readers may read.
func (c *commit) openConverted(ctx context.Context, e casework.Event) error {
	old := c.step.State
	how, ok := c.store.kinds.Of(old.Kind).Conversion(casework.Kind(e.Level))
	if !ok {
		return casework.Errorf(casework.NotConvertible, "%s to %s", old.Number, e.Level)
	}
	item, err := c.target(ctx, how.To)
	if err != nil {
		return err
	}
	facts := carried(how, old.Facts)
	for _, name := range sortedKeys(e.Opens) {
		if facts == nil {
			facts = map[string]string{}
		}
		facts[name] = e.Opens[name]
	}
	unit, post := item.Unit, item.Post
	if how.AsksUnit {
		if unit, post, err = c.upwards(ctx, item, facts); err != nil {
			return err
		}
	}
	at := stamp(e.At)
	number, err := c.store.nextNumber(ctx, c.tx, how.To, at.In(c.store.zone).Year())
	if err != nil {
		return err
	}
	state, err := asJSON(casework.State{
		Number: number, Kind: how.To, Item: item.ID, Unit: unit, Post: post, Run: 1, Stage: c.store.firstStage(how.To),
		Received: stamp(old.Received), Registered: at, Entry: c.converted(), Facts: facts,
	})
	if err != nil {
		return err
	}
	if _, err := exec(ctx, c.tx, insertConverted, number, how.To, item.ID, unit, post, c.store.firstStage(how.To), at,
		stamp(old.Received), old.Number, e.Key, state); err != nil {
		return err
	}
	e.Other = number
	if err := c.addLink(ctx, e, casework.ConvertedTo); err != nil {
		return err
	}
	return c.reseal(ctx, e, how, number)
}

// converted: until a case went on as another kind, its time was that of whoever was
// awaited then, and of nobody in the new one.
func (c *commit) converted() *casework.Entry {
	if c.step.Before == nil || c.step.Before.Turn == "" {
		return nil
	}
	return &casework.Entry{Post: c.step.State.Post, Role: c.step.Before.Turn}
}

// upwards gives what becomes a complaint to the office that may judge it, as one
// that is registered is given (docs/adr/0011). That there is one was checked before
// the case was told to convert.
func (c *commit) upwards(ctx context.Context, item policy.Item, facts map[string]string) (unit, post string, err error) {
	office, err := staffed(ctx, c.tx)
	if err != nil {
		return "", "", err
	}
	line, err := lineFrom(ctx, c.tx, c.now)
	if err != nil {
		return "", "", err
	}
	to, up, err := counter.Direct(office, line, facts)
	switch {
	case err != nil:
		return "", "", fmt.Errorf("direct the complaint of %s: %w", c.step.State.Number, err)
	case !up:
		return item.Unit, item.Post, nil
	}
	facts[casework.FactOffice], facts[casework.FactOfficePost] = string(to.Role), to.ID
	return to.Unit, to.ID, nil
}

func (c *commit) target(ctx context.Context, kind casework.Kind) (policy.Item, error) {
	var item policy.Item
	var doc json.RawMessage
	if err := get(ctx, c.tx, &doc, selectTarget, kind, c.step.State.Unit); err != nil {
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
func (c *commit) reseal(ctx context.Context, e casework.Event, how kind.Conversion, number string) error {
	var rows []sealedRow
	if err := list(ctx, c.tx, &rows, selectFields, c.step.State.Number); err != nil {
		return err
	}
	if how.Told != "" {
		rows = nil
		if err := list(ctx, c.tx, &rows, selectTexts, c.step.State.Number, []string{e.TextID}); err != nil {
			return err
		}
	}
	plain, err := c.store.open(rows, func(r sealedRow) string {
		if how.Told != "" {
			return how.Told
		}
		return r.Field
	})
	if err != nil {
		return err
	}
	made := composed(how, plain)
	for _, field := range sortedKeys(made) {
		if _, err := c.store.seal(ctx, c.tx, sealing{number, field, made[field], e.Actor, false}); err != nil {
			return err
		}
	}
	_, err = exec(ctx, c.tx, insertAudit, e.Actor, casework.Convert, c.step.State.Number, number)
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
