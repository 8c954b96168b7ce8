package machine_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// What is drawn beside, by a stream of its own: a kind or a draw that comes makes other lives of
// those it falls to, and all the rest stay what they were.

// drawn are the kinds there were when seeds began to be noted down.
var drawn = []casework.Kind{
	casework.Service, casework.Document, casework.Complaint, kind.Petition, casework.Supervision, kind.Contact, casework.Duties, casework.Absence, casework.Accountability,
}

// beside is the seed from which on all lives are drawn so: what was found before it stays the
// life it was.
const beside = 311001

// drawBeside gives some lives to kinds that came since, and some to a revision from before the
// newest, which cases begun under it keep to.
func (l *life) drawBeside() {
	if _, noted := found[l.seed]; noted && l.seed < beside {
		return
	}
	rng := rand.New(rand.NewPCG(l.seed, 4))
	l.other = rng
	newer := slices.DeleteFunc(kind.Office().Kinds(), func(k casework.Kind) bool { return slices.Contains(drawn, k) })
	if rng.IntN(4) == 0 && len(newer) > 0 {
		l.start.Kind = pick(rng, newer)
		l.start.Declared = kind.Office().Of(l.start.Kind).Revision
	}
	if before := len(kind.Office().Of(l.start.Kind).Earlier); rng.IntN(5) == 0 && before > 0 {
		l.start.Declared = rng.IntN(before)
	}
}

// policy is another version of the policy a case is counted by, for some recounts.
func (l *life) policy(st casework.State) string {
	id, _, ok := strings.Cut(st.Policy, "@")
	if l.other == nil || !ok || l.seed < beside || l.other.IntN(4) > 0 {
		return ""
	}
	var versions []string
	for _, p := range loaded().Policies {
		if p.ID == id {
			versions = append(versions, p.Ref())
		}
	}
	return pick(l.other, versions)
}

var loaded = sync.OnceValue(func() *reference.Reference {
	ref, err := reference.Load(kind.Office())
	if err != nil {
		panic(err)
	}
	return &ref
})

// fillIn fills in what the form of the matter asks for besides: all of it for a kind that came
// since, of the others something in some lives; and which papers were ticked, and who took it in.
func (l *life) fillIn() {
	s, rng := &l.start, l.other
	if rng == nil {
		return
	}
	came := !slices.Contains(drawn, s.Kind)
	if came {
		if of := slices.DeleteFunc(slices.Clone(loaded().Items), func(it policy.Item) bool { return it.Kind != s.Kind }); len(of) > 0 {
			s.Item = pick(rng, of).ID
		}
	}
	if i := slices.IndexFunc(loaded().Items, func(it policy.Item) bool { return it.ID == s.Item }); i >= 0 {
		if it := loaded().Items[i]; came || rng.IntN(4) == 0 {
			l.facts(rng, it)
			l.tick(rng, it)
		}
	}
	if rng.IntN(4) == 0 { // who registered it may take that back
		s.Facts[casework.FactRegistrar] = pick(rng, []string{"handler", "clerk", "general_office", "supervision_office"})
	}
}

// facts are codes as the form takes them; what its kind refuses is drawn anew.
func (l *life) facts(rng *rand.Rand, it policy.Item) {
	s := &l.start
	takes := kind.Office().Of(s.Kind).Takes
	for range 9 {
		for _, f := range it.Fields {
			if _, is := s.Facts[f.Name]; f.Fact && !is && (f.Required || rng.IntN(2) == 0) {
				s.Facts[f.Name] = l.factOf(rng, f)
			}
		}
		if takes == nil || takes(kind.Taking{Facts: s.Facts, By: "clerk", Received: s.Received, Registered: s.Registered}) == nil {
			return
		}
		clear(s.Facts)
	}
}

func (l *life) factOf(rng *rand.Rand, f policy.FormField) string {
	switch f.Type {
	case policy.FieldSelect:
		return pick(rng, f.Options)
	case policy.FieldMoment:
		return l.start.Registered.Add(time.Duration(rng.IntN(400)-100) * time.Hour).Format(time.RFC3339)
	case policy.FieldUnit:
		return pick(rng, []string{"permits", "roads"})
	case policy.FieldPost:
		return pick(rng, posts)
	case policy.FieldPerson:
		return pick(rng, []string{"handler", "backup"})
	case policy.FieldNumber:
		return "BJ2026-000777"
	}
	return "true"
}

// tick draws which papers were there at the counter.
func (l *life) tick(rng *rand.Rand, it policy.Item) {
	if len(it.Materials) == 0 || l.start.Kind != casework.Service {
		return
	}
	lacks := rng.IntN(3)
	for _, m := range it.Materials {
		if lacks == 0 || rng.IntN(2) == 0 {
			l.start.Papers = append(l.start.Papers, casework.Paper{Code: m.Code, Form: m.Form, Copies: m.Copies})
		}
	}
	l.start.Intake = it.Intake(l.start.Papers, lacks > 0, rng.IntN(4) == 0)
}
