package e2e

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// scene is one way a case comes to its end, by hand: taken in by its form, and led
// there by the buttons on its page, each pressed by whoever may.
type scene struct {
	name   string // other scenes of the table call its case $name
	by     string // who takes it in
	item   string
	kind   casework.Kind
	fields map[string]string
	moves  []move
	// How it then stands: the stage, closed where there is a result, and the word
	// for it at the head of the page.
	stage  casework.Stage
	result string
	says   string
}

// move is one step of a scene.
type move struct {
	who, act string
	with     map[string]string
	of       string         // of another scene's case
	refused  bool           // the form comes back and says why
	until    casework.Stage // no act: the clock brings it there
	ranOut   string         // no act: a clock runs out
}

// does is somebody's act; fields follow in pairs of name and value.
func does(who, act string, fields ...string) move {
	m := move{who: who, act: act, with: map[string]string{}}
	for i := 0; i+1 < len(fields); i += 2 {
		m.with[fields[i]] = fields[i+1]
	}
	return m
}

func (m move) onCase(name string) move { m.of = name; return m }

func (m move) isRefused() move { m.refused = true; return m }

func reaches(stage casework.Stage) move { return move{until: stage} }

// officeWindows are the windows of those who keep the matters inside the office,
// opened when first needed: leaders have a phone, the supervision office a browser
// without scripts.
type officeWindows struct {
	b      *browser
	open   map[string]*tab
	signed map[string]*person // the same people at the JSON API, to look at what became of it
}

func (w officeWindows) as(name string) *person {
	w.b.t.Helper()
	if w.signed[name] == nil {
		w.signed[name] = w.b.h.as(name)
	}
	return w.signed[name]
}

func (w officeWindows) of(name string) *tab {
	w.b.t.Helper()
	if _, there := w.open[name]; !there {
		width := int64(1280)
		if strings.Contains(name, "leader") {
			width = 390
		}
		w.open[name] = w.b.enter(name, width)
		if name == "supervision_office" {
			w.open[name].withoutScripts()
		}
	}
	return w.open[name]
}

// play goes through a table of scenes in order.
func (w officeWindows) play(t *testing.T, scenes []scene) {
	t.Helper()
	numbers := map[string]string{}
	for _, s := range scenes {
		number := w.of(s.by).fileOne(s)
		numbers[s.name] = number
		for _, m := range s.moves {
			w.step(t, numbers, number, m)
		}
		w.seeEnd(t, s, number)
	}
}

// step makes one move.
func (w officeWindows) step(t *testing.T, numbers map[string]string, number string, m move) {
	t.Helper()
	if m.of != "" {
		number = numbers[m.of]
	}
	with := map[string]string{}
	for name, value := range m.with {
		if value == "$now" {
			value = beijing(t, time.Now()).Format(datetimeLocal)
		}
		if value == "$file" {
			value = w.as(m.who).attach(number, "签收单.txt", "已签收", casework.PurposeReceipt)
		}
		if other, named := strings.CutPrefix(value, "$"); named {
			value = numbers[other]
		}
		with[name] = value
	}
	switch {
	case m.until != "":
		eventually(t, answeredWithin, "the case comes to "+string(m.until), func() bool {
			return w.as(principal).view(number).Stage == m.until
		})
	case m.ranOut != "":
		eventually(t, answeredWithin, m.ranOut+" runs out", func() bool {
			return w.as(general).clock(number, m.ranOut).Status != casework.Running
		})
	case m.refused:
		require.NotEmpty(t, w.of(m.who).refusedHere(number, m.act, with), "%s of %s", m.act, m.who)
	default:
		w.of(m.who).act(number, m.act, with)
	}
}

// seeEnd holds the case and its page against the end it must have come to.
func (w officeWindows) seeEnd(t *testing.T, s scene, number string) {
	t.Helper()
	view := w.as(s.by).view(number)
	if s.result != "" {
		ended(w.as(s.by), number, s.result)
	} else {
		require.Equal(t, s.stage, view.Stage, s.name)
	}
	reader := w.of(s.by)
	reader.open("/cases/" + number)
	require.Contains(t, reader.text(".case-head"), s.says, s.name)
	require.True(t, reader.fits(), "%s is wider than the window", s.name)
	require.Empty(t, codesIn(reader.text("main")), "a code stands where a word should: %s", s.name)
}

// codeShown is the name of a thing as programs write it.
var codeShown = regexp.MustCompile(`\b[a-z]+[_-][a-z_-]+\b@?`)

// codesIn finds where a code stands for a word. People read words, but for the
// versions of rules, which have no other name.
func codesIn(page string) []string {
	return slices.DeleteFunc(codeShown.FindAllString(page, -1), func(code string) bool { return strings.HasSuffix(code, "@") })
}

// fileOne takes a case in by the form of its item.
func (w *tab) fileOne(s scene) (number string) {
	w.t.Helper()
	w.open("/register/" + s.item)
	w.answer("f-", s.fields)
	w.press(".register-grid button.primary")
	return w.landed(s.kind)
}

// landed is the number of the case one is led to.
func (w *tab) landed(of casework.Kind) (number string) {
	w.t.Helper()
	number = strings.TrimPrefix(w.path(), "/cases/")
	got, _, _, ok := kind.Office().Parse(number)
	if !ok {
		require.FailNow(w.t, "no case was taken in", "%s at %s: %s", w.name, w.path(), w.text("main"))
	}
	require.Equal(w.t, of, got)
	return number
}
