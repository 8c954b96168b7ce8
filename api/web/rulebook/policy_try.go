package rulebook

import (
	"net/http"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// compareView shows two versions side by side, difference by difference.
type compareView struct {
	kernel.Frame
	A, B    kernel.FieldView
	Old     string
	New     string
	Changes []changeView
}

type changeView struct{ Clock, Field, Old, New string }

// tryView plays a sample case by a draft.
type tryView struct {
	kernel.Frame
	ID, Ref, Title string
	Summary        []kernel.Problem
	Fields         []kernel.FieldView
	Ran            bool
	Rows           []playedView
}

type playedView struct{ At, Case, What, Clock, To string }

// compare shows what one version says otherwise than another.
func (s *Room) compare(v *visit) error {
	a, b := v.Query("a"), v.Query("b")
	changes, err := s.counter.Policies.ComparePolicies(v.Ctx, v.Who, a, b)
	if err != nil {
		return err
	}
	versions, err := s.counter.Policies.PolicyList(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "policies", v.T("compare.title", a, b))
	if err != nil {
		return err
	}
	view := &compareView{Frame: f, Old: a, New: b}
	pick := func(id, label, chosen string) kernel.FieldView {
		out := kernel.FieldView{ID: id, Name: id, Type: "select", Label: v.T(label)}
		for _, p := range versions {
			out.Options = append(out.Options, kernel.OptionView{Value: p.Ref(), Label: p.Ref() + " " + v.Pick(p.Title, p.TitleEn), On: p.Ref() == chosen})
		}
		return out
	}
	view.A, view.B = pick("a", "compare.old", a), pick("b", "compare.new", b)
	presets, err := s.counter.Policies.Presets(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	d := &drafting{visit: v, presets: presets}
	for _, p := range versions {
		if p.Ref() == b {
			d.policy = p.Policy
		}
	}
	for _, c := range changes {
		view.Changes = append(view.Changes, d.said(c))
	}
	return s.Render(v.Visit, http.StatusOK, "compare", view)
}

// tested is the policy that a page holds against something, of whom it is, and the frame of that page.
func (s *Room) tested(v *visit, title string) (id string, p rulebook.PolicyDetail, office *core.Office, f kernel.Frame, err error) {
	ref := v.C.Param("ref")
	id, _, _ = strings.Cut(ref, "@")
	if p, err = s.counter.Policies.Policy(v.Ctx, v.Who, ref); err != nil {
		return
	}
	if office, err = s.Office(v.Ctx); err != nil {
		return
	}
	f, err = s.Frame(v.Visit, "policies", v.T(title, p.Ref()))
	return
}

// try plays a sample case as if the draft were published; nothing is kept.
func (s *Room) try(v *visit) error {
	id, p, office, f, err := s.tested(v, "try.title")
	if err != nil {
		return err
	}
	view := &tryView{Frame: f, ID: id, Ref: p.Ref(), Title: v.Pick(p.Title, p.TitleEn), Fields: v.tryFields(p.Policy, office)}
	status := http.StatusOK
	if v.C.Request.URL.Query().Has("received") {
		rows, err := s.play(v, id)
		switch {
		case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
			status = http.StatusUnprocessableEntity
			view.Summary = v.Attach(view.Fields, err)
		case err != nil:
			return err
		default:
			view.Ran = true
			for _, r := range rows {
				view.Rows = append(view.Rows, v.played(p.Kind, r))
			}
		}
	}
	return s.Render(v.Visit, status, "try", view)
}

func (v *visit) tryFields(p policy.Policy, office *core.Office) []kernel.FieldView {
	item := kernel.FieldView{ID: "item", Name: "item", Type: "select", Label: v.T("try.item"), Hint: v.T("try.item.hint"), Value: v.Query("item")}
	for _, it := range office.Items {
		if it.Uses(p.ID) {
			item.Options = append(item.Options, kernel.OptionView{Value: it.ID, Label: v.Pick(it.Name, it.NameEn), On: it.ID == item.Value})
		}
	}
	received := kernel.FieldView{ID: "received", Name: "received", Type: "datetime-local", Label: v.T("try.received"), Required: true, Value: v.Query("received")}
	if received.Value == "" {
		received.Value = v.DateField(v.Now)
	}
	return []kernel.FieldView{item, received}
}

func (s *Room) play(v *visit, id string) ([]core.Played, error) {
	received, err := cases.ParseTime(typedMoment(v.Query("received")))
	if err != nil {
		return nil, casework.FieldError(casework.Invalid, "received", "date-time")
	}
	return s.counter.Policies.SimulateDraft(v.Ctx, v.Who, id, core.Sample{Item: v.Query("item"), Received: received})
}

func (v *visit) played(kind casework.Kind, r core.Played) playedView {
	out := playedView{At: r.At, Case: r.Case, What: words.Event(v.Lang, v.Kinds.Of(kind), r.Event, r.Level), Clock: v.ClockLabel(kind, r.Clock), To: v.roles(r.To)}
	if at, err := time.Parse(time.RFC3339, r.At); err == nil {
		out.At = v.Second(at)
	}
	return out
}
