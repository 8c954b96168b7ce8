package law

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Book is every regulation the house knows, the rules it keeps, and what was once
// cited wrongly.
type Book struct {
	Regulations []*Regulation
	Rules       []Rule
	Wrong       []Wrong

	titles map[string][]Place
	names  map[rune][]string // of titles by their first letter, longest first
	byRule map[string]*Rule
}

// Rule is one rule of the house, and the articles it rests on.
type Rule struct {
	ID     string // R069
	ZH, EN string
	On     []Place
	// NoteZH and NoteEN say where the articles are silent, or were once read otherwise.
	NoteZH, NoteEN string
}

// Wrong is a citation that stands in published policies, which change no more, and the
// right one beside it.
type Wrong struct {
	Versions          []string // of policies, that cite it: document@2
	Cited, Right, Why string
}

// Load reads folder law: a regulation a file, rules.csv, wrong.csv.
func Load(files fs.FS) (*Book, error) {
	b := &Book{titles: map[string][]Place{}, names: map[rune][]string{}, byRule: map[string]*Rule{}}
	names, err := fs.Glob(files, "law/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		reg, err := parse(strings.TrimSuffix(path.Base(name), ".txt"), string(text))
		if err != nil {
			return nil, err
		}
		b.Regulations = append(b.Regulations, reg)
	}
	b.index()
	if err := b.rules(files); err != nil {
		return nil, err
	}
	rows, err := table(files, "law/wrong.csv", "versions", "cited", "right", "why")
	for _, row := range rows {
		b.Wrong = append(b.Wrong, Wrong{strings.Fields(row[0]), row[1], row[2], row[3]})
	}
	return b, err
}

// index finds regulations and chapters by every name they are cited by. Where two
// texts of one regulation are known, its name means the one in force last.
func (b *Book) index() {
	newest := map[string]*Regulation{}
	for _, r := range b.Regulations {
		if old := newest[r.Title]; old == nil || old.From < r.From {
			newest[r.Title] = r
		}
	}
	for _, r := range newest {
		for _, name := range append([]string{r.Title}, r.Short...) {
			b.titles[name] = append(b.titles[name], Place{In: r})
		}
		for _, a := range r.Articles {
			if a.style == chapter {
				b.titles[a.Name] = append(b.titles[a.Name], Place{In: r, At: a})
			}
		}
	}
	for name, places := range b.titles {
		first, _ := utf8.DecodeRuneInString(name)
		b.names[first] = append(b.names[first], name)
		slices.SortFunc(places, func(p, q Place) int { return cmp.Compare(p.Ref(), q.Ref()) })
	}
	for _, names := range b.names {
		slices.SortFunc(names, func(x, y string) int { return cmp.Or(cmp.Compare(len(y), len(x)), cmp.Compare(x, y)) })
	}
}

func (b *Book) rules(files fs.FS) error {
	rows, err := table(files, "law/rules.csv", "id", "zh", "en", "articles", "note_zh", "note_en")
	if err != nil {
		return err
	}
	b.Rules = make([]Rule, len(rows))
	for i, row := range rows {
		rule := Rule{ID: row[0], ZH: row[1], EN: row[2], NoteZH: row[4], NoteEN: row[5]}
		for _, ref := range strings.Fields(row[3]) {
			p, err := b.Ref(ref)
			if err != nil {
				return fmt.Errorf("law: rule %s rests on %w", rule.ID, err)
			}
			rule.On = append(rule.On, p)
		}
		b.Rules[i] = rule
		b.byRule[rule.ID] = &b.Rules[i]
	}
	return nil
}

// table reads a CSV file with the given first line.
func table(files fs.FS, name string, head ...string) ([][]string, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], head) {
		return nil, fmt.Errorf("%s begins with %s", name, strings.Join(head, ","))
	}
	return rows[1:], nil
}

// Rule finds a rule by its id.
func (b *Book) Rule(id string) (*Rule, bool) {
	r, ok := b.byRule[id]
	return r, ok
}

// Ref finds a place by its name in tables: licensing/32.4.
func (b *Book) Ref(ref string) (Place, error) {
	id, address, _ := strings.Cut(ref, "/")
	i := slices.IndexFunc(b.Regulations, func(r *Regulation) bool { return r.ID == id })
	if i < 0 {
		return Place{}, fmt.Errorf("%s, which is no regulation here", ref)
	}
	return b.Regulations[i].At(address)
}

// Find finds the places that a name of a regulation, or its id, and an address may
// mean: several where several regulations bear the name and none says which.
func (b *Book) Find(name, address string) []Place {
	if p, err := b.Ref(strings.TrimSuffix(name+"/"+address, "/")); err == nil {
		return []Place{p}
	}
	var out []Place
	for _, start := range b.titles[name] {
		p, err := start.In.At(strings.Trim(start.Address()+"."+address, "."))
		if err != nil && start.At != nil && strings.HasPrefix(address, start.At.Address+".") { // counted from the regulation
			p, err = start.In.At(address)
		}
		if err == nil {
			out = append(out, p)
		}
	}
	return out
}

// Versions are all texts of a regulation, the newest first.
func (b *Book) Versions(r *Regulation) []*Regulation {
	var out []*Regulation
	for _, o := range b.Regulations {
		if o.Title == r.Title {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(x, y *Regulation) int { return cmp.Compare(y.From, x.From) })
	return out
}

// On is the text of a regulation that was in force on a day: 2024-05-01.
func (b *Book) On(r *Regulation, day string) (*Regulation, bool) {
	for _, v := range b.Versions(r) {
		if v.From <= day && (v.Until == "" || day <= v.Until) {
			return v, true
		}
	}
	return nil, false
}

// RestOn are the rules that rest on a place, on what stands within it, or on what it
// stands in.
func (b *Book) RestOn(p Place) []Rule {
	var out []Rule
	for _, r := range b.Rules {
		if slices.ContainsFunc(r.On, func(q Place) bool { return q.Within(p) || p.Within(q) }) {
			out = append(out, r)
		}
	}
	return out
}
