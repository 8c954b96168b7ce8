package papers

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// speller names ids as papers print them.
type speller struct {
	office *core.Office
	kinds  *kind.Set
	cal    *calendar.Calendar // nil: no calendar to count lateness by
}

func (c *Room) speller(ctx context.Context, office *core.Office) (speller, error) {
	s := speller{office: office, kinds: c.Kinds}
	if c.Rules.Book == nil {
		return s, nil
	}
	book, err := c.Book(ctx)
	if err != nil {
		return s, err
	}
	s.cal, _, err = book.Calendar(book.CalendarFor(""))
	return s, err
}

func (s speller) Name(of, id string) string {
	switch of {
	case "unit":
		return core.UnitName(s.office, id)
	case "post":
		if p, ok := core.PostOf(s.office, id); ok {
			return p.Name
		}
	case "person":
		return core.NameOf(s.office, id)
	}
	return id
}

// Say says a code as the kind of the case does.
func (s speller) Say(of words.Subject, k casework.Kind, code string) string {
	return words.Spoken(words.Chinese, s.kinds, k, of, code)
}

// Late counts the working days after the due day, up to the day of at.
func (s speller) Late(due, at time.Time) (n int) {
	last := at.In(core.Zone).Format(time.DateOnly)
	for day := due.In(core.Zone); n < maxLate && day.Format(time.DateOnly) < last; {
		day = day.AddDate(0, 0, 1)
		if s.cal == nil || s.cal.IsWorkingDay(day) {
			n++
		}
	}
	return n
}

// maxLate ends the count of a clock that was forgotten.
const maxLate = 1000

func (s speller) Zone() *time.Location { return core.Zone }

// matter gathers what p may know of a case, to fill a paper. form names why in
// the audit trail; empty opens nothing, which is enough to see what is ready.
func (c *Room) matter(
	ctx context.Context, p casework.Principal, office *core.Office, view casework.CaseView, events []casework.TimelineRow, form string,
) (paper.Matter, error) {
	names, err := c.speller(ctx, office)
	if err != nil {
		return paper.Matter{}, err
	}
	state := core.StateOf(view)
	m := paper.Matter{
		Case: view, Facts: state.Facts, Term: state.Term, Events: events, Clocks: view.Clocks, At: c.Now(), Names: names,
		Extra: map[string]string{"phone": core.PhoneOf(office, view.Post), "follows": view.Follows, "assist": assisting(office, state)},
	}
	if state.Pause != nil {
		m.Extra["pause_until"] = paper.Moment(state.Pause.Until, core.Zone)
	}
	if !core.Unconfirmed(view, c.Now()) { // what is provisional is told by no paper of ours (ADR 38)
		m.Extra["settled"] = "true"
	}
	c.tellCause(m.Extra, office, state)
	tellPart(m.Extra, office, state, events)
	m.Extra["missing"], m.Extra["class"] = missing(office, view.Item, state.Missing), state.Class
	if form == "" {
		m.Fields = unopened(view)
		return m, nil
	}
	if err := c.openMatter(ctx, p, office, &m, form); err != nil {
		return m, err
	}
	if view.Kind == c.Kinds.Leave() {
		m.Extra["cover"], err = c.coverOf(ctx, office, view.Post, state.Facts[core.FactPerson])
	}
	return m, err
}

// tellCause adds what an accountability case is about: the case and the clock that ran
// out, whose post had it, and, where a person is asked and no unit, where he belongs, how
// he is employed and what is open to him (R143, R223).
func (c *Room) tellCause(extra map[string]string, office *core.Office, state *casework.State) {
	cause := state.Cause
	if cause == nil {
		return
	}
	extra["remedy"] = words.Say("zh", words.Remedy, state.Remedy())
	if state.Declared > 0 && state.Facts[core.FactPerson] != "" && state.Facts[casework.FactUnit] == "" {
		extra["employment"] = words.Say("zh", words.Employment, state.Employment())
	}
	if appeal := state.Clock("appeal"); appeal != nil {
		extra["appeal_until"] = paper.Moment(appeal.Due, core.Zone)
	}
	extra["cause"] = cause.Number
	if of, _, _, _ := c.Kinds.Parse(cause.Number); cause.Clock != "" {
		extra["cause_clock"] = string(of) + "/" + cause.Clock
	}
	if !cause.Due.IsZero() {
		extra["cause_due"] = paper.Moment(cause.Due, core.Zone)
	}
	if post, known := core.PostOf(office, cause.Post); known {
		extra["cause_post"], extra["cause_unit"] = post.Name, core.UnitName(office, post.Unit)
	}
	i := slices.IndexFunc(office.Persons, func(p casework.Person) bool { return p.ID == state.Facts[core.FactPerson] })
	if i >= 0 && state.Facts[casework.FactUnit] == "" {
		extra["concerned"], extra["concerned_unit"] = office.Persons[i].Name, core.UnitName(office, office.Persons[i].Unit)
	}
}

