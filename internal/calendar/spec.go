package calendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
)

// Span is one stretch of office hours, wall times "HH:MM" of the calendar's
// zone; To may be "24:00". JSON: ["08:30","12:00"].
type Span struct{ From, To string }

// MarshalJSON writes the pair.
func (s Span) MarshalJSON() ([]byte, error) { return json.Marshal([2]string{s.From, s.To}) }

// UnmarshalJSON reads exactly two strings.
func (s *Span) UnmarshalJSON(raw []byte) error {
	var pair []string
	if err := json.Unmarshal(raw, &pair); err != nil || len(pair) != 2 {
		return refuse("hours", BadHours, "want a pair such as [\"08:30\",\"12:00\"]")
	}
	s.From, s.To = pair[0], pair[1]
	return nil
}

// Season gives part of every year, "MM-DD" to "MM-DD" both included, its own
// week (R178: summer and winter afternoons). A season may run over New Year.
type Season struct {
	From string            `json:"from"`
	To   string            `json:"to"`
	Week map[string][]Span `json:"week"`
}

// Spec is a calendar as written down. The zero Spec is the default office:
// Asia/Shanghai, Monday to Friday 08:30-12:00 and 14:00-17:30, no holidays.
type Spec struct {
	Zone    string            `json:"zone,omitempty"`    // IANA name; empty = Asia/Shanghai
	Week    map[string][]Span `json:"week,omitempty"`    // mon..sun; a day left out is closed; nil = default hours
	Seasons []Season          `json:"seasons,omitempty"` // must not overlap
	Off     []string          `json:"off,omitempty"`     // YYYY-MM-DD
	Work    []string          `json:"work,omitempty"`    // make-up days; one whose weekday is closed takes Monday's hours
	Half    map[string][]Span `json:"half,omitempty"`    // working days with hours of their own; each is one day in the count
	Years   []int             `json:"years,omitempty"`   // years whose list is announced; empty = complete, never provisional
	Source  map[string]string `json:"source,omitempty"`  // year -> notice; not read by the count
}

// ParseSpec reads a Spec strictly: an unknown field is refused, because a
// misspelt "off" would give a wrong date, and that is worse than none.
func ParseSpec(raw []byte) (Spec, error) {
	var s Spec
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		var own *Error
		if errors.As(err, &own) {
			return Spec{}, own
		}
		return Spec{}, refuse("calendar", BadJSON, "%v", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return Spec{}, refuse("calendar", BadJSON, "more than one value")
	}
	return s, nil
}

// Override lays a unit's own days on top. Local days win over the same date
// below; a local week replaces week and seasons, local seasons the seasons;
// announced years add up, unless s is complete and stays so.
func (s Spec) Override(local Spec) Spec {
	out := s
	if local.Zone != "" {
		out.Zone = local.Zone
	}
	if local.Week != nil {
		out.Week, out.Seasons = local.Week, local.Seasons
	} else if local.Seasons != nil {
		out.Seasons = local.Seasons
	}
	isOff := func(d string) bool { return slices.Contains(local.Off, d) }
	isWorked := func(d string) bool { _, half := local.Half[d]; return half || slices.Contains(local.Work, d) }
	out.Off = slices.Concat(without(s.Off, isWorked), local.Off)
	out.Work = slices.Concat(without(s.Work, isOff), local.Work)
	out.Half = maps.Clone(s.Half)
	maps.DeleteFunc(out.Half, func(d string, _ []Span) bool { return isOff(d) || isWorked(d) })
	if out.Half == nil {
		out.Half = map[string][]Span{}
	}
	maps.Copy(out.Half, local.Half)
	if len(s.Years) > 0 {
		out.Years = slices.Concat(s.Years, local.Years)
	}
	out.Source = maps.Clone(s.Source)
	if out.Source == nil {
		out.Source = map[string]string{}
	}
	maps.Copy(out.Source, local.Source)
	return out
}

func without(days []string, drop func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(days), drop)
}

// DefaultWeek is the design's default office.
func DefaultWeek() map[string][]Span {
	week := make(map[string][]Span, 5)
	for _, day := range weekdays[:5] {
		week[day] = []Span{{"08:30", "12:00"}, {"14:00", "17:30"}}
	}
	return week
}
