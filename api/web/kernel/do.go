package kernel

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// done is what became of a form: refused, or what the next page says.
type done struct {
	Refused error
	Flash   string
}

// Do sends the form's fields to the counter. Pending is told as such: it is
// kept, and the engine has not answered yet.
func (s *Site) Do(v *Visit, number string, form casework.Form) (done, error) {
	answer, err := s.Deps.Counter.Do(v.Ctx, v.Who, number, form.Command, v.Raw(form), v.Form("key"))
	if err != nil && (len(core.RefusalsOf(err)) == 0 || casework.CodeOf(err) == casework.NotFound) {
		return done{}, err
	}
	out := done{Refused: err, Flash: "done"}
	if answer.Pending {
		out.Flash = "pending"
	}
	return out, nil
}