// missing names the papers that were asked for (R024).
func missing(office *core.Office, item string, codes []string) string {
	var out []string
	i := slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.ID == item })
	for _, code := range codes {
		name := code
		if i >= 0 {
			if j := slices.IndexFunc(office.Items[i].Materials, func(m policy.Material) bool { return m.Code == code }); j >= 0 {
				name = office.Items[i].Materials[j].Name
			}
		}
		out = append(out, name)
	}
	return strings.Join(out, "、")
}

// assisting names who has a part of joint work, and at which desk (协办单位; R044).
func assisting(office *core.Office, s *casework.State) string {
	var out []string
	for _, part := range s.Steps() {
		name := core.UnitName(office, part.Unit)
		if post, known := core.PostOf(office, part.Post); known && post.Name != "" {
			name += "（" + post.Name + "）"
		}
		out = append(out, name)
	}
	return strings.Join(out, "、")
}

// tellPart adds the part of joint work that was given last: whose it is, at which desk, and by
// when (协办通知; R044).
func tellPart(extra map[string]string, office *core.Office, s *casework.State, events []casework.TimelineRow) {
	var post string
	for _, e := range slices.Backward(events) {
		if e.Name == casework.StepAssigned {
			post = e.Detail["post"]
			break
		}
	}
	part := s.Clock(casework.PartOf(casework.ClockStep, post))
	if post == "" || part == nil {
		return
	}
	extra["part_unit"], extra["part_due"] = core.UnitName(office, part.Unit), paper.Moment(part.Due, core.Zone)
	if at, known := core.PostOf(office, post); known {
		extra["part_post"] = at.Name
	}
}

// tellServed adds what was served last, as it was entered: of what one receipt shows, every
// paper with its number (送达回证; 民事诉讼法 87).
func (c *Room) tellServed(ctx context.Context, m *paper.Matter, s *casework.State) error {
	if len(s.Served) == 0 {
		return nil
	}
	issued, err := c.own.PapersOf(ctx, s.Number)
	if err != nil {
		return fmt.Errorf("papers of %s: %w", s.Number, err)
	}
	last := s.Served[len(s.Served)-1]
	var names []string
	for _, v := range s.Served {
		if v.Way != last.Way || v.Proof != last.Proof {
			continue
		}
		name := ""
		if f, known := paper.Find(c.Rules.Papers, v.Paper); known {
			name = f.Name
		}
		if i := slices.IndexFunc(issued, func(p Paper) bool { return p.Form == v.Paper && p.Voided == nil }); i >= 0 {
			name += "（" + issued[i].Serial + "）"
		}
		names = append(names, name)
	}
	m.Extra["served_papers"] = strings.Join(names, "、")
	m.Extra["served_way"], m.Extra["served_on"] = m.Names.Say(words.Choice, m.Case.Kind, last.Way), paper.Date(last.From, core.Zone)
	if last.Receiver != "" {
		m.Extra["served_who"] = m.Names.Say(words.Choice, m.Case.Kind, last.Receiver)
	}
	return nil
}

// unopened tells which fields a case has, without opening one.
func unopened(view casework.CaseView) map[string]string {
	out := map[string]string{}
	for _, name := range view.Sealed {
		out[name] = "sealed"
	}
	return out
}

