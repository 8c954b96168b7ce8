package office

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/officefile"
)

// leavePage closes somebody's work here by a day, and asks who has his posts from then on.
func (s *Room) leavePage(v *visit) error {
	f, err := s.counter.StandingOffice(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	return s.renderLeave(v, http.StatusOK, f, nil, nil)
}

// holdings are the assignments of a person that have not ended.
func holdings(f officefile.File, person string, at time.Time) (out []duty.Assignment) {
	for _, h := range f.Holders {
		if h.Person == person && (h.To.IsZero() || h.To.After(at)) {
			out = append(out, h)
		}
	}
	return out
}

func (s *Room) renderLeave(v *visit, status int, f officefile.File, wrong officefile.Problems, refused error) error {
	id := v.Query("id")
	cells := standing(f, "persons", id, v.Cal.Location())
	if cells == nil {
		return casework.FieldError(casework.NotFound, "id", "")
	}
	view := &formView{
		Action: "/office/leave?id=" + url.QueryEscape(id), Back: "/office/list/persons", BackName: v.T("office.persons"),
		Lead: v.T("office.leave.lead"), Submit: v.T("office.leave.submit"), Seen: office.Digests(f)["persons/"+id],
		Fields: []kernel.FieldView{{ID: "o-until", Name: "until", Type: "date", Label: v.T("office.leave.day"), Hint: v.T("office.leave.day.hint"), Required: true, Value: v.Form("until"), Auto: "off"}},
	}
	if v.C.Request.Method == http.MethodPost {
		view.Seen = v.Form("seen")
	}
	l := lists{v, f}
	for i, h := range holdings(f, id, v.Now) {
		field := v.people(f, "next"+strconv.Itoa(i), v.Form("next"+strconv.Itoa(i)))
		field.Label, field.Required = v.T("office.next", l.post(h.Post), rank(h.Rank)), h.Rank == duty.A
		view.Fields = append(view.Fields, field)
	}
	view.Summary = append(v.attach(view.Fields, wrong), v.Attach(view.Fields, refused)...)
	var err error
	if view.Frame, err = s.Frame(v.Visit, "office", v.T("office.leave.title", cells["name"])); err != nil {
		return err
	}
	return s.Render(v.Visit, status, "officeform", view)
}

// leave ends what somebody holds with his last day, and puts others in his place.
func (s *Room) leave(v *visit) error {
	f, err := s.counter.StandingOffice(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	id := v.Query("id")
	again := func(status int, wrong officefile.Problems, refused error) error {
		return s.renderLeave(v, status, f, wrong, refused)
	}
	last, _, ok := officefile.DayIn(v.typed("until"), v.Cal.Location())
	var refused core.Refusals
	if !ok {
		refused = append(refused, casework.FieldError(casework.Invalid, "until", "date-time"))
	}
	y, m, d := last.Date()
	until := time.Date(y, m, d+1, 0, 0, 0, 0, v.Cal.Location())
	var rows []map[string]string
	for i, h := range holdings(f, id, v.Now) {
		if h.From.Before(until) {
			rows = append(rows, assignment(h.Post, id, h.Rank, h.From, until))
		}
		next := v.typed("next" + strconv.Itoa(i))
		switch {
		case next == "" && h.Rank == duty.A:
			refused = append(refused, casework.FieldError(casework.Invalid, "next"+strconv.Itoa(i), "required"))
		case next == "":
			continue
		}
		for _, other := range f.Holders { // who moves up leaves the place he had
			if other.Post == h.Post && other.Person == next && other.Rank != h.Rank && other.To.IsZero() {
				rows = append(rows, assignment(h.Post, next, other.Rank, other.From, until))
			}
		}
		rows = append(rows, assignment(h.Post, next, h.Rank, until, time.Time{}))
	}
	if len(refused) > 0 {
		return again(http.StatusUnprocessableEntity, nil, refused)
	}
	in := office.Brought{
		Seen:   map[string]string{"persons/" + id: v.Form("seen")},
		Tables: []officefile.Table{table("persons", map[string]string{"id": id, "until": until.Format(time.RFC3339Nano)})},
	}
	if len(rows) > 0 {
		in.Tables = append(in.Tables, table("holders", rows...))
	}
	return s.bring(v, in, "/office/list/persons", again)
}

// accountsView gives people their first passwords, which are shown once.
type accountsView struct {
	kernel.Frame
	Summary []kernel.Problem
	Given   []office.Given
	Field   kernel.FieldView
	Rows    []rowView
}

func (s *Room) accounts(v *visit) error { return s.renderAccounts(v, http.StatusOK, nil, nil) }

// open gives passwords to those who were ticked.
func (s *Room) open(v *visit) error {
	given, err := s.counter.OpenAccounts(v.Ctx, v.Who, v.C.Request.PostForm["person"])
	switch {
	case casework.CodeOf(err) == casework.Invalid:
		return s.renderAccounts(v, http.StatusUnprocessableEntity, given, err)
	case err != nil:
		return err
	}
	return s.renderAccounts(v, http.StatusOK, given, nil)
}

func (s *Room) renderAccounts(v *visit, status int, given []office.Given, refused error) error {
	all, err := s.counter.OfficeAccounts(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	view := &accountsView{Given: given, Field: kernel.FieldView{ID: "person", Name: "person", Type: "checks", Label: v.T("office.accounts.none"), Hint: v.T("office.accounts.hint"), Required: true}}
	for _, a := range all {
		switch {
		case !a.Active:
		case !a.Open && !a.Had:
			view.Field.Options = append(view.Field.Options, kernel.OptionView{Value: a.ID, Label: a.Name, Note: a.ID + " " + a.Unit})
		default:
			state := "office.account.own"
			if a.Temporary {
				state = "office.account.given"
			}
			if !a.Open {
				state = "office.account.shut"
			}
			view.Rows = append(view.Rows, rowView{Name: a.Name, ID: a.ID, Cells: []string{a.Unit, v.T(state)}})
		}
	}
	fields := []kernel.FieldView{view.Field}
	view.Summary = v.Attach(fields, refused)
	view.Field = fields[0]
	if view.Frame, err = s.Frame(v.Visit, "office", v.T("office.accounts")); err != nil {
		return err
	}
	return s.Render(v.Visit, status, "officeaccounts", view)
}
