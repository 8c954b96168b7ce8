package people

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
)

// sheetView is a post's duty sheet in the house: what is in force, what waits to be
// published, the versions before, and the form of the next (R210).
type sheetView struct {
	kernel.Frame
	ID, Post, Unit, Responsible string
	Sheet                       []sheetPart
	Waiting                     *waitingSheet
	Versions                    []string
	Form                        []kernel.FieldView // nil: not for the reader
	Open                        bool
	Summary                     []kernel.Problem
}

// sheetPart is one part of it; Was is what the version in force says, where a proposal says
// otherwise.
type sheetPart struct{ Name, Text, Was string }

type waitingSheet struct {
	ID       int64
	Proposed string
	Parts    []sheetPart
	Publish  bool // the reader may
}

// sheet shows the duty sheet of a post.
func (s *Room) sheet(v *visit) error { return s.renderSheet(v, http.StatusOK, nil) }

func (s *Room) renderSheet(v *visit, status int, refused error) error {
	got, err := s.counter.DutySheets(v.Ctx, v.Who, v.C.Param("post"))
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "board", v.T("sheet.title"))
	if err != nil {
		return err
	}
	view := &sheetView{
		Frame: f, ID: got.ID, Post: v.Pick(got.Name, got.NameEn), Unit: v.UnitName(office, got.Unit),
		Responsible: v.PostName(office, got.Responsible.ID, ""), Sheet: v.sheetParts(got.Sheet, got.Sheet), Open: refused != nil,
	}
	for _, old := range got.Versions {
		view.Versions = append(view.Versions, v.published(office, old))
	}
	may := func(action string) bool {
		_, err := v.Rights.Decide(v.Who, action, access.Subject{Unit: got.Unit}, office.Tree())
		return err == nil
	}
	if w := got.Waiting; w != nil {
		onIt := slices.ContainsFunc(v.Who.Holdings, func(h casework.Holding) bool { return h.Post == got.ID })
		view.Waiting = &waitingSheet{
			ID: w.ID, Proposed: kernel.PersonName(office, w.Proposed.By) + " " + v.Stamp(w.Proposed.At), Parts: v.sheetParts(w.Sheet, got.Sheet),
			Publish: w.Proposed.By != v.Who.Person && !onIt && may(access.SheetPublish),
		}
	}
	if may(access.SheetPropose) {
		view.Form = v.sheetFields(got)
		view.Summary = v.Attach(view.Form, refused)
	}
	return s.Render(v.Visit, status, "sheet", view)
}

// sheetParts are those that say something.
func (v *visit) sheetParts(s, was casework.DutySheet) (out []sheetPart) {
	before := was.Parts()
	for i, part := range s.Parts() {
		if *part.Text == "" {
			continue
		}
		p := sheetPart{Name: v.T("sheet." + part.Name), Text: *part.Text}
		if old := *before[i].Text; old != p.Text {
			p.Was = old
		}
		out = append(out, p)
	}
	return out
}

// published says which version it is, since when, and by whom.
func (v *visit) published(office *core.Office, s roster.PostSheet) string {
	by := v.T("sheet.file")
	if s.Published.By != "" {
		by = kernel.PersonName(office, s.Published.By)
	}
	return v.T("sheet.version", s.Version, v.DateOnly(s.Published.At), by)
}

// sheetFields ask for every part, filled with what was typed, proposed or is in force.
func (v *visit) sheetFields(got roster.SheetsOf) (out []kernel.FieldView) {
	begin := got.Sheet
	if got.Waiting != nil {
		begin = got.Waiting.Sheet
	}
	for _, part := range begin.Parts() {
		f := kernel.FieldView{ID: "sheet-" + part.Name, Name: part.Name, Type: "textarea", Label: v.T("sheet." + part.Name), Required: true, Value: *part.Text}
		if typed, sent := v.C.Request.PostForm[part.Name]; sent {
			f.Value = typed[0]
		}
		out = append(out, f)
	}
	return out
}

// proposeSheet keeps a duty sheet; it holds once it is published.
func (s *Room) proposeSheet(v *visit) error {
	var sheet casework.DutySheet
	for _, part := range sheet.Parts() {
		*part.Text = v.Form(part.Name)
	}
	post := v.C.Param("post")
	_, err := s.counter.ProposeSheet(v.Ctx, v.Who, post, sheet)
	switch {
	case err == nil:
		return v.Redirect("/posts/" + post + "/sheet#waiting")
	case len(core.RefusalsOf(err)) == 0, casework.CodeOf(err) == casework.Forbidden, casework.CodeOf(err) == casework.NotFound:
		return err
	}
	return s.renderSheet(v, http.StatusUnprocessableEntity, err)
}

// publishSheet puts a proposal in force.
func (s *Room) publishSheet(v *visit) error {
	id, err := strconv.ParseInt(v.C.Param("sheet"), 10, 64)
	if err != nil {
		return casework.FieldError(casework.NotFound, "sheet", "")
	}
	got, err := s.counter.PublishSheet(v.Ctx, v.Who, id)
	if err != nil {
		return err
	}
	return v.Redirect("/posts/" + got.ID + "/sheet")
}

// The public reads what is in force, of every post that has a sheet.
type publicSheetsView struct {
	kernel.Frame
	Units []sheetUnit
}

type sheetUnit struct {
	Name  string
	Posts []sheetLink
}

type sheetLink struct{ ID, Name string }

type publicSheetView struct {
	kernel.Frame
	Post, Unit, Responsible, Phone string
	Sheet                          []sheetPart
}

// publicSheets lists them.
func (s *Room) publicSheets(v *visit) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	view := &publicSheetsView{Frame: v.PublicFrame("onpost", v.T("sheet.public"))}
	for _, u := range office.Units {
		unit := sheetUnit{Name: v.UnitName(office, u.ID)}
		for _, p := range office.Posts {
			if p.Unit == u.ID && p.Sheet != (casework.DutySheet{}) {
				unit.Posts = append(unit.Posts, sheetLink{p.ID, v.Pick(p.Name, p.NameEn)})
			}
		}
		if len(unit.Posts) > 0 {
			view.Units = append(view.Units, unit)
		}
	}
	return s.Render(v.Visit, http.StatusOK, "publicsheets", view)
}

// publicSheet is the sign of one post (岗位责任制第三条).
func (s *Room) publicSheet(v *visit) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	post, known := core.PostOf(office, v.C.Param("post"))
	if !known || post.Sheet == (casework.DutySheet{}) {
		return casework.FieldError(casework.NotFound, "post", "R210")
	}
	name := v.Pick(post.Name, post.NameEn)
	first, _ := roster.Responsible(office, post)
	return s.Render(v.Visit, http.StatusOK, "publicsheet", &publicSheetView{
		Frame: v.PublicFrame("onpost", name), Post: name, Unit: v.UnitName(office, post.Unit), Phone: core.PhoneOf(office, post.ID),
		Responsible: v.PostName(office, first.ID, ""), Sheet: v.sheetParts(post.Sheet, post.Sheet),
	})
}
