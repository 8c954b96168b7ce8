package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// operation describes one route for the document. Public ones need no session.
func operation(method, path, id, summary, tag string) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: method, Path: base + path, Summary: summary, Tags: []string{tag},
		Security: []map[string][]string{{"session": {}}},
		Errors: []int{
			http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusServiceUnavailable,
		},
		MaxBodyBytes: maxBody,
		// A filter that does not exist must not answer with everything.
		RejectUnknownQueryParameters: true,
	}
}

func public(op huma.Operation) huma.Operation {
	op.Security = nil
	op.Errors = slices.DeleteFunc(op.Errors, func(status int) bool {
		return status == http.StatusUnauthorized || status == http.StatusForbidden
	})
	return op
}

func failing(op huma.Operation, statuses ...int) huma.Operation {
	op.Errors = append(op.Errors, statuses...)
	return op
}

// taking gives the operation a documented body. The document and the handler
// read the same type or form, but the handler decodes: see rawBody.
func taking(op huma.Operation, schema *huma.Schema) huma.Operation {
	op.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{
		"application/json": {Schema: schema},
	}}
	op.SkipValidateBody = true
	op.Errors = append(op.Errors, http.StatusRequestEntityTooLarge)
	return op
}

// register adds an operation whose handler gets the principal, and whose errors
// become problems.
func register[I, O any](
	s *Server, op huma.Operation, handle func(context.Context, casework.Principal, *I) (*O, error),
) {
	documented := op.RequestBody
	var schema *huma.Schema
	if documented != nil {
		schema = documented.Content["application/json"].Schema
	}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		p, _ := auth.PrincipalFrom(ctx) // the table of rules has asked for one
		out, err := handle(ctx, p, in)
		if err != nil {
			return nil, s.fail(ctx, err)
		}
		return out, nil
	})
	if documented != nil { // huma writes "any bytes" over it
		documented.Content["application/json"].Schema = schema
		documented.Required = false // an empty body is an empty object
	}
}

// schemaOf is a type as the document shows it: by its name, if it has one.
func schemaOf[T any](s *Server) *huma.Schema {
	return s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[T](), true, "")
}

// Paging is which rows of a list are asked for. It is exported because huma
// reads the parameters of exported parts only.
type Paging struct {
	Offset int `query:"offset" minimum:"0" doc:"Rows to leave out."`
	Limit  int `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Rows at most."`
}

func (p Paging) page() core.Page { return core.Page{Offset: p.Offset, Limit: p.Limit} }

// body is an answer with nothing but a body.
type body[T any] struct{ Body T }

// stated is an answer whose status says more than its body.
type stated[T any] struct {
	Status   int
	Location string `header:"Location"`
	Body     T
}

// yesNo reads an optional boolean parameter.
func yesNo(field, value string) (*bool, error) {
	if value == "" {
		return nil, nil
	}
	b, err := strconv.ParseBool(value)
	if err != nil {
		return nil, casework.FieldError(casework.Invalid, field, "true or false")
	}
	return &b, nil
}
