package web

import (
	"github.com/shixian/shixian/api/web/law"
)

// publicSamples are the pages of this room with canned data.
func publicSamples(p sample) map[string]viewer {
	return map[string]viewer{
		"public":     &publicView{frame: p.base, Forms: []string{"complaint"}},
		"promises":   &promisesView{frame: p.base, Groups: []itemGroup{{Name: "x", Items: []itemView{p.item}}}},
		"promise":    &promiseView{frame: p.base, Item: p.item},
		"complain":   &complainView{frame: p.base, Summary: p.problems, Fields: sampleFields(), Phone: "x", Place: "x"},
		"complained": &complainedView{frame: p.base, Number: "x", Code: "x", Next: "x"},
		"progress":   &progressView{frame: p.base, Summary: p.problems, Found: &foundView{Result: "x", Due: "x", Outcome: "x", Rated: "x", Reply: "x", Rate: sampleFields(), RateVerb: "x"}},
		"law":        &lawView{p.base, law.Contents{Groups: []law.Group{{Key: "service", Rows: []law.RuleRow{{On: []law.Link{{}, {}}}}}}, Regulations: []law.RegulationRow{{}, {From: "x", Until: "x"}}}},
		"lawrule":    &lawRuleView{p.base, law.Rule{Says: "x", Silent: "x", Articles: []law.Article{{Lines: []law.Line{{Marked: true}, {}}}}}},
		"lawarticle": &lawArticleView{p.base, law.Opened{Rules: []law.RuleRow{{}}, Versions: []law.RegulationRow{{From: "x"}}, Before: &law.Link{}, After: &law.Link{}}},
	}
}
