package web

import (
	"net/http"

	"github.com/shixian/shixian/internal/casework"
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
