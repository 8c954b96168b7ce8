package edge

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/casework"
)

// Bounds of an address: far above the longest this server writes itself.
const (
	maxPath  = 1 << 10
	maxQuery = 16 << 10
)

// textRule is what every text must be; the database keeps nothing else.
const textRule = "UTF-8"

// kept are the headers whose values reach the database. Others are compared or
// thrown away, and what a proxy or another program puts there is no reason to refuse.
var kept = []string{"Idempotency-Key"}

// Text refuses an address or a header that cannot be read as text: too long,
// malformed, not UTF-8, or with a NUL in it. The refusal names the part.
func Text(r *http.Request) error {
	switch {
	case len(r.URL.Path) > maxPath:
		return casework.FieldError(casework.Invalid, "path", "max:"+strconv.Itoa(maxPath))
	case !readable(r.URL.Path):
		return casework.FieldError(casework.Invalid, "path", textRule)
	case len(r.URL.RawQuery) > maxQuery:
		return casework.FieldError(casework.Invalid, "query", "max:"+strconv.Itoa(maxQuery))
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return casework.FieldError(casework.Invalid, "query", "application/x-www-form-urlencoded")
	}
	if err := Values("query", values); err != nil {
		return err
	}
	for _, name := range kept {
		for _, value := range r.Header.Values(name) {
			if !readable(value) {
				return casework.FieldError(casework.Invalid, name, textRule)
			}
		}
	}
	return nil
}

// Values refuses a query or a form with a name or a value that is no text. A value
// is named by its field, a name by the part it stands in.
func Values(part string, values url.Values) error {
	for name, all := range values {
		if !readable(name) {
			return casework.FieldError(casework.Invalid, part, textRule)
		}
		for _, value := range all {
			if !readable(value) {
				return casework.FieldError(casework.Invalid, name, textRule)
			}
		}
	}
	return nil
}

// JSON refuses a body with a string that is no text: bytes that are not UTF-8,
// which a decoder would silently replace, and an escaped NUL. What is no JSON is
// left to whoever decodes it.
func JSON(raw []byte) error {
	if utf8.Valid(raw) && !bytes.Contains(raw, []byte(`\u0000`)) {
		return nil // nearly always
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var within place
	for {
		from := d.InputOffset()
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return nil //nolint:nilerr // no JSON: the decoder says so in its own words
		}
		text, isText := token.(string)
		field := within.next(token)
		if isText && (strings.ContainsRune(text, 0) || !utf8.Valid(raw[from:d.InputOffset()])) {
			return casework.FieldError(casework.Invalid, field, textRule)
		}
	}
}

// place is where in a JSON value a decoder stands.
type place []level

type level struct {
	object bool
	name   string // of the value that comes next; empty: a name does
	named  bool
}

// next takes one token and says to which field it belongs: the outermost that has
// a name, with what lies below it after dots.
func (p *place) next(token json.Token) string {
	field := p.field()
	top := len(*p) - 1
	switch t := token.(type) {
	case json.Delim:
		if t == '}' || t == ']' {
			*p = (*p)[:top]
			p.done()
			return field
		}
		*p = append(*p, level{object: t == '{'})
		return field
	case string:
		if top >= 0 && (*p)[top].object && !(*p)[top].named {
			(*p)[top].name, (*p)[top].named = t, true
			return field
		}
	}
	p.done()
	return field
}

// done ends the value that was under way.
func (p *place) done() {
	if top := len(*p) - 1; top >= 0 {
		(*p)[top].name, (*p)[top].named = "", false
	}
}

func (p *place) field() string {
	var names []string
	for _, l := range *p {
		if l.named {
			names = append(names, l.name)
		}
	}
	if len(names) == 0 {
		return "body"
	}
	return strings.Join(names, ".")
}

func readable(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
