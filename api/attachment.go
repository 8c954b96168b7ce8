package api

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/trace"
	"github.com/shixian/shixian/api/upload"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
)

// attachInput leaves the body where it is: it is read once the person is known to
// be one who may.
type attachInput struct {
	CasePath
	Keyed
	request *http.Request
}

// Resolve implements huma.Resolver.
func (in *attachInput) Resolve(ctx huma.Context) []error {
	in.request = (&http.Request{Header: http.Header{}, Body: io.NopCloser(ctx.BodyReader()), Method: ctx.Method()}).WithContext(ctx.Context())
	in.request.Header.Set("Content-Type", ctx.Header("Content-Type"))
	return nil
}

type attachmentInput struct {
	CasePath
	ID string `path:"id" maxLength:"64" doc:"Of the command that attached it."`
}

// attachmentRoutes are those of files; attaching is a command and in its table.
func attachmentRoutes() []auth.Rule {
	return []auth.Rule{
		{Method: http.MethodGet, Path: base + "/cases/:number/attachments", Access: access.CasePersonal},
		{Method: http.MethodGet, Path: base + "/cases/:number/attachments/:id", Access: access.CasePersonal},
	}
}

func (s *Server) registerAttachments() {
	get := func(path, id, summary string) huma.Operation {
		return failing(operation(http.MethodGet, "/cases/{number}/attachments"+path, id, summary, "attachments"), http.StatusNotFound)
	}
	register(s, get("", "list-attachments", "The files one may read; every reading is audited"), s.listAttachments)
	one := get("/{id}", "get-attachment", "One file, as it was sent")
	content := map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
	one.Responses = map[string]*huma.Response{"200": {Description: "The file, under its name.", Content: content}}
	register(s, one, s.getAttachment)
	op := operation(http.MethodPost, "/cases/{number}/"+casework.Attach, casework.Attach, summary(casework.Attach), "attachments")
	op = failing(op, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity)
	register(s, keeping[cases.Answer](s, op), s.attach)
	// Told afterwards: a body huma knows of is a body it reads.
	form := map[string]*huma.MediaType{"multipart/form-data": {Schema: s.attachSchema()}}
	s.api.OpenAPI().Paths[op.Path].Post.RequestBody = &huma.RequestBody{Required: true, Content: form}
}

// attachSchema is the form of a file: a part of a form has no case_kind to tell bodies
// apart by, so what only some kinds ask for is said with the field.
func (s *Server) attachSchema() *huma.Schema {
	out := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: false, Properties: map[string]*huma.Schema{}}
	for _, v := range s.formsOf(casework.Attach) {
		one := formSchema(v)
		for name, field := range one.Properties {
			if known := out.Properties[name]; known != nil {
				for _, choice := range field.Enum {
					if !slices.Contains(known.Enum, choice) {
						known.Enum = append(known.Enum, choice)
					}
				}
				continue
			}
			out.Properties[name] = field
		}
		if out.Required == nil {
			out.Required = one.Required
		}
		out.Required = slices.DeleteFunc(out.Required, func(name string) bool { return !slices.Contains(one.Required, name) })
		out.Description = strings.TrimSpace(out.Description + " " + one.Description)
	}
	return s.named("AttachArgs", out)
}

// attach serves POST /cases/{number}/attach, as command serves the others.
func (s *Server) attach(ctx context.Context, p casework.Principal, in *attachInput) (*stated[cases.Answer], error) {
	var form upload.Form
	defer form.Close()
	answer, err := s.counter.Attach(ctx, p, in.Number, func() (cases.Sent, error) {
		if err := form.Read(in.request); err != nil {
			return cases.Sent{}, err
		}
		raw := map[string]any{}
		for name, values := range form.Values {
			raw[name] = values[0]
		}
		return cases.Sent{Raw: raw, File: form.File, Key: in.Key}, nil
	})
	return answered(in.Number, answer, err)
}

// listAttachments serves GET /cases/{number}/attachments.
func (s *Server) listAttachments(ctx context.Context, p casework.Principal, in *CasePath) (*body[[]casework.Attachment], error) {
	rows, err := s.counter.Attachments(ctx, p, in.Number)
	return &body[[]casework.Attachment]{rows}, err
}

// getAttachment serves GET /cases/{number}/attachments/{id}. A file that turns
// out altered on the way ends short of its length, which no client takes for whole.
func (s *Server) getAttachment(ctx context.Context, p casework.Principal, in *attachmentInput) (*huma.StreamResponse, error) {
	a, file, err := s.counter.Attachment(ctx, p, in.Number, in.ID)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(out huma.Context) {
		for name, value := range upload.Headers(a) {
			out.SetHeader(name, value)
		}
		if _, err := io.Copy(out.BodyWriter(), file); err != nil {
			s.log.ErrorContext(ctx, "attachment not sent", "request", trace.RequestID(ctx), "error", err)
		}
	}}, nil
}
