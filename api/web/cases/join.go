package cases

import (
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// tieView is one link of a case; Number is empty where the reader may know the
// other's kind and no more.
type tieView struct {
	Relation, Kind, Number string
}

// earlierView is what happened to a case while it was one of another kind.
type earlierView struct {
	Lead     string
	Timeline []moment
}

func (v *visit) ties(c casework.CaseView) []tieView {
	var out []tieView
	for _, t := range c.Links {
		tied := words.Relation
		if t.Back {
			tied = words.BackRelation
		}
		out = append(out, tieView{Relation: words.Say(v.Lang, tied, t.Relation), Kind: v.Kind(t.Kind), Number: t.Number})
	}
	return out
}

// earlier joins the history of the case this one goes on from, for those who may
// read it: the counter names it to nobody else.
func (s *Room) earlier(v *visit, d kernel.Dossier) (*earlierView, error) {
	i := slices.IndexFunc(d.View.Links, func(t casework.Tie) bool {
		return t.Relation == casework.ConvertedTo && t.Back && t.Number != ""
	})
	if i < 0 {
		return nil, nil
	}
	tie := d.View.Links[i]
	old, err := s.counter.Case(v.Ctx, v.Who, tie.Number)
	if err != nil {
		return nil, err
	}
	was := kernel.Dossier{View: old, Office: d.Office}
	if was.Timeline, err = s.counter.Timeline(v.Ctx, v.Who, tie.Number); err != nil {
		return nil, err
	}
	if was.Ledger, err = s.counter.Ledger(v.Ctx, v.Who, tie.Number); err != nil {
		return nil, err
	}
	return &earlierView{Lead: v.T("join.earlier.lead", v.Kind(tie.Kind), tie.Number), Timeline: v.story(was)}, nil
}
