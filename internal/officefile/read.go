package officefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// maxDepth is deeper than any office is nested.
const maxDepth = 32

// node is a JSON value with the line it stands on.
type node struct {
	line  int
	value any // nil, bool, json.Number, string, []node, []member
}

// member is one field of an object, in the order of the file.
type member struct {
	name  string
	line  int
	value node
}

// reader turns text into nodes. It stops at the first fault of the JSON itself:
// what follows one is a guess.
type reader struct {
	raw  []byte
	d    *json.Decoder
	from int64 // how far lines are counted
	line int
}

// parse reads one JSON value and nothing after it.
func parse(raw []byte) (node, *Problem) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")) // what spreadsheets and Windows put first
	switch {
	case len(raw) > MaxBytes:
		return node{}, &Problem{Zh: tooLarge.zh, En: tooLarge.en}
	case !utf8.Valid(raw):
		return node{}, &Problem{Zh: notUTF8.zh, En: notUTF8.en}
	}
	r := &reader{raw: raw, d: json.NewDecoder(bytes.NewReader(raw)), line: 1}
	r.d.UseNumber()
	n, err := r.value(0)
	if err == nil {
		if _, err = r.d.Token(); errors.Is(err, io.EOF) {
			return n, nil
		}
		return n, r.fault(more, nil)
	}
	if errors.Is(err, errDeep) {
		return n, r.fault(tooDeep, nil)
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, r.fault(notJSON, err)
}

var errDeep = errors.New("too deep")

func (r *reader) fault(s said, err error) *Problem {
	if err != nil {
		s = s.with(err)
	}
	var syntax *json.SyntaxError
	at := r.d.InputOffset()
	switch {
	case errors.As(err, &syntax):
		at = max(at, syntax.Offset-1)
	case errors.Is(err, io.ErrUnexpectedEOF):
		at = int64(len(r.raw))
	}
	return &Problem{Line: r.count(min(at, int64(len(r.raw)))), Zh: s.zh, En: s.en}
}

// count is the line of an offset; offsets only grow.
func (r *reader) count(offset int64) int {
	r.line += bytes.Count(r.raw[r.from:max(offset, r.from)], []byte{'\n'})
	r.from = max(offset, r.from)
	return r.line
}

func (r *reader) value(depth int) (node, error) {
	t, err := r.d.Token()
	if err != nil {
		return node{}, err
	}
	n := node{line: r.count(r.d.InputOffset()), value: t}
	open, nested := t.(json.Delim)
	switch {
	case !nested:
		return n, nil
	case depth > maxDepth:
		return n, errDeep
	case open == '[':
		n.value, err = r.list(depth)
	default:
		n.value, err = r.object(depth)
	}
	return n, err
}

func (r *reader) list(depth int) ([]node, error) {
	all := []node{}
	for r.d.More() {
		n, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	_, err := r.d.Token()
	return all, err
}

func (r *reader) object(depth int) ([]member, error) {
	all := []member{}
	for r.d.More() {
		t, err := r.d.Token()
		if err != nil {
			return nil, err
		}
		name, _ := t.(string) // the decoder lets nothing else stand here
		line := r.count(r.d.InputOffset())
		n, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		all = append(all, member{name, line, n})
	}
	_, err := r.d.Token()
	return all, err
}

// plain is the value without its lines, as encoding/json would have read it.
func (n node) plain() any {
	switch v := n.value.(type) {
	case []node:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = e.plain()
		}
		return out
	case []member:
		out := make(map[string]any, len(v))
		for _, m := range v {
			out[m.name] = m.value.plain()
		}
		return out
	}
	return n.value
}

// at names an element of a list.
func at(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
