package desk

import (
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/words"
)

// matterRow is one matter that waits: what is owed, by when, whose turn it is, and the button
// for it.
type matterRow struct {
	Light       *kernel.LightView // nil: no clock of the office runs
	Words       string
	Kind        string
	Number      string
	Item        string
	Head        string // who brought it, or what it is about, for whoever may read that
	Behind      string // the case it came from
	Owed        string
	Due         string
	Others      []otherClock
	Provisional bool
	Urgent      bool   // handled first (R053)
	Follows     string // the leading case of a merged one
	Turn        string
	Yours       bool
	Verb, Href  string
	Reports     []*kernel.PaperLink // by which a standing duty is compiled
}

// otherClock is another clock of the matter, with its date, and the act for it where that is
// another one.
type otherClock struct{ Text, Verb, Href string }

func (v *visit) matterRows(rows []desk.Matter, office *core.Office) (out []matterRow) {
	for _, m := range rows {
		out = append(out, v.matterRow(m, office))
	}
	return out
}

// reports leads each standing duty to the paper it is compiled by, of the period of its round.
func (s *Room) reports(v *visit, matters []desk.Matter, rows []matterRow) error {
	for i, m := range matters {
		for _, c := range m.Clocks {
			if m.Kind != v.Kinds.Standing() {
				break
			}
			f := s.Deps.Counter.Compiled(v.Ctx, v.Who, c.Name)
			if f == nil {
				continue
			}
			report, err := s.ReportOf(v.Visit, f, m.Unit, c)
			if err != nil {
				return err
			}
			rows[i].Reports = append(rows[i].Reports, report)
		}
	}
	return nil
}

func (v *visit) matterRow(m desk.Matter, office *core.Office) matterRow {
	r := matterRow{
		Kind: v.Kind(m.Kind), Number: m.Number, Item: v.ItemName(office, m.Kind, m.Item, m.ItemVersion, m.ItemName), Head: m.Head, Behind: m.Parent,
		Urgent: m.Urgent, Follows: m.Follows, Verb: v.T("view"), Href: "/cases/" + m.Number,
		Owed: words.Of(v.Lang, v.Kinds.Of(m.Kind), words.Stage, m.Stage),
	}
	if m.Kind == v.Kinds.Leave() {
		r.Head = kernel.PersonName(office, kernel.StateOf(m.CaseView).Facts["person"])
	}
	for i, c := range m.Clocks {
		if i > 0 {
			o := otherClock{Text: v.ClockOf(office, m.Kind, c.Name) + " " + v.Due(c.Due, c.Prompt)}
			if i < len(m.Acts) && m.Acts[i] != "" && m.Acts[i] != m.Next {
				o.Verb, o.Href = v.Verb(m.Kind, m.Acts[i]), "/cases/"+m.Number+"?do="+m.Acts[i]+"#"+m.Acts[i]
			}
			r.Others = append(r.Others, o)
			continue
		}
		r.Light, r.Words = new(v.ClockLight(c)), v.Urgency(c)
		r.Owed, r.Due, r.Provisional = v.Owed(m.Kind, c.Name), v.Due(c.Due, c.Prompt), c.Provisional
	}
	switch {
	case m.Next != "" && m.Follows == "":
		r.Yours, r.Turn = true, v.T("desk.you")
		r.Verb, r.Href = v.Verb(m.Kind, m.Next), r.Href+"?do="+m.Next+"#"+m.Next
	case m.Turn != "":
		r.Turn = strings.TrimSpace(words.Say(v.Lang, words.Role, m.Turn) + " " + v.holder(m.CaseView))
	}
	return r
}

// holder names who stands on the post whose turn it is, where that is the case's own.
func (v *visit) holder(c casework.CaseView) string {
	if c.Turn == casework.Handler || c.Turn == casework.ActingHolder {
		return c.HolderName
	}
	return ""
}
