package officefile

import (
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// Rules are what an office is bound by: the published policies and the law's ceilings.
type Rules struct {
	Kinds    *kind.Set
	Policies []policy.Policy
	Presets  policy.Presets
	Items    Items // reads a table of matters; nil: none is read
}

// Examined is a file that was read and checked; notes are what is allowed in it and
// worth saying.
type Examined struct {
	File
	Places Places
	Notes  Problems
	heads  map[string]head // of the tables it came in; none: it was a file
}

// Examine reads and checks a file as of an instant. The error is Problems: all that
// is wrong.
func Examine(raw []byte, rules Rules, now time.Time) (Examined, error) {
	f, places, err := Read(raw)
	wrong, _ := err.(Problems)              //nolint:errorlint // Read returns them bare
	if len(places) == 0 && len(wrong) > 0 { // no JSON, or no object: there is nothing to check
		return Examined{}, err
	}
	return examine(f, places, wrong, rules, now)
}

// examine checks a file that was read; wrong is what could not be.
func examine(f File, places Places, wrong Problems, rules Rules, now time.Time) (Examined, error) {
	c := &checker{File: f, places: places, rules: rules, now: now, bad: map[string]bool{}}
	for _, p := range wrong {
		if p.Cell == "" { // of a cell nobody knows yet what it belongs to
			c.bad[p.Field] = true
		}
	}
	c.problems = wrong
	c.all()
	slices.SortStableFunc(c.notes, func(a, b Problem) int { return a.Line - b.Line })
	return Examined{File: f, Places: places, Notes: c.notes}, c.problems.err()
}

// checker is one file under examination.
type checker struct {
	File
	places   Places
	rules    Rules
	now      time.Time
	bad      map[string]bool // fields that could not be read: nothing more is said of them
	problems Problems
	notes    Problems

	units   map[string]int
	persons map[string]int
	posts   map[string]int
}

func (c *checker) all() {
	c.units = ids(c, "units", c.Units, func(u casework.Unit) string { return u.ID })
	c.persons = ids(c, "persons", c.Persons, func(p casework.Person) string { return p.ID })
	c.posts = ids(c, "posts", c.Posts, func(p casework.Post) string { return p.ID })
	ids(c, "items", c.Items, func(it policy.Item) string { return it.ID })
	c.checkUnits()
	c.checkPersons()
	c.checkPosts()
	c.checkHolders()
	c.checkItems()
}

func (c *checker) refuse(field, rule string, s said) {
	for at := field; at != ""; at = at[:max(strings.LastIndexAny(at, ".["), 0)] {
		if c.bad[at] {
			return
		}
	}
	c.problems = append(c.problems, Problem{Field: field, Line: c.places.line(field), Rule: rule, Zh: s.zh, En: s.en})
}

func (c *checker) note(field, rule string, s said) {
	c.notes = append(c.notes, Problem{Field: field, Line: c.places.line(field), Rule: rule, Zh: s.zh, En: s.en})
}

// need refuses an empty text.
func (c *checker) need(field, value string) {
	if strings.TrimSpace(value) == "" {
		c.refuse(field, "", required)
	}
}

var id = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$`)

// ids collects the ids of a list, each once.
func ids[T any](c *checker, list string, all []T, of func(T) string) map[string]int {
	seen, folded := map[string]int{}, map[string]int{}
	for i, v := range all {
		field, name := at(list, i)+".id", of(v)
		if name == "" {
			c.refuse(field, "", required)
			continue
		}
		if !id.MatchString(name) {
			c.refuse(field, "", badID)
		}
		j, same := seen[name]
		k, like := folded[strings.ToLower(name)]
		switch {
		case same:
			c.refuse(field, "", sameID.with(at(list, j)))
			continue
		case like && list == "persons": // it is also the name he signs in with
			c.refuse(field, "", likeID.with(at(list, k)))
		}
		seen[name], folded[strings.ToLower(name)] = i, i
	}
	return seen
}

// of refuses an id that nothing bears.
func (c *checker) of(field, name string, known map[string]int) bool {
	if name == "" {
		c.refuse(field, "", required)
		return false
	}
	if _, ok := known[name]; !ok {
		c.refuse(field, "", noSuch.with(name))
		return false
	}
	return true
}

func (c *checker) checkUnits() {
	if len(c.Units) == 0 {
		c.refuse("units", "", noUnit)
	}
	for i, u := range c.Units {
		field := at("units", i)
		c.need(field+".name", u.Name)
		if u.Parent == "" || !c.of(field+".parent", u.Parent, c.units) {
			continue
		}
		if round := c.above(u.ID); round != nil && round[0] == u.ID {
			c.refuse(field+".parent", "", ring.with(strings.Join(round, " → ")))
			continue
		}
		if top := c.Units[c.units[u.Parent]].Level; u.Level <= top && c.above(u.Parent) == nil {
			c.refuse(field+".level", "", level.with(top))
		}
	}
}

// above follows the units above one; it answers the ring they go round in, and nil
// where they end.
func (c *checker) above(unit string) []string {
	var way []string
	for unit != "" {
		if i := slices.Index(way, unit); i >= 0 {
			return append(way[i:], unit)
		}
		way = append(way, unit)
		i, ok := c.units[unit]
		if !ok {
			return nil
		}
		unit = c.Units[i].Parent
	}
	return nil
}

// top is the bureau of a unit.
func (c *checker) top(unit string) string {
	for range c.Units { // no longer than they are tall, even if they went round
		i, known := c.units[unit]
		if !known || c.Units[i].Parent == "" {
			break
		}
		unit = c.Units[i].Parent
	}
	return unit
}

func (c *checker) checkPersons() {
	unstated := 0
	for i, p := range c.Persons {
		field := at("persons", i)
		c.need(field+".name", p.Name)
		c.of(field+".unit", p.Unit, c.units)
		if _, said := c.places[field+".active"]; !said {
			c.refuse(field+".active", "", required)
		}
		if p.Email != "" {
			if a, err := mail.ParseAddress(p.Email); err != nil || a.Address != p.Email {
				c.refuse(field+".email", "", badMail)
			}
		}
		if !p.Until.IsZero() && strange(p.Until) {
			c.refuse(field+".until", "", badYear)
		}
		if !p.Employment.Valid() {
			c.refuse(field+".employment", "R223", badChoice.with(p.Employment, listed(casework.Employments())))
		}
		if p.Works(c.now) && p.Employment == "" {
			unstated++
		}
		if p.Works(c.now) && !slices.ContainsFunc(c.Holders, func(h duty.Assignment) bool { return h.Person == p.ID && c.goesOn(h) }) {
			c.note(field, "", noPost)
		}
	}
	if unstated > 0 {
		c.note("persons", "R223", notEmployed.with(unstated))
	}
}

func listed[T ~string](all []T) string {
	out := make([]string, len(all))
	for i, w := range all {
		out[i] = string(w)
	}
	return strings.Join(out, ", ")
}

// goesOn tells an assignment that has not ended.
func (c *checker) goesOn(h duty.Assignment) bool { return h.To.IsZero() || h.To.After(c.now) }

func (c *checker) checkPosts() {
	unsaid := 0
	for i, p := range c.Posts {
		field := at("posts", i)
		c.need(field+".name", p.Name)
		c.of(field+".unit", p.Unit, c.units)
		if p.Role == "" {
			c.refuse(field+".role", "", required)
		} else if !slices.Contains(casework.Roles(), p.Role) {
			c.refuse(field+".role", "", badChoice.with(p.Role, listed(casework.Roles())))
		}
		c.checkLine(field+".line", p)
		unsaid += c.checkSheet(field+".sheet", p.Sheet)
		isA := func(h duty.Assignment) bool { return h.Post == p.ID && h.Rank == duty.A }
		switch {
		case !slices.ContainsFunc(c.Holders, isA):
			c.refuse(field, "R161", noA)
		case !slices.ContainsFunc(c.Holders, func(h duty.Assignment) bool { return isA(h) && c.goesOn(h) }):
			c.note(field, "R161", vacant)
		}
	}
	if unsaid > 0 {
		c.note("posts", "R210", noSheet.with(unsaid))
	}
}

// checkLine refuses a line that posts of the role have none of, and one that another post
// of the bureau has: of each there is one who is asked (R229, R243).
func (c *checker) checkLine(field string, p casework.Post) {
	var rule string
	var among []string
	for _, l := range c.rules.Kinds.Posts().Lines {
		switch {
		case l.Role != p.Role:
		case l.Of != "":
			rule, among = l.Rule, append(among, l.Subject)
		default:
			rule = l.Rule
			for _, u := range c.Units {
				if c.top(u.ID) == c.top(p.Unit) {
					among = append(among, u.ID)
				}
			}
		}
	}
	for _, of := range p.Line.Of() {
		switch other := slices.IndexFunc(c.Posts, func(q casework.Post) bool {
			return q.ID != p.ID && q.Role == p.Role && q.Line.Has(of) && c.top(q.Unit) == c.top(p.Unit)
		}); {
		case rule == "":
			c.refuse(field, "", noLine.with(p.Role))
			return
		case !slices.Contains(among, of):
			c.refuse(field, rule, badChoice.with(of, strings.Join(among, ", ")))
		case other >= 0:
			c.refuse(field, rule, sameLine.with(of, c.Posts[other].ID))
		}
	}
}

// checkSheet refuses a duty sheet that leaves out what the article asks of it, and
// counts one that is not there.
func (c *checker) checkSheet(field string, s casework.DutySheet) (missing int) {
	if s == (casework.DutySheet{}) {
		return 1
	}
	for _, part := range s.Parts() {
		switch {
		case strings.TrimSpace(*part.Text) == "":
			c.refuse(field+"."+part.Name, "R210", required)
		case utf8.RuneCountInString(*part.Text) > casework.MaxSheetPart:
			c.refuse(field+"."+part.Name, "R210", tooLong.with(casework.MaxSheetPart))
		}
	}
	return 0
}
