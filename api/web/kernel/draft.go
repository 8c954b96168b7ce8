package kernel

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/drawer"
)

// What a form's button asks besides being sent in: "keep" lays it by, "auto" is the page laying it
// by itself, "drop" throws away what was laid by.
const (
	draftKeep = "keep"
	draftAuto = "auto"
	draftDrop = "drop"
)

// layingBy is how long what was sent may take to be kept.
const layingBy = 2 * time.Second

// What is said of words that were kept: whose they are.
const (
	KeptOwn    = "draft.saved"
	KeptShared = "draft.saved_shared" // of a report: whoever may issue it reads them
)

// Asked tells whether a form was not sent in: it is to be kept, or thrown away.
func Asked(v *Visit) bool {
	return slices.Contains([]string{draftKeep, draftAuto, draftDrop}, v.Form("do"))
}

// Draft obeys the button of a form that is not sent in; next is where its reader stays, says what he
// is told. What is returned as refused is said on the form, with all that was typed.
func (s *Site) Draft(v *Visit, form, next, says string) (refused, err error) {
	if v.Form("do") == draftDrop {
		if err := s.Deps.Counter.DropDraft(v.Ctx, v.Who, form); err != nil {
			return nil, err
		}
		s.Flash(v, "draft.dropped", "")
		return nil, v.Redirect(next)
	}
	err = s.Deps.Counter.KeepDraft(v.Ctx, v.Who, form, v.C.Request.PostForm)
	switch {
	case casework.CodeOf(err) == casework.TooMany:
		refused = Told{Text: v.T("draft.full", drawer.MostDrafts), Cause: casework.FieldError(casework.Invalid, "", "")}
	case err != nil && len(core.RefusalsOf(err)) == 0:
		return nil, err
	case err != nil:
		refused = err
	}
	switch {
	case v.Form("do") == draftAuto:
		return nil, s.sayKept(v, says, refused)
	case refused != nil:
		return refused, nil
	}
	s.Flash(v, "draft.kept_now", "")
	return nil, v.Redirect(next)
}

// sayKept answers the page that keeps by itself with the line it shows.
func (s *Site) sayKept(v *Visit, label string, refused error) error {
	status, says := http.StatusOK, v.T(label, v.Stamp(v.Now))
	if refused != nil {
		status, says = http.StatusUnprocessableEntity, v.Attach(nil, refused)[0].Text
	}
	v.C.Data(status, "text/plain; charset=utf-8", []byte(says))
	return nil
}

// dropped throws the draft of an act away that was done; it is done all the same.
func (s *Site) dropped(v *Visit, number, command string) {
	if err := s.Deps.Counter.DropDraft(v.Ctx, v.Who, drawer.OfAct(number, command)); err != nil {
		s.Deps.Log.WarnContext(v.Ctx, "drop draft", "error", err)
	}
}

// laidBy keeps what was sent until the case has answered: it may refuse it yet, and then it is a draft.
// The wait for the answer has used up the time of the request.
func (s *Site) laidBy(v *Visit, number, command string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(v.Ctx), layingBy)
	defer cancel()
	if err := s.Deps.Counter.KeepDraft(ctx, v.Who, drawer.OfAct(number, command), v.C.Request.PostForm); err != nil {
		s.Deps.Log.WarnContext(v.Ctx, "lay by what was sent", "error", err)
	}
}
