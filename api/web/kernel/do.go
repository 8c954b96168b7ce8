package kernel

import (
	"maps"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// done is what became of a form: refused, or what the next page says.
type done struct {
	Refused error
	Flash   string
	Pending bool // kept, and the case has not answered yet
}

// Do sends the form's fields to the counter. Pending is told as such: it is
// kept, and the engine has not answered yet.
func (s *Site) Do(v *Visit, number string, form casework.Form) (done, error) {
	if err := s.written(v); err != nil {
		if len(core.RefusalsOf(err)) == 0 {
			return done{}, err
		}
		return done{Refused: err}, nil
	}
	answer, err := s.Deps.Counter.Do(v.Ctx, v.Who, number, form.Command, v.Raw(form), v.Form("key"))
	if err != nil && (len(core.RefusalsOf(err)) == 0 || casework.CodeOf(err) == casework.NotFound) {
		return done{}, err
	}
	out := done{Refused: err, Flash: "done"}
	switch {
	case answer.Pending:
		s.laidBy(v, number, form.Command)
		out.Flash, out.Pending = "pending", true
	case err == nil:
		s.dropped(v, number, form.Command)
	}
	return out, nil
}

// canned begins the name of the choice of a text beside a field.
const canned = "canned."

// texts are those of the units of whoever reads.
func (v *Visit) texts(office *core.Office) (out []OptionView) {
	for _, t := range office.TextsOf(v.units()) {
		out = append(out, OptionView{Value: t.ID, Label: t.Name, Note: t.Body})
	}
	return out
}

// units are those he belongs to or stands in.
func (v *Visit) units() []string {
	out := []string{v.Who.Unit}
	for _, h := range v.Who.Holdings {
		if !h.Standby && !slices.Contains(out, h.Unit) {
			out = append(out, h.Unit)
		}
	}
	return out
}

// written puts the text that was chosen where nothing was written: what somebody writes himself
// always holds. A text that was changed or taken away since the page was shown is not what he chose.
func (s *Site) written(v *Visit) error {
	sent := v.C.Request.PostForm
	var office *core.Office
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		field, ok := strings.CutPrefix(name, canned)
		if !ok || sent.Get(name) == "" || strings.TrimSpace(sent.Get(field)) != "" {
			continue
		}
		if office == nil {
			var err error
			if office, err = s.Office(v.Ctx); err != nil {
				return err
			}
		}
		texts := office.TextsOf(v.units())
		i := slices.IndexFunc(texts, func(t core.CannedText) bool { return t.ID == sent.Get(name) })
		if i < 0 {
			return Told{Text: v.T("texts.gone"), Cause: casework.FieldError(casework.Invalid, field, "")}
		}
		sent.Set(field, texts[i].Body)
	}
	return nil
}
