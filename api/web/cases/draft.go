package cases

import (
	"net/http"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/drawer"
)

// draftView is an act that the reader left half-written.
type draftView struct {
	Command, Verb, At string
	Waits             bool          // it was sent in, and the case has not answered yet
	Drop              string        // where it is thrown away; empty: its form stands on the page
	Said              []kernel.Fact // what was written, where the act waits no longer
}

// keepDraft keeps a form that is not finished, whether or not the act may still be done: nothing
// that was typed is lost to a page that stood open too long.
func (s *Room) keepDraft(v *visit, number string, form casework.Form) error {
	refused, err := s.Draft(v.Visit, drawer.OfAct(number, form.Command), "/cases/"+number, kernel.KeptOwn)
	if refused != nil {
		return s.renderCase(v, http.StatusUnprocessableEntity, form.Command, refused)
	}
	return err
}

// draftOf is what was left of an act; what was sent in is not offered to be sent again.
func draftOf(d kernel.Dossier, command string) (drawer.Draft, bool) {
	for _, left := range d.Drafts {
		if left.Form == drawer.OfAct(d.View.Number, command) && !left.Waits {
			return left, true
		}
	}
	return drawer.Draft{}, false
}

// drafts are what the reader left half-written; what the case takes no longer is shown with what
// was written.
func (v *visit) drafts(d kernel.Dossier, acts []kernel.ActView) (out []draftView) {
	for _, left := range d.Drafts {
		command := strings.TrimPrefix(left.Form, drawer.OfAct(d.View.Number, "")+"/")
		form, known := v.Kinds.Binds(d.View).Form(command)
		if !known {
			continue
		}
		row := draftView{Command: command, Verb: v.Verb(d.View.Kind, command), At: v.Stamp(left.At)}
		row.Waits = left.Waits
		if left.Waits || !offered(acts, command) {
			act := v.Act(d.View.Number, form, d.Office, d.Item(), left.Sent)
			row.Drop, row.Said = act.Action, said(act.Fields)
		}
		out = append(out, row)
	}
	return out
}

func offered(acts []kernel.ActView, command string) bool {
	for _, a := range acts {
		if a.Command == command {
			return true
		}
	}
	return false
}

// said are the words of a form, with what they answer.
func said(fields []kernel.FieldView) (out []kernel.Fact) {
	for _, f := range fields {
		if f.Value != "" && (f.Type == "textarea" || f.Type == "text") {
			out = append(out, kernel.Fact{Name: f.Label, Value: f.Value})
		}
	}
	return out
}
