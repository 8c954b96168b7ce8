package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
)

type commandInput struct {
	CasePath
	Keyed
	rawBody
}

// registerCommands adds one operation for every command, with the arguments of
// its form. Where kinds take different arguments the document lists each.
func (s *Server) registerCommands() {
	for _, name := range commands(s.kinds) {
		if name == casework.Attach {
			continue // it brings a file: see registerAttachments
		}
		op := operation(http.MethodPost, "/cases/{number}/"+name, name, summary(name), "commands")
		op = failing(op, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity)
		op = keeping[cases.Answer](s, op)
		register(s, taking(op, s.commandSchema(name)), s.command(name))
	}
	get := failing(operation(http.MethodGet, "/commands/{id}", "get-command", "What became of a command one sent: of those answered 202, the verdict once it is in", "commands"), http.StatusNotFound)
	register(s, get, s.getCommand)
}

// keeping documents the answer 202: kept, and the engine answers later. The verdict is
// at GET /commands/{id}, a case at its Location.
func keeping[T any](s *Server, op huma.Operation) huma.Operation {
	op.Responses = map[string]*huma.Response{"202": {
		Description: "Kept; the engine answers later.",
		Headers:     map[string]*huma.Param{"Location": {Schema: &huma.Schema{Type: huma.TypeString}}},
		Content:     map[string]*huma.MediaType{"application/json": {Schema: schemaOf[T](s)}},
	}}
	return op
}

// commandPath names a command.
type commandPath struct {
	ID string `path:"id" maxLength:"64" doc:"As answered by the command."`
}

// getCommand serves GET /commands/{id}, for whoever sent the command.
func (s *Server) getCommand(ctx context.Context, p casework.Principal, in *commandPath) (*body[cases.Answer], error) {
	answer, err := s.counter.Answered(ctx, p, in.ID)
	return &body[cases.Answer]{answer}, err
}

// command serves POST /cases/{number}/{command}: 200 with the verdict, 202 when
// the engine has not answered yet.
func (s *Server) command(name string) func(context.Context, casework.Principal, *commandInput) (*stated[cases.Answer], error) {
	return func(ctx context.Context, p casework.Principal, in *commandInput) (*stated[cases.Answer], error) {
		var args map[string]any
		if err := decode(in.RawBody, &args); err != nil {
			return nil, err
		}
		if err := s.ofKind(in.Number, name, args); err != nil {
			return nil, err
		}
		answer, err := s.counter.Do(ctx, p, in.Number, name, args, in.Key)
		return answered(in.Number, answer, err)
	}
}

// answered says what became of a command.
func answered(number string, answer cases.Answer, err error) (*stated[cases.Answer], error) {
	if err != nil {
		return nil, err
	}
	out := &stated[cases.Answer]{Status: http.StatusOK, Location: base + "/cases/" + number, Body: answer}
	if answer.Pending {
		out.Status = http.StatusAccepted
	}
	return out, nil
}

