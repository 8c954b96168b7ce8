package web

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

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
