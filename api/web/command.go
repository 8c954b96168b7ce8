package web

import (
	"net/http"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// command carries one act to a case and goes back to it. A refusal opens the
// form again with everything that was typed.
func (s *site) command(v *visit) error {
	number, name := v.c.Param("number"), v.c.Param("command")
	view, err := s.deps.Counter.Case(v.ctx, v.who, number)
	if err != nil {
		return err
	}
	form, ok := v.kinds.Binds(view).Form(name)
	if !ok || form.Internal {
		return casework.Errorf(casework.UnknownCommand, "%s", name)
	}
	done, err := s.do(v, number, form)
	switch {
	case err != nil:
		return err
	case done.refused != nil:
		return s.renderCase(v, http.StatusUnprocessableEntity, name, done.refused)
	}
	s.flash(v, done.flash, name)
	return v.redirect("/cases/" + number)
}

// done is what became of a form: refused, or what the next page says.
type done struct {
	refused error
	flash   string
}

// do sends the form's fields to the counter. Pending is told as such: it is
// kept, and the engine has not answered yet.
func (s *site) do(v *visit, number string, form casework.Form) (done, error) {
	answer, err := s.deps.Counter.Do(v.ctx, v.who, number, form.Command, v.raw(form), v.form("key"))
	if err != nil && (len(core.RefusalsOf(err)) == 0 || casework.CodeOf(err) == casework.NotFound) {
		return done{}, err
	}
	out := done{refused: err, flash: "done"}
	if answer.Pending {
		out.flash = "pending"
	}
	return out, nil
}
