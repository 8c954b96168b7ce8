package cases

import (
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
)

// command carries one act to a case and goes back to it. A refusal opens the
// form again with everything that was typed.
func (s *Room) command(v *visit) error {
	number, name := v.C.Param("number"), v.C.Param("command")
	view, err := s.counter.Case(v.Ctx, v.Who, number)
	if err != nil {
		return err
	}
	form, ok := v.Kinds.Binds(view).Form(name)
	if !ok || form.Internal {
		return casework.Errorf(casework.UnknownCommand, "%s", name)
	}
	if v.Form("do") != "" {
		return s.keepDraft(v, number, form)
	}
	done, err := s.Do(v.Visit, number, form)
	switch {
	case err != nil:
		return err
	case done.Refused != nil:
		return s.renderCase(v, http.StatusUnprocessableEntity, name, done.Refused)
	}
	s.Flash(v.Visit, done.Flash, name)
	if v.Form("then") != "" && !done.Pending { // nothing is issued of what is not done, and the time to look is used up
		on, err := s.counter.Papers(v.Ctx, v.Who, number)
		if err != nil {
			return err
		}
		if to := kernel.NextPaper(number, name, on); to != "" {
			return v.Redirect(to)
		}
	}
	return v.Redirect("/cases/" + number)
}
