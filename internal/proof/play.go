package proof

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/simulate"
)

// loaded is a house as it runs.
type loaded struct {
	house  House
	book   *policy.Book
	kinds  *kind.Set
	rights *access.Table

	mu      sync.Mutex
	offices map[string]*loaded // the same house where an example's office keeps other hours or chose otherwise
}

// load reads a house as an installation would. The error is a refusal.
func load(h House) (*loaded, error) {
	book, err := h.book()
	if err != nil {
		return nil, err
	}
	return &loaded{house: h, book: book, kinds: book.Kinds(), rights: access.New(book.Kinds())}, nil
}

// in is the house as an office of its own has it, loaded once.
func (l *loaded) in(o examples.Office) (*loaded, error) {
	if len(o.Choices)+len(o.Seasons) == 0 {
		return l, nil
	}
	key := fmt.Sprint(o.Choices, string(o.Seasons)) // a map is printed in the order of its keys
	l.mu.Lock()
	defer l.mu.Unlock()
	if own := l.offices[key]; own != nil {
		return own, nil
	}
	h, err := l.house.of(o)
	if err != nil {
		return nil, err
	}
	h.sound = l.kinds
	own, err := load(h)
	if err != nil {
		return nil, err
	}
	if l.offices == nil {
		l.offices = map[string]*loaded{}
	}
	l.offices[key] = own
	return own, nil
}

// stage is a house with one example on it.
type stage struct {
	*loaded
	examples.Example
	played *simulate.Played // nil: no case was taken in
}

// run runs an example and tells what did not come true; nothing where it is green.
func (l *loaded) run(e examples.Example) (red []string) {
	own, err := l.in(e.Office)
	if err != nil {
		return []string{"its office cannot be loaded: " + err.Error()}
	}
	s := &stage{loaded: own, Example: e}
	defer func() {
		if broken := recover(); broken != nil {
			red = []string{fmt.Sprintf("it broke: %v", broken)}
		}
	}()
	if e.Case.Received != "" {
		if err := s.play(); err != nil {
			return []string{"it could not be played: " + err.Error()}
		}
		red = append(s.wanted(), s.unwanted()...)
	}
	for i, a := range e.Asks {
		for _, wrong := range s.ask(a) {
			red = append(red, fmt.Sprintf("asks[%d] %s: %s", i, a.Says.EN, wrong))
		}
	}
	return red
}

// play brings the example's case to its end.
func (s *stage) play() error {
	cal, _, err := s.book.Calendar("")
	if err != nil {
		return err
	}
	received, err := simulate.ParseInstant(s.Case.Received)
	if err != nil {
		return err
	}
	until, err := simulate.ParseInstant(s.Example.Until)
	if err != nil {
		return err
	}
	in := simulate.Input{
		Kind: casework.Kind(s.Case.Kind), Item: s.Case.Item, Received: received.In(cal.Location()), Until: until.In(cal.Location()),
		Facts: s.Case.Facts, Earlier: s.Case.Earlier, Leave: s.house.Leave, Rights: s.rights,
	}
	for _, text := range s.Case.Papers {
		p, _ := casework.ParsePaper(text)
		in.Papers = append(in.Papers, p)
	}
	if away := s.Case.Away; away.From != "" {
		if in.Term, err = term(away, cal.Location()); err != nil {
			return err
		}
	}
	raw, err := json.Marshal(s.Acts)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, &in.Acts); err != nil {
		return err
	}
	s.played, err = simulate.Play(s.book, in)
	return err
}

func term(away examples.Away, zone *time.Location) (out casework.Span, err error) {
	from, err := simulate.ParseInstant(away.From)
	if err != nil {
		return out, err
	}
	until, err := simulate.ParseInstant(away.Until)
	return casework.Span{From: from.In(zone), To: until.In(zone)}, err
}

