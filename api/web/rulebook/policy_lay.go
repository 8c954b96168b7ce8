package rulebook

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/words"
)

// mostFound bounds the articles one search shows.
const mostFound = 8

// lay sorts the fields of the open clock into its parts, and shows what it rests on.
func (d *drafting) lay(c *clockForm, all []kernel.FieldView, in url.Values) (err error) {
	at, n := rulePath(c.Index), len(ruleQuestions)
	parts := map[string]*partForm{"main": {}, "stop": &c.Parts.Stop, "extension": &c.Parts.Extension, "extra": &c.Parts.Extra}
	for j, q := range ruleQuestions {
		p := parts[q.group]
		p.Title, p.Fields = d.T("rulepart."+q.group), append(p.Fields, all[j])
		p.Open = p.Open || len(all[j].Errors) > 0 || len(in[all[j].Name]) > 0 && in.Get(all[j].Name) != ""
	}
	c.Main, c.Lang = parts["main"].Fields, d.Lang
	c.Warn = listForm{Path: at + ".warn", Count: all[n]}
	warns := min(number(c.Warn.Count.Value), mostRows)
	all = all[n+1:]
	c.Warn.rows(d, warnQuestions, all[:warns*len(warnQuestions)])
	all = all[warns*len(warnQuestions):]
	c.Ladder = listForm{Path: at + ".ladder", Count: all[0]}
	c.Ladder.rows(d, rungQuestions, all[1:])
	if c.Cited, err = law.Cited(in.Get(at + ".basis")); err != nil {
		return err
	}
	if name, err := law.RuleName(in.Get(at+".rule"), d.Lang == words.English); err == nil && name != "" {
		for j := range c.Main {
			if c.Main[j].Name == at+".rule" {
				c.Main[j].Hint = name
			}
		}
	}
	if c.Asked = strings.TrimSpace(d.Query("find")); c.Asked != "" {
		var all int
		c.Found, all, err = law.Search(c.Asked, mostFound)
		c.More = all - len(c.Found)
	}
	return err
}

func (l *listForm) rows(d *drafting, asks []question, fields []kernel.FieldView) {
	for j := 0; len(fields) >= len(asks); j++ {
		path := fmt.Sprintf("%s[%d]", l.Path, j)
		l.Rows = append(l.Rows, rowForm{path, fieldID(path), d.T("items.row", l.Count.Label, j+1), fields[:len(asks)]})
		fields = fields[len(asks):]
	}
	l.Full = len(l.Rows) >= mostRows
}