func summary(command string) string {
	words := strings.ReplaceAll(command, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// caseKind tells which of several bodies a command has, where kinds differ. Whoever
// names a kind the case is not of has another case in mind.
const caseKind = "case_kind"

// ofKind takes the kind out of the arguments and holds it against the case's.
func (s *Server) ofKind(number, command string, args map[string]any) error {
	named, said := args[caseKind]
	if !said || len(s.formsOf(command)) < 2 {
		return nil // unknown there, and refused as such
	}
	delete(args, caseKind)
	if of, _, _, ok := s.kinds.Parse(number); ok && named != string(of) {
		return casework.FieldError(casework.Invalid, caseKind, string(of))
	}
	return nil
}

// variant is one body of a command and the kinds that have it; alike are those whose
// form rests on the same rule besides.
type variant struct {
	form  casework.Form
	kinds []casework.Kind
	alike []casework.Kind
}

// formsOf are the different forms of a command.
func (s *Server) formsOf(command string) (out []variant) {
	for _, of := range s.kinds.Kinds() {
		act, takes := s.kinds.Of(of).EverAct(command)
		if !takes {
			continue
		}
		form := act.Form()
		i := slices.IndexFunc(out, func(v variant) bool { return reflect.DeepEqual(v.form.Fields, form.Fields) })
		if i < 0 {
			i, out = len(out), append(out, variant{form: form})
		}
		out[i].kinds = append(out[i].kinds, of)
		if reflect.DeepEqual(out[i].form, form) {
			out[i].alike = append(out[i].alike, of)
		}
	}
	return out
}

// commandSchema is the body of a command by name: the form's own, or, where kinds
// differ, one of several that case_kind tells apart.
func (s *Server) commandSchema(command string) *huma.Schema {
	variants := s.formsOf(command)
	if len(variants) == 1 {
		return s.named(pascal(command)+"Args", formSchema(variants[0]))
	}
	union := &huma.Schema{Discriminator: &huma.Discriminator{PropertyName: caseKind, Mapping: map[string]string{}}}
	for _, v := range variants {
		schema := formSchema(v)
		tell := &huma.Schema{Type: huma.TypeString, Description: "The kind of the case."}
		name := pascal(command)
		for _, kind := range v.kinds {
			tell.Enum = append(tell.Enum, string(kind))
			name += pascal(string(kind))
		}
		schema.Properties[caseKind] = tell
		schema.Required = append(schema.Required, caseKind)
		ref := s.named(name+"Args", schema)
		union.OneOf = append(union.OneOf, ref)
		for _, kind := range v.kinds {
			union.Discriminator.Mapping[string(kind)] = ref.Ref
		}
	}
	return s.named(pascal(command)+"Args", union)
}

// named puts a schema among the document's own and refers to it, so that a program
// made from the document has a type of that name.
func (s *Server) named(name string, schema *huma.Schema) *huma.Schema {
	s.api.OpenAPI().Components.Schemas.Map()[name] = schema
	return &huma.Schema{Ref: "#/components/schemas/" + name}
}

// pascal writes one-time-notice as OneTimeNotice.
func pascal(command string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(command, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// formSchema is a form as JSON Schema has it.
func formSchema(v variant) *huma.Schema {
	form := v.form
	kinds := make([]string, len(v.alike))
	for i, k := range v.alike {
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
		return &huma.Schema{Type: huma.TypeInteger, Minimum: new(1.0), Maximum: new(float64(cases.MaxDays))}
	case casework.FieldBool:
		return &huma.Schema{Type: huma.TypeBoolean}
	case casework.FieldFile:
		return &huma.Schema{Type: huma.TypeString, Format: "binary"}
	case casework.FieldTime:
		return &huma.Schema{Type: huma.TypeString, Format: "date-time"}
	case casework.FieldMaterials, casework.FieldPapers:
		return &huma.Schema{
			Type: huma.TypeArray, UniqueItems: true, Items: &huma.Schema{Type: huma.TypeString},
		}
	case casework.FieldChoice, casework.FieldPaper:
		return enum(f.Choices)
	case casework.FieldChoices: // one alone, as it always was, or several together
		return &huma.Schema{OneOf: []*huma.Schema{enum(f.Choices), {Type: huma.TypeArray, UniqueItems: true, Items: enum(f.Choices)}}}
	case casework.FieldPersons, casework.FieldUnits:
		return &huma.Schema{Type: huma.TypeArray, UniqueItems: true, Items: &huma.Schema{Type: huma.TypeString}}
	case casework.FieldText:
		return &huma.Schema{Type: huma.TypeString, MaxLength: new(core.MaxText)}
	default:
		return &huma.Schema{Type: huma.TypeString}
	}
}

func enum(codes []string) *huma.Schema {
	choices := make([]any, len(codes))
	for i, c := range codes {
		choices[i] = c
	}
	return &huma.Schema{Type: huma.TypeString, Enum: choices}
}