// openMatter opens the fields and texts p may read. The reading is audited first.
func (c *Room) openMatter(ctx context.Context, p casework.Principal, office *core.Office, m *paper.Matter, form string) error {
	number := m.Case.Number
	ids, err := c.Readable(ctx, p, m.Case, office, m.Events)
	if err != nil {
		return err
	}
	sealed := c.Opens(ctx, p, m.Case, office)
	if sealed != nil && (casework.CodeOf(sealed) == "" || len(ids) == 0) {
		return refusedOnly(sealed)
	}
	if err := c.Store.Audit(ctx, p.Person, access.CasePersonal, number, form); err != nil {
		return fmt.Errorf("audit paper of %s: %w", number, err)
	}
	texts, err := c.Store.OpenTexts(ctx, number, ids)
	if err != nil {
		return fmt.Errorf("texts of %s: %w", number, err)
	}
	m.Events = slices.Clone(m.Events)
	core.Opened(m.Events, texts)
	if sealed == nil {
		if m.Fields, err = c.Store.OpenFields(ctx, number); err != nil {
			return fmt.Errorf("fields of %s: %w", number, err)
		}
	}
	return nil
}

// refusedOnly drops a refusal: who may not open a case fills a paper without it.
func refusedOnly(err error) error {
	if casework.CodeOf(err) != "" {
		return nil
	}
	return err
}

// coverOf names who stands in for an absent person on a post, the first in line.
func (c *Room) coverOf(ctx context.Context, office *core.Office, post, person string) (string, error) {
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return "", fmt.Errorf("cover of %s: %w", post, err)
	}
	for _, a := range line { // by rank
		if a.Post == post && a.Person != person && !a.From.After(c.Now()) {
			return core.NameOf(office, a.Person), nil
		}
	}
	return "", nil
}

// caseMatters opens the cases of a kind a register or circular lists, at most as
// many as given, and tells how many there are.
func (c *Room) caseMatters(
	ctx context.Context, p casework.Principal, office *core.Office, f paper.Form, action string, filter core.CaseFilter, most int,
) ([]paper.Matter, int, error) {
	var err error
	filter.Kind, filter.Light = f.Kind, f.Table.Light
	if filter.Scope, err = c.Reach(p, action, f.Kind, office); err != nil {
		return nil, 0, err
	}
	views, total, err := c.listed(ctx, filter, most)
	if err != nil {
		return nil, 0, fmt.Errorf("list for %s: %w", f.Code, err)
	}
	if err := c.LeadCases(ctx, p, office, views); err != nil {
		return nil, 0, err
	}
	out := make([]paper.Matter, 0, len(views))
	for _, view := range views {
		if view.Clocks, err = c.Store.Clocks(ctx, view.Number); err != nil {
			return nil, 0, fmt.Errorf("clocks of %s: %w", view.Number, err)
		}
		events, err := c.Store.Timeline(ctx, view.Number)
		if err != nil {
			return nil, 0, fmt.Errorf("timeline of %s: %w", view.Number, err)
		}
		m, err := c.matter(ctx, p, office, view, events, f.Code)
		if err != nil {
			return nil, 0, err
		}
		out = append(out, m)
	}
	return out, total, nil
}

// listed reads page after page, by number. A case registered meanwhile moves the
// pages by one, and none is listed twice for it.
func (c *Room) listed(ctx context.Context, filter core.CaseFilter, most int) (views []casework.CaseView, total int, err error) {
	filter.Count = math.MaxInt32 // what is left out is said
	for len(views) < most {
		filter.Offset, filter.Limit = len(views), min(maxListed, most-len(views))
		page, all, err := c.Store.ListCases(ctx, filter)
		if err != nil {
			return nil, 0, fmt.Errorf("from %d: %w", filter.Offset, err)
		}
		views, total = append(views, page...), all
		if len(page) == 0 || len(views) >= total {
			break
		}
	}
	slices.SortFunc(views, func(a, b casework.CaseView) int { return strings.Compare(a.Number, b.Number) })
	return slices.CompactFunc(views, func(a, b casework.CaseView) bool { return a.Number == b.Number }), total, nil
}

const (
	// maxListed bounds a register; a longer period is read in parts.
	maxListed = 300
	// maxCircular bounds a circular, which cannot be: what it leaves out it says.
	maxCircular = 2000
)
