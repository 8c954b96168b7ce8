package web

import (
	"slices"

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
		out = append(out, tieView{Relation: words.Say(v.lang, tied, t.Relation), Kind: v.kind(t.Kind), Number: t.Number})
	}
	return out
}

// earlier joins the history of the case this one goes on from, for those who may
// read it: the counter names it to nobody else.
func (s *site) earlier(v *visit, d dossier) (*earlierView, error) {
	i := slices.IndexFunc(d.view.Links, func(t casework.Tie) bool {
		return t.Relation == casework.ConvertedTo && t.Back && t.Number != ""
	})
	if i < 0 {
		return nil, nil
	}
	tie := d.view.Links[i]
	old, err := s.deps.Counter.Case(v.ctx, v.who, tie.Number)
	if err != nil {
		return nil, err
	}
	was := dossier{view: old, office: d.office}
	if was.timeline, err = s.deps.Counter.Timeline(v.ctx, v.who, tie.Number); err != nil {
		return nil, err
	}
	if was.ledger, err = s.deps.Counter.Ledger(v.ctx, v.who, tie.Number); err != nil {
		return nil, err
	}
	return &earlierView{Lead: v.t("join.earlier.lead", v.kind(tie.Kind), tie.Number), Timeline: v.story(was)}, nil
}
