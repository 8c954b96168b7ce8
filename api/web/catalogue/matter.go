package catalogue

import (
	"net/http"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// matterView is one matter: what the public reads of it, what a draft would change, and what
// it said before.
type matterView struct {
	kernel.Frame
	ID, Name, Ref, Standing   string
	Item                      kernel.ItemView
	Public                    bool // it stands on the page for everybody
	Changes                   []changeView
	Problems                  []kernel.Problem
	Edit, Draft               bool
	Seen                      string
	Revision                  int
	Request, Consent, Discard bool
	Waits                     string
	Versions                  []versionView
}

type versionView struct{ Ref, From, By string }

// changeView is one cell that a draft says otherwise.
type changeView struct{ Name, Old, New string }

// matter shows one matter.
func (s *Room) matter(v *visit) error {
	return s.renderMatter(v, http.StatusOK, v.C.Param("item"), nil)
}

func (s *Room) renderMatter(v *visit, status int, id string, refused error) error {
	m, err := s.counter.Matter(v.Ctx, v.Who, id)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	it := m.Item()
	view := &matterView{ID: m.ID, Name: v.Pick(it.Name, it.NameEn), Item: v.ItemView(it, office), Edit: v.May(office, access.ItemAdmin)}
	if view.Name == "" {
		view.Name = m.ID
	}
	view.Public = m.Offered && v.Promised(it)
	for _, o := range m.Versions {
		by := v.T("case.machine")
		switch {
		case o.Consent != "":
			by = v.T("items.by", kernel.PersonName(office, o.By), kernel.PersonName(office, o.Consent))
		case o.By != "":
			by = kernel.PersonName(office, o.By)
		}
		view.Versions = append(view.Versions, versionView{o.Ref(), v.Full(o.From), by})
	}
	if len(m.Versions) > 0 {
		view.Ref = m.Versions[0].Ref()
	}
	if m.Draft != nil {
		view.drafted(v, m, office)
	}
	if refused != nil {
		view.Problems = v.Attach(nil, refused)
	}
	if view.Frame, err = s.Frame(v.Visit, "items", view.Name); err != nil {
		return err
	}
	return s.Render(v.Visit, status, "matter", view)
}

// drafted adds what is drafted and what he may do with it.
func (view *matterView) drafted(v *visit, m catalogue.Matter, office *core.Office) {
	d := *m.Draft
	var was policy.Item
	if len(m.Versions) > 0 {
		was = m.Versions[0].Item
	}
	view.Draft, view.Standing, view.Revision = true, v.standing(d.Drafted), d.Revision
	view.Seen = d.ID + "@" + strconv.Itoa(d.Revision)
	view.Changes = v.changes(catalogue.Compare(was, d.Item))
	if len(m.Problems) > 0 {
		view.Problems = v.problems(d.ID, m.Problems)
	}
	mine := d.DraftedBy == v.Who.Person
	view.Discard = view.Edit
	if view.Edit && len(m.Problems) == 0 {
		view.Request, view.Consent = d.RequestedAt == nil && mine, d.RequestedAt != nil && !mine
	}
	if d.RequestedAt != nil && !view.Consent {
		view.Waits = v.T("policy.waits", kernel.PersonName(office, d.DraftedBy))
	}
}

func (v *visit) changes(all []catalogue.Change) (out []changeView) {
	for _, c := range all {
		name := v.column(c.Column.Name)
		if c.Column.Of() != "" {
			name = v.T("items.nth", v.T("items."+c.Column.Of()), c.Row+1, name)
		}
		out = append(out, changeView{Name: name, Old: c.Old, New: c.New})
	}
	return out
}

// problems says what stands against a draft, each leading to its field in the form.
func (v *visit) problems(id string, all []*casework.Error) (out []kernel.Problem) {
	for _, e := range all {
		c, n := catalogue.Find(e.Field)
		text := v.Refusal(e)
		if e.Field != "item" {
			text = v.T("problem.field", v.place(c, n), text)
		}
		out = append(out, kernel.Problem{Href: matterPath(id) + "/draft#" + fieldID(c, n), Text: text})
	}
	return out
}

// place names a column, and which of its list.
func (v *visit) place(c catalogue.Column, n int) string {
	if c.Of() == "" {
		return v.column(c.Name)
	}
	return v.T("items.nth", v.T("items."+c.Of()), n+1, v.column(c.Name))
}

// discard gives a draft up.
func (s *Room) discard(v *visit) error {
	id := v.C.Param("item")
	revision, err := strconv.Atoi(v.Form("revision"))
	if err != nil {
		return casework.FieldError(casework.Invalid, "revision", "")
	}
	err = s.counter.DiscardItem(v.Ctx, v.Who, catalogue.Seen{ID: id, Revision: revision})
	switch {
	case casework.CodeOf(err) == casework.Stale:
		return s.renderMatter(v, http.StatusConflict, id, err)
	case err != nil:
		return err
	}
	s.Flash(v.Visit, "items.discarded", "")
	return v.Redirect("/items")
}
