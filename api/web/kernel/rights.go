package kernel

import (
	"encoding/json"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// May tells whether the person may do something that concerns no case.
func (v *Visit) May(office *core.Office, action string) bool {
	_, err := v.Rights.Decide(v.Who, action, access.Subject{}, office.Tree())
	return err == nil
}

// Cover says how far the reader's powers go on a post that he covers (R165, R166);
// empty where he covers nobody there.
func (v *Visit) Cover(post string) string {
	for _, h := range v.Who.Holdings {
		if h.Post != post || h.Covers == "" || h.Standby {
			continue
		}
		if h.Limited {
			return v.T("cover.limited")
		}
		return v.T("cover.full")
	}
	return ""
}

// StateOf reads the codes a case keeps; one this version cannot read says nothing.
func StateOf(c casework.CaseView) casework.State {
	var s casework.State
	if len(c.State) > 0 && json.Unmarshal(c.State, &s) != nil {
		return casework.State{}
	}
	return s
}

// SubjectOf is the case as the table of access looks at it.
func (v *Visit) SubjectOf(c casework.CaseView) access.Subject {
	state := StateOf(c)
	return v.Rights.Subject(c, &state)
}

// ForItself tells whether the office takes cases of a kind in for itself.
func (v *Visit) ForItself(k casework.Kind) bool {
	d := v.Kinds.Of(k)
	return !d.Window && (d.Entry == kind.ByForm || d.Entry == kind.ByBureau)
}

// taken are the kinds that somebody takes in.
func (v *Visit) taken() []casework.Kind {
	return slices.DeleteFunc(v.Kinds.Kinds(), func(k casework.Kind) bool { return !v.ForItself(k) && !v.Kinds.Of(k).Window })
}

// Lists tells whether a person may do action to cases of one of these kinds.
func (v *Visit) Lists(tree access.Tree, action string, kinds ...casework.Kind) bool {
	return slices.ContainsFunc(kinds, func(k casework.Kind) bool {
		_, err := v.Rights.Cover(v.Who, action, k, tree)
		return err == nil
	})
}
