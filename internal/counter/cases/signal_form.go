package cases

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// idOf names the argument that carries the id of a text's field.
var idOf = map[string]string{"reason": "reason_id", "basis": "basis_id"}

// namedAs are fields that arguments hold under another name than their own.
var namedAs = map[casework.FieldType][]string{
	casework.FieldChoices: {"measure", "measures"}, casework.FieldPersons: {"persons"},
}

// checkForm holds what came straight to the engine against the form that pages and
// JSON fill in: what is required, types, limits, codes, nothing beside. A text is
// one that was kept for this case before; the words come back by field.
func (c *Room) checkForm(ctx context.Context, view casework.CaseView, form casework.Form, req casework.AuthorizeRequest) (map[string]string, error) {
	if req.Unknown != "" {
		return nil, casework.FieldError(casework.UnknownField, core.Shown(req.Unknown), "")
	}
	if takesFile(form) {
		return nil, casework.FieldError(casework.Invalid, "file", "required") // a file comes to the counter alone
	}
	raw, err := asFilledIn(form, req)
	if err != nil {
		return nil, err
	}
	if err := checkTexts(form, view, raw); err != nil {
		return nil, err
	}
	args, ids, err := ParseArgs(c.Kinds, wordless(form, view), raw)
	switch {
	case err != nil:
		return nil, err
	case args.Limit != req.Args.Limit:
		return nil, casework.FieldError(casework.BadLimit, "limit", "limit")
	}
	if err := checkUntil(form, args, req.At); err != nil {
		return nil, err
	}
	texts, err := c.textsOf(ctx, view.Number, ids)
	if err != nil {
		return nil, err
	}
	return texts, c.checkPublic(ctx, view.Number, form, texts)
}

// asFilledIn is what a command says as a form would bring it. The clock of a command
// that answers one is no field: the counter looks for it, and so does authority.
func asFilledIn(form casework.Form, req casework.AuthorizeRequest) (map[string]any, error) {
	text, err := json.Marshal(req.Args)
	if err != nil {
		return nil, fmt.Errorf("read arguments of %s: %w", form.Command, err)
	}
	raw := map[string]any{}
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, fmt.Errorf("read arguments of %s: %w", form.Command, err)
	}
	if form.Answers != "" {
		delete(raw, "clock")
	}
	for _, f := range form.Fields {
		from := f.Name
		switch f.Type {
		case casework.FieldText:
			from = idOf[f.Name]
		case casework.FieldCase:
			from = "case"
		case casework.FieldChoices, casework.FieldPersons:
			for _, name := range namedAs[f.Type] {
				if _, said := raw[name]; said {
					from = name
				}
			}
		}
		if value, said := raw[from]; said && from != f.Name {
			delete(raw, from)
			raw[f.Name] = value
		}
	}
	return raw, nil
}

// textsOf opens the texts that fields name by id. They are looked at and go nowhere.
func (c *Room) textsOf(ctx context.Context, number string, ids map[string]string) (map[string]string, error) {
	var list []string
	for _, id := range ids {
		list = append(list, id)
	}
	words, err := c.Store.OpenTexts(ctx, number, list)
	if err != nil {
		return nil, fmt.Errorf("texts of %s: %w", number, err)
	}
	texts := map[string]string{}
	for field, id := range ids {
		text, kept := words[id]
		if !kept {
			return nil, casework.FieldError(casework.Invalid, field, "text")
		}
		texts[field] = text
	}
	return texts, nil
}
