package web

import (
	"encoding/json"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// may tells whether the person may do something that concerns no case.
func (v *visit) may(office *core.Office, action string) bool {
	_, err := v.rights.Decide(v.who, action, access.Subject{}, access.NewTree(office.Units))
	return err == nil
}

// cover says how far the reader's powers go on a post that he covers (R165, R166);
// empty where he covers nobody there.
func (v *visit) cover(post string) string {
	for _, h := range v.who.Holdings {
		if h.Post != post || h.Covers == "" || h.Standby {
			continue
		}
		if h.Limited {
			return v.t("cover.limited")
		}
		return v.t("cover.full")
	}
	return ""
}

// stateOf reads the codes a case keeps; one this version cannot read says nothing.
func stateOf(c casework.CaseView) casework.State {
	var s casework.State
	if len(c.State) > 0 && json.Unmarshal(c.State, &s) != nil {
		return casework.State{}
	}
	return s
}

// subjectOf is the case as the table of access looks at it.
func (v *visit) subjectOf(c casework.CaseView) access.Subject {
	state := stateOf(c)
	return v.rights.Subject(c, &state)
}

// forItself tells whether the office takes cases of a kind in for itself.
func (v *visit) forItself(k casework.Kind) bool {
	d := v.kinds.Of(k)
	return !d.Window && (d.Entry == kind.ByForm || d.Entry == kind.ByBureau)
}

// taken are the kinds that somebody takes in.
func (v *visit) taken() []casework.Kind {
	return slices.DeleteFunc(v.kinds.Kinds(), func(k casework.Kind) bool { return !v.forItself(k) && !v.kinds.Of(k).Window })
}

// lists tells whether a person may do action to cases of one of these kinds.
func (v *visit) lists(tree access.Tree, action string, kinds ...casework.Kind) bool {
	return slices.ContainsFunc(kinds, func(k casework.Kind) bool {
		_, err := v.rights.Cover(v.who, action, k, tree)
		return err == nil
	})
}
