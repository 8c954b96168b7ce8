package proof

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/punch"
	"github.com/shixian/shixian/internal/reference"
)

// House is all that is declared, as values: what a mutant alters is a copy.
type House struct {
	Kinds      []*kind.Declaration
	Policies   []policy.Policy // the newest version of each, which new cases pin
	Items      []policy.Item
	Posts      kind.Posts
	Line       duty.Line
	Leave      policy.Leave
	Scoring    policy.Scoring
	Attendance punch.Rules
	Choices    []policy.Choice // where the sources differ
	Papers     []paper.Form
	National   calendar.Spec // its hours and days

	calendars map[string]*calendar.Calendar
	sound     *kind.Set // the declarations before a mutant altered one
}

// Product is the house the binary carries, of an installation that knows these kinds.
func Product(kinds *kind.Set) (House, error) {
	ref, err := reference.Load(kinds)
	if err != nil {
		return House{}, err
	}
	h := House{
		sound: kinds, Kinds: kinds.All(), Posts: kinds.Posts(), Line: duty.House(), Policies: newest(ref.Policies), Items: ref.Items, Leave: ref.Leave, Scoring: ref.Scoring, Attendance: ref.Attendance, Choices: ref.Presets.Choices, Papers: ref.Papers,
	}
	return h.keeping(ref.National)
}

// keeping is the house by another calendar.
func (h House) keeping(spec calendar.Spec) (House, error) {
	cal, err := calendar.New(spec)
	if err != nil {
		return House{}, err
	}
	h.National, h.calendars = spec, map[string]*calendar.Calendar{reference.NationalCalendar: cal}
	return h, nil
}

// newest keeps of each policy its last version: an older one would lend a clock that a
// mutant dropped.
func newest(all []policy.Policy) (out []policy.Policy) {
	for _, p := range all {
		i := slices.IndexFunc(out, func(q policy.Policy) bool { return q.ID == p.ID })
		switch {
		case i < 0:
			out = append(out, p)
		case out[i].Version < p.Version:
			out[i] = p
		}
	}
	slices.SortFunc(out, func(a, b policy.Policy) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// book loads the house as an installation would. The error is a refusal.
func (h House) book() (*policy.Book, error) {
	kinds, err := h.sound.With(h.Kinds...)
	if err != nil {
		return nil, err
	}
	if err := h.Leave.Check(); err != nil {
		return nil, err
	}
	if err := h.Scoring.Check(); err != nil {
		return nil, err
	}
	return policy.NewBook(kinds.Saying(h.Posts), h.Policies, h.Items, h.calendars, reference.NationalCalendar, policy.DefaultSpread)
}

// of is the house of an office that keeps other hours and chose otherwise than the presets.
func (h House) of(o examples.Office) (House, error) {
	if len(o.Seasons) == 0 {
		return h.choosing(o.Choices), nil
	}
	var seasons []calendar.Season
	if err := json.Unmarshal(o.Seasons, &seasons); err != nil {
		return h, err
	}
	h, err := h.keeping(h.National.Override(calendar.Spec{Seasons: seasons}))
	return h.choosing(o.Choices), err
}

func (h House) choosing(choices map[string]string) House {
	if len(choices) == 0 {
		return h
	}
	h.Policies = slices.Clone(h.Policies)
	for i := range h.Policies {
		chosen := maps.Clone(h.Policies[i].Choices)
		if chosen == nil {
			chosen = map[string]string{}
		}
		maps.Copy(chosen, choices)
		h.Policies[i].Choices = chosen
	}
	return h
}

// withPolicy is the house with a policy altered.
func (h House) withPolicy(at int, alter func(p *policy.Policy)) House {
	h.Policies = slices.Clone(h.Policies)
	h.Policies[at] = copied(h.Policies[at])
	alter(&h.Policies[at])
	return h
}

// withAct is the house with an act of a kind's newest declaration altered.
func (h House) withAct(at, act int, alter func(a *kind.Act)) House {
	return h.withKind(at, func(d *kind.Declaration) {
		a := &d.Acts[act]
		a.At, a.Fields, a.When, a.Meets = slices.Clone(a.At), slices.Clone(a.Fields), slices.Clone(a.When), slices.Clone(a.Meets)
		a.Who = maps.Clone(a.Who)
		alter(a)
	})
}

func (h House) withKind(at int, alter func(d *kind.Declaration)) House {
	h.Kinds = slices.Clone(h.Kinds)
	d := *h.Kinds[at]
	d.Acts = slices.Clone(d.Acts)
	h.Kinds[at] = &d
	alter(&d)
	return h
}

// copied is a value that shares nothing with what it was read from.
func copied[T any](v T) T { return as[T](v) }

// as reads reference data as another type of the same JSON.
func as[T any](v any) (out T) {
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil {
		panic(err) // reference data is JSON to begin with
	}
	return out
}
