package public

import (
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/counter/cases"
	lawbook "github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/internal/proof/timeline"
)

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"public":     &publicView{Frame: p.Base, Forms: []publicForm{{"complaint", "x", "x"}}},
		"promises":   &promisesView{Frame: p.Base, Groups: []kernel.ItemGroup{{Name: "x", Items: []kernel.ItemView{p.Item}}}},
		"promise":    &promiseView{Frame: p.Base, Item: p.Item, Published: []cases.Published{{}}},
		"complain":   &complainView{Frame: p.Base, Summary: p.Problems, Fields: kernel.SampleFields(), Phone: "x", Place: "x"},
		"complained": &complainedView{Frame: p.Base, Number: "x", Code: "x", Once: "x", Next: "x"},
		"progress":   &progressView{Frame: p.Base, Summary: p.Problems, Found: &foundView{Onward: &onwardView{"x", "x", "x"}, Result: "x", Due: "x", Outcome: "x", Rated: "x", Reply: "x", Turn: "x", Light: &kernel.LightView{}, Papers: []noticeView{{Void: true}}, Read: []readView{{}}, Told: []toldView{{Owed: true}, {Ways: []string{"x"}}}, Published: []cases.Published{{}}, Reviews: []reviewedView{{"x", "x", "x", "x"}}, Acts: []codeAct{{Title: "x", Fields: kernel.SampleFields()}}, Ratings: []ratingView{{Text: "x"}, {}}}},
		"law":        &lawView{p.Base, law.Contents{Groups: []law.Group{{Key: "service", Rows: []law.RuleRow{{On: []law.Link{{}, {}}}}}}, Regulations: []law.RegulationRow{{}, {From: "x", Until: "x"}}}},
		"lawrule":    &lawRuleView{p.Base, law.Rule{Says: "x", Silent: "x", Where: []string{"x"}, Shown: lawbook.Standing{Examples: 2}, Examples: []law.Example{{Never: true, Why: "x", Moments: []timeline.Moment{{Done: true, Who: "x", Other: "x"}, {}}, Not: []string{"x"}, Asks: []string{"x"}}, {}}, Articles: []law.Article{{Lines: []law.Line{{Marked: true}, {}}}}}, []string{"x"}, "x"},
		"lawarticle": &lawArticleView{p.Base, law.Opened{Rules: []law.RuleRow{{}}, Versions: []law.RegulationRow{{From: "x"}}, Before: &law.Link{}, After: &law.Link{}}},
	}
}
