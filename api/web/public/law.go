package public

import (
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// The pages of the law are everybody's.
type lawView struct {
	kernel.Frame
	law.Contents
}

type lawRuleView struct {
	kernel.Frame
	law.Rule
	At      []string // where it is declared, in words; Where is what is left of it
	Touched string   // how many cases this year, of those the reader may read; empty for the public
}

type lawArticleView struct {
	kernel.Frame
	law.Opened
}

// law lists the rules and the regulations.
func (s *Room) law(v *visit) error {
	contents, err := law.List(v.Lang == words.English)
	if err != nil {
		return err
	}
	return s.Render(v.Visit, http.StatusOK, "law", &lawView{v.PublicFrame("law", v.T("law.title")), contents})
}

// lawPage opens a rule, /law/R069, or a regulation whole.
func (s *Room) lawPage(v *visit) error {
	name := v.C.Param("regulation")
	rule, known, err := law.RuleOf(v.Kinds, name, v.Lang == words.English)
	if err != nil {
		return err
	}
	if !known {
		return s.lawOpened(v, name, "")
	}
	touched, err := s.touched(v, rule.ID)
	if err != nil {
		return err
	}
	view := &lawRuleView{Frame: v.PublicFrame("law", rule.ID+" "+rule.RuleRow.Name), Rule: rule, Touched: touched}
	view.At, view.Where = v.declared(rule.Where)
	return s.Render(v.Visit, http.StatusOK, "lawrule", view)
}

// touched says it to staff, each of what he reads: a number for everybody would tell of
// cases that not everybody is to know of.
func (s *Room) touched(v *visit, rule string) (string, error) {
	if !v.Signed {
		return "", nil
	}
	got, err := s.counter.TouchedBy(v.Ctx, v.Who, rule)
	if err != nil {
		return "", err
	}
	return v.T("law.touched", got.Cases), nil
}

// lawArticle opens an article, /law/效能投诉处理暂行办法/10.
func (s *Room) lawArticle(v *visit) error {
	return s.lawOpened(v, v.C.Param("regulation"), v.C.Param("address"))
}

func (s *Room) lawOpened(v *visit, name, address string) error {
	opened, known, err := law.Open(name, address, v.Lang == words.English)
	if err != nil {
		return err
	}
	if !known {
		return casework.Errorf(casework.NotFound, "article %q of %q", address, name)
	}
	return s.Render(v.Visit, http.StatusOK, "lawarticle", &lawArticleView{v.PublicFrame("law", opened.Name), opened})
}
