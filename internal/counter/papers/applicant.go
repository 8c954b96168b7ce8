package papers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
)

// tellApplicant adds what a paper for whoever came for a matter has to say of it: what the
// catalogue told him under the version he was received by (R021, R032), and where he may turn
// when he is refused (行政许可法 38).
func tellApplicant(m *paper.Matter, office *core.Office, f paper.Form, asked map[string]string) {
	if m.Extra == nil {
		return // there is no such case
	}
	item, _ := office.ItemOf(m.Case.Item, core.StateOf(m.Case).ItemVersion)
	for name, text := range map[string]string{
		"item_basis": item.Basis, "item_condition": item.Condition, "item_procedure": item.Procedure, "item_promised": item.Promised,
		"item_statutory": item.Statutory, "item_fee": item.Fee, "item_fee_basis": item.FeeBasis, "item_place": item.Place, "item_phone": item.Phone,
	} {
		m.Extra[name] = text
	}
	m.Extra["materials"] = received(item, core.StateOf(m.Case).Papers)
	tellRemedies(m.Extra, office, m.Case.Unit, item, asked)
	if f.Table != nil && f.Table.Of == paper.Materials {
		m.Rows = materials(item)
	}
}

// tellRemedies names the organ of reconsideration and the court: the office's, unless the
// issuer names another. Either is open to him; where the law sends him to the organ first
// (复议前置), it is named and the court comes after (行政复议法 23).
func tellRemedies(extra map[string]string, office *core.Office, unit string, item policy.Item, asked map[string]string) {
	organ, court := remedies(office, unit)
	extra["organ"], extra["court"] = cmp.Or(asked["organ"], organ), cmp.Or(asked["court"], court)
	if extra["first"] = item.ReconsiderFirst; extra["first"] == "" {
		extra["direct"] = extra["court"]
	}
}

// remedies are those of the nearest unit upward that names them.
func remedies(office *core.Office, unit string) (organ, court string) {
	for range office.Units { // no way up is longer
		i := slices.IndexFunc(office.Units, func(u casework.Unit) bool { return u.ID == unit })
		if i < 0 {
			break
		}
		u := office.Units[i]
		organ, court, unit = cmp.Or(organ, u.Reconsiders), cmp.Or(court, u.Court), u.Parent
	}
	return organ, court
}

// paperForms are said on a paper, which is in Chinese.
var paperForms = map[string]string{casework.PaperOriginal: "原件", casework.PaperCopy: "复印件", casework.PaperPromise: "承诺书"}

// received are the papers that came, each in the form and number in which it came: nobody
// types again what was ticked when it was taken in.
func received(item policy.Item, papers []casework.Paper) string {
	var out []string
	for _, p := range papers {
		i := slices.IndexFunc(item.Materials, func(m policy.Material) bool { return m.Code == p.Code })
		if i < 0 {
			continue
		}
		m := item.Materials[i]
		name := m.Name
		if form := cmp.Or(p.Form, m.Form); form != "" {
			name += "（" + paperForms[form] + "）"
		}
		out = append(out, name+strconv.Itoa(cmp.Or(p.Copies, m.Copies, 1))+"份")
	}
	if len(out) == 0 {
		return "无"
	}
	return strings.Join(out, "、")
}

// materials are a row each, as the catalogue asks for them.
func materials(item policy.Item) (out []paper.Matter) {
	for _, m := range item.Materials {
		extra := map[string]string{"name": m.Name, "format": m.Format, "issuer": m.Issuer, "required": "有此情形的提供"}
		if m.Required {
			extra["required"] = "必交"
		}
		if m.Copies > 0 {
			extra["copies"] = strconv.Itoa(m.Copies) + "份"
		}
		out = append(out, paper.Matter{Extra: extra})
	}
	return out
}
