package api

import (
	"context"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

type commandInput struct {
	CasePath
	Keyed
	rawBody
}

// registerCommands adds one operation for every command, with the arguments of
// its form. Where kinds take different arguments the document lists each.
func (s *Server) registerCommands() {
	for _, name := range commands() {
		if name == casework.Attach {
			continue // it brings a file: see registerAttachments
		}
		op := operation(http.MethodPost, "/cases/{number}/"+name, name, summary(name), "commands")
		op = failing(op, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity)
		op.Responses = map[string]*huma.Response{"202": {Description: "Kept; the engine answers later."}}
		register(s, taking(op, commandSchema(name)), s.command(name))
	}
}

// command serves POST /cases/{number}/{command}: 200 with the verdict, 202 when
// the engine has not answered yet.
func (s *Server) command(name string) func(context.Context, casework.Principal, *commandInput) (*stated[counter.Answer], error) {
	return func(ctx context.Context, p casework.Principal, in *commandInput) (*stated[counter.Answer], error) {
		var args map[string]any
		if err := decode(in.RawBody, &args); err != nil {
			return nil, err
		}
		answer, err := s.counter.Do(ctx, p, in.Number, name, args, in.Key)
		return answered(in.Number, answer, err)
	}
}

// answered says what became of a command.
func answered(number string, answer counter.Answer, err error) (*stated[counter.Answer], error) {
	if err != nil {
		return nil, err
	}
	out := &stated[counter.Answer]{Status: http.StatusOK, Location: base + "/cases/" + number, Body: answer}
	if answer.Pending {
		out.Status = http.StatusAccepted
	}
	return out, nil
}

func summary(command string) string {
	words := strings.ReplaceAll(command, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// commandSchema is the body of a command: the form's own, or one of several
// where kinds differ.
func commandSchema(command string) *huma.Schema {
	var schemas []*huma.Schema
	var seen [][]casework.Field
	for _, kind := range casework.Kinds() {
		form, ok := casework.FormOf(kind, command)
		if !ok || containsForm(seen, form.Fields) {
			continue
		}
		seen = append(seen, form.Fields)
		schemas = append(schemas, formSchema(form))
	}
	if len(schemas) == 1 {
		return schemas[0]
	}
	return &huma.Schema{OneOf: schemas}
}

func containsForm(seen [][]casework.Field, fields []casework.Field) bool {
	for _, s := range seen {
		if reflect.DeepEqual(s, fields) {
			return true
		}
	}
	return false
}

// formSchema is a form as JSON Schema has it.
func formSchema(form casework.Form) *huma.Schema {
	kinds := make([]string, len(form.Kinds))
	for i, k := range form.Kinds {
		kinds[i] = string(k)
	}
	out := &huma.Schema{
		Type: huma.TypeObject, AdditionalProperties: false, Properties: map[string]*huma.Schema{},
		Description: strings.TrimSpace("For " + strings.Join(kinds, ", ") + ". " + form.Rule),
	}
	for _, f := range form.Fields {
		field := fieldSchema(f)
		field.Description = f.Rule
		out.Properties[f.Name] = field
		if f.Required {
			out.Required = append(out.Required, f.Name)
		}
	}
	return out
}

func fieldSchema(f casework.Field) *huma.Schema {
	switch f.Type {
	case casework.FieldInt:
		return &huma.Schema{Type: huma.TypeInteger, Minimum: new(1.0), Maximum: new(float64(counter.MaxDays))}
	case casework.FieldBool:
		return &huma.Schema{Type: huma.TypeBoolean}
	case casework.FieldFile:
		return &huma.Schema{Type: huma.TypeString, Format: "binary"}
	case casework.FieldTime:
		return &huma.Schema{Type: huma.TypeString, Format: "date-time"}
	case casework.FieldMaterials:
		return &huma.Schema{
			Type: huma.TypeArray, UniqueItems: true, Items: &huma.Schema{Type: huma.TypeString},
		}
	case casework.FieldChoice:
		choices := make([]any, len(f.Choices))
		for i, c := range f.Choices {
			choices[i] = c
		}
		return &huma.Schema{Type: huma.TypeString, Enum: choices}
	case casework.FieldText:
		return &huma.Schema{Type: huma.TypeString, MaxLength: new(counter.MaxText)}
	default:
		return &huma.Schema{Type: huma.TypeString}
	}
}
