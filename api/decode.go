package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/internal/casework"
)

// rawBody is a request body that the handler decodes itself, so that a wrong
// role is answered before a wrong field, and every refusal names field and rule.
type rawBody struct {
	RawBody []byte `contentType:"application/json"`
}

// decode reads one JSON value into a struct or a map and refuses everything
// else: NotJSON for what is no JSON, UnknownField and Invalid with the field's
// name for what does not fit. An empty body is an empty object.
func decode(raw []byte, into any) error {
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil
	}
	if err := edge.JSON(raw); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return refusedJSON(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return casework.FieldError(casework.NotJSON, "body", "")
	}
	return nil
}

func refusedJSON(err error) error {
	var kind *json.UnmarshalTypeError
	switch name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case unknown:
		return casework.FieldError(casework.UnknownField, strings.Trim(name, `"`), "")
	case errors.As(err, &kind) && kind.Field == "":
		return casework.FieldError(casework.Invalid, "body", "object")
	case errors.As(err, &kind):
		return casework.FieldError(casework.Invalid, kind.Field, kind.Type.Kind().String())
	default:
		return casework.FieldError(casework.NotJSON, "body", "")
	}
}
