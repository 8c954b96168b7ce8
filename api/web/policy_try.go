package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// compareView shows two versions side by side, difference by difference.
type compareView struct {
	frame
	A, B    fieldView
	Old     string
	New     string
	Changes []changeView
}

type changeView struct{ Clock, Field, Old, New string }

// tryView plays a sample case by a draft.
type tryView struct {
	frame
	ID, Ref, Title string
	Summary        []problem
	Fields         []fieldView
	Ran            bool
	Rows           []playedView
}

type playedView struct{ At, Case, What, Clock, To string }

// compare shows what one version says otherwise than another.
func (s *site) compare(v *visit) error {
	a, b := v.query("a"), v.query("b")
	changes, err := s.deps.Counter.ComparePolicies(v.ctx, v.who, a, b)
	if err != nil {
		return err
	}
	versions, err := s.deps.Counter.PolicyList(v.ctx, v.who)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "policies", v.t("compare.title", a, b))
	if err != nil {
		return err
	}
	view := &compareView{frame: f, Old: a, New: b}
	pick := func(id, label, chosen string) fieldView {
		out := fieldView{ID: id, Name: id, Type: "select", Label: v.t(label)}
		for _, p := range versions {
			out.Options = append(out.Options, optionView{Value: p.Ref(), Label: p.Ref() + " " + v.pick(p.Title, p.TitleEn), On: p.Ref() == chosen})
		}
		return out
	}
	view.A, view.B = pick("a", "compare.old", a), pick("b", "compare.new", b)
	for _, c := range changes {
		view.Changes = append(view.Changes, changeView{Clock: words.Clock(v.lang, "", c.Clock), Field: c.Field, Old: c.Old, New: c.New})
	}
	return s.render(v, http.StatusOK, "compare", view)
}

// try plays a sample case as if the draft were published; nothing is kept.
func (s *site) try(v *visit) error {
	ref := v.c.Param("ref")
	id, _, _ := strings.Cut(ref, "@")
	p, err := s.deps.Counter.Policy(v.ctx, v.who, ref)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "policies", v.t("try.title", p.Ref()))
	if err != nil {
		return err
	}
	view := &tryView{frame: f, ID: id, Ref: p.Ref(), Title: v.pick(p.Title, p.TitleEn), Fields: v.tryFields(p.Policy, office)}
	status := http.StatusOK
	if v.c.Request.URL.Query().Has("received") {
		rows, err := s.play(v, id)
		switch {
		case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
			status = http.StatusUnprocessableEntity
			view.Summary = v.attach(view.Fields, err)
		case err != nil:
			return err
		default:
			view.Ran = true
			for _, r := range rows {
				view.Rows = append(view.Rows, v.played(p.Kind, r))
			}
		}
	}
	return s.render(v, status, "try", view)
}

func (v *visit) tryFields(p policy.Policy, office *core.Office) []fieldView {
	item := fieldView{ID: "item", Name: "item", Type: "select", Label: v.t("try.item"), Hint: v.t("try.item.hint"), Value: v.query("item")}
	for _, it := range office.Items {
		if it.Uses(p.ID) {
			item.Options = append(item.Options, optionView{Value: it.ID, Label: v.pick(it.Name, it.NameEn), On: it.ID == item.Value})
		}
	}
	received := fieldView{ID: "received", Name: "received", Type: "datetime-local", Label: v.t("try.received"), Required: true, Value: v.query("received")}
	if received.Value == "" {
		received.Value = v.dateField(v.now)
	}
	return []fieldView{item, received}
}

func (s *site) play(v *visit, id string) ([]core.Played, error) {
	received, err := cases.ParseTime(typedMoment(v.query("received")))
	if err != nil {
		return nil, casework.FieldError(casework.Invalid, "received", "date-time")
	}
	return s.deps.Counter.SimulateDraft(v.ctx, v.who, id, core.Sample{Item: v.query("item"), Received: received})
}

func (v *visit) played(kind casework.Kind, r core.Played) playedView {
	out := playedView{At: r.At, Case: r.Case, What: words.Event(v.lang, r.Event, r.Level), Clock: v.clockLabel(kind, r.Clock), To: v.roles(r.To)}
	if at, err := time.Parse(time.RFC3339, r.At); err == nil {
		out.At = v.second(at)
	}
	return out
}