// wanted are the events that did not come, or not so.
func (s *stage) wanted() (red []string) {
	came := make([]bool, len(s.played.Lines))
	for _, w := range s.Want {
		i := -1
		for j, l := range s.played.Lines {
			if !came[j] && s.is(w, l) {
				i = j
				break
			}
		}
		if i < 0 {
			red = append(red, fmt.Sprintf("it never came: %s %s %s%s %v", w.At, w.Event, w.Clock, level(w.Level), w.To)+s.nearest(w))
			continue
		}
		came[i] = true
	}
	return red
}

// nearest are the events of that name and clock that did come, for whoever mends it.
func (s *stage) nearest(w examples.Event) string {
	var near []string
	for _, l := range s.played.Lines {
		if string(l.Event) == w.Event && l.Clock == w.Clock {
			near = append(near, fmt.Sprintf("%s %s %s%s %v %v", l.At[:16], l.Case, l.Clock, level(l.Level), l.To, l.Detail))
		}
	}
	if len(near) == 0 {
		return ""
	}
	return "; there were: " + strings.Join(near, "; ")
}

func level(l string) string {
	if l == "" {
		return ""
	}
	return " " + l
}

func (s *stage) is(w examples.Event, l simulate.Line) bool {
	return string(l.Event) == w.Event && minute(l) == w.At && l.Clock == w.Clock && l.Level == w.Level &&
		l.Case == s.number(w.Case) && (w.To == nil || sameRoles(w.To, l.To)) && has(l.Detail, w.Detail)
}

// number is that of a case as an example writes it: nothing is its own.
func (s *stage) number(of string) string {
	if of == "" {
		return s.played.Main()
	}
	return of
}

func minute(l simulate.Line) string { return l.At[:len("2006-01-02T15:04")] }

func sameRoles(want []string, got []casework.Role) bool {
	if len(want) != len(got) {
		return false
	}
	return !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(got, casework.Role(w)) })
}

func has(detail, want map[string]string) bool {
	for key, value := range want {
		if detail[key] != value {
			return false
		}
	}
	return true
}

// unwanted are the events that came and must not.
func (s *stage) unwanted() (red []string) {
	for _, a := range s.Not {
		for _, l := range s.played.Lines {
			if s.isUnwanted(a, l) {
				red = append(red, fmt.Sprintf("it came and must not: %s %s %s %s %v", minute(l), l.Event, l.Clock, l.Level, l.To))
			}
		}
	}
	return red
}

func (s *stage) isUnwanted(a examples.Absent, l simulate.Line) bool {
	told := len(a.To) == 0 || slices.ContainsFunc(a.To, func(r string) bool { return slices.Contains(l.To, casework.Role(r)) })
	return string(l.Event) == a.Event && (a.Clock == "" || l.Clock == a.Clock) && (a.Level == "" || l.Level == a.Level) &&
		(a.Case == "" || l.Case == a.Case) && told && (a.From == "" || minute(l) >= a.From) && (a.Until == "" || minute(l) <= a.Until) &&
		has(l.Detail, a.Detail)
}

// stood is the case a question is asked of, and when.
func (s *stage) stood(a examples.Ask) (*casework.State, time.Time, error) {
	state, at := &casework.State{Kind: casework.Kind(s.Case.Kind), Run: 1, Facts: s.Case.Facts}, time.Time{}
	if s.played != nil {
		text := a.At
		if text == "" {
			text = s.Example.Until
		}
		when, err := simulate.ParseInstant(text)
		if err != nil {
			return nil, at, err
		}
		found, known := s.played.State(a.Of, when)
		if !known {
			return nil, at, fmt.Errorf("no case %s at %s", a.Of, text)
		}
		cal, _, err := s.book.Calendar("")
		if err != nil {
			return nil, at, err
		}
		state, at = found.Clone(), when.In(cal.Location())
	} else {
		state = state.Clone()
		state.Stage = s.kinds.Of(state.Kind).Opens
	}
	if a.Stage != "" {
		state.Stage = casework.Stage(a.Stage)
	}
	if len(a.Facts) > 0 && state.Facts == nil {
		state.Facts = map[string]string{}
	}
	for k, v := range a.Facts {
		state.Facts[k] = v
	}
	return state, at, nil
}
