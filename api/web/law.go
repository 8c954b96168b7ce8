package web

import (
	"net/http"

	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// The pages of the law are everybody's.
type lawView struct {
	frame
	law.Contents
}

type lawRuleView struct {
	frame
	law.Rule
}

type lawArticleView struct {
	frame
	law.Opened
}

// law lists the rules and the regulations.
func (s *site) law(v *visit) error {
	contents, err := law.List(v.lang == words.English)
	if err != nil {
		return err
	}
	return s.render(v, http.StatusOK, "law", &lawView{v.publicFrame("law", v.t("law.title")), contents})
}

// lawPage opens a rule, /law/R069, or a regulation whole.
func (s *site) lawPage(v *visit) error {
	name := v.c.Param("regulation")
	rule, known, err := law.RuleOf(name, v.lang == words.English)
	if err != nil {
		return err
	}
	if known {
		return s.render(v, http.StatusOK, "lawrule", &lawRuleView{v.publicFrame("law", rule.ID+" "+rule.RuleRow.Name), rule})
	}
	return s.lawOpened(v, name, "")
}

// lawArticle opens an article, /law/效能投诉处理暂行办法/10.
func (s *site) lawArticle(v *visit) error {
	return s.lawOpened(v, v.c.Param("regulation"), v.c.Param("address"))
}

func (s *site) lawOpened(v *visit, name, address string) error {
	opened, known, err := law.Open(name, address, v.lang == words.English)
	if err != nil {
		return err
	}
	if !known {
		return casework.Errorf(casework.NotFound, "article %q of %q", address, name)
	}
	return s.render(v, http.StatusOK, "lawarticle", &lawArticleView{v.publicFrame("law", opened.Name), opened})
}
