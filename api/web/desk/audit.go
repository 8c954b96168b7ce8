package desk

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/words"
)

// auditView is who did and who read what, the last first.
type auditView struct {
	kernel.Frame
	Summary []kernel.Problem
	Fields  []kernel.FieldView
	Rows    []auditRow
	Next    string
}

type auditRow struct {
	At, Who, Post, What, Detail string
	Object, Href                string
}

// auditPage shows the audit trail to whoever may read it; that he did is a line of it.
func (s *Room) auditPage(v *visit) error {
	f, err := s.Frame(v.Visit, "audit", v.T("audit.title"))
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	view := &auditView{Frame: f, Fields: v.auditFields(office)}
	filter := desk.RecordFilter{Actor: v.Query("actor"), Action: v.Query("action"), Object: strings.ToUpper(strings.TrimSpace(v.Query("object"))), Limit: v.Rows()}
	filter.Before, _ = strconv.ParseInt(v.Query("before"), 10, 64) // what is none is the beginning
	var refused error
	for _, day := range []struct {
		name string
		to   *time.Time
		more int
	}{{"from", &filter.From, 0}, {"until", &filter.Until, 1}} {
		text := v.Query(day.name)
		if text == "" {
			continue
		}
		at, err := time.ParseInLocation(time.DateOnly, text, v.Midnight().Location())
		if err != nil {
			refused = casework.FieldError(casework.Invalid, day.name, "date")
			continue
		}
		*day.to = at.AddDate(0, 0, day.more)
	}
	status := http.StatusOK
	if view.Summary = v.Attach(view.Fields, refused); refused != nil {
		status = http.StatusUnprocessableEntity
		return s.Render(v.Visit, status, "audit", view)
	}
	rows, err := s.audited(v, filter)
	if err != nil {
		return err
	}
	for _, r := range rows {
		view.Rows = append(view.Rows, v.auditRow(r, office))
	}
	if n := len(rows); n == filter.Limit {
		q := v.C.Request.URL.Query()
		q.Set("before", strconv.FormatInt(rows[n-1].ID, 10))
		view.Next = "/audit?" + q.Encode()
	}
	return s.Render(v.Visit, status, "audit", view)
}

// audited reads as many lines as are asked for, of which the store brings some at a time.
func (s *Room) audited(v *visit, f desk.RecordFilter) ([]desk.Record, error) {
	rows, err := s.counter.Audited(v.Ctx, v.Who, f)
	for last := len(rows); err == nil && last > 0 && last%kernel.DeskRows == 0 && len(rows) < f.Limit; {
		f.Before = rows[len(rows)-1].ID
		more, failed := s.counter.Audited(v.Ctx, v.Who, f)
		last, err = len(more), failed
		rows = append(rows, more...)
	}
	return rows, err
}

// auditFields are the ways to narrow the trail: the case that was read, who, what, and when.
func (v *visit) auditFields(office *core.Office) []kernel.FieldView {
	who := kernel.FieldView{ID: "actor", Name: "actor", Type: "select", Label: v.T("audit.who"), Value: v.Query("actor")}
	for _, p := range office.Persons {
		who.Options = append(who.Options, kernel.OptionView{Value: p.ID, Label: p.Name, Note: p.ID, On: p.ID == who.Value})
	}
	what := kernel.FieldView{ID: "action", Name: "action", Type: "select", Label: v.T("audit.what"), Value: v.Query("action")}
	for _, action := range audited {
		what.Options = append(what.Options, kernel.OptionView{Value: action, Label: v.T("audit." + action), On: action == what.Value})
	}
	return []kernel.FieldView{
		{ID: "object", Name: "object", Type: "text", Label: v.T("audit.object"), Value: v.Query("object")}, who, what,
		{ID: "from", Name: "from", Type: "date", Label: v.T("audit.from"), Value: v.Query("from")},
		{ID: "until", Name: "until", Type: "date", Label: v.T("audit.until"), Value: v.Query("until")},
	}
}

// audited are the lines somebody looks for by what they say.
var audited = []string{"case.view_personal", "session.begin", "session.refuse", "office.import", "audit.view"}

func (v *visit) auditRow(r desk.Record, office *core.Office) auditRow {
	out := auditRow{At: v.Second(r.At), Who: kernel.PersonName(office, r.Actor), What: r.Action, Object: r.Object}
	if r.Actor == "" {
		out.Who = v.T("case.machine")
	}
	if t, ok := label.Find("audit." + r.Action); ok {
		out.What = t.In(v.Lang)
	} else if do, _, ok := words.Act(v.Kinds, "", r.Action); ok {
		out.What = do.In(v.Lang)
	}
	detail, purpose, _ := strings.Cut(r.Detail, ":")
	if t, ok := label.Find("audit.detail." + detail); ok {
		out.Detail = t.In(v.Lang)
		if t, ok := label.Find("find.for." + purpose); ok {
			out.Detail += v.T("colon") + t.In(v.Lang)
		}
	} else {
		out.Detail = r.Detail
	}
	if _, _, _, whole := v.Kinds.Parse(r.Object); whole {
		out.Href = "/cases/" + r.Object
	}
	return out
}
