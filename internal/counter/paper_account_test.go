package counter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/papers"
)

// proceeding is an accountability case with its events so far, on the bench.
type proceeding struct {
	*bench
	number string
}

func (p *proceeding) happens(name casework.EventName, actor, level string, detail map[string]string) {
	id := string(name) + level
	p.store.Texts[id] = "理由：" + id
	p.store.Events[p.number] = append(p.store.Events[p.number], casework.TimelineRow{
		At: p.now, Name: name, Actor: actor, Level: level, Detail: detail, TextID: id,
	})
}

// printed issues a paper and answers its words, line by line.
func (p *proceeding) printed(t *testing.T, by casework.Principal, form string, asked map[string]string) map[string]string {
	t.Helper()
	row := p.issued(t, by, papers.PaperRequest{Form: form, Number: p.number, Asked: asked})
	out := map[string]string{"title": row.Content.Title, "to": row.Content.To, "close": strings.Join(row.Content.Close, "")}
	for _, l := range row.Content.Lines {
		out[l.Label] = l.Text
	}
	if row.Content.Table != nil {
		for _, r := range row.Content.Table.Rows {
			out["table"] += strings.Join(r, " ")
		}
	}
	return out
}

// Every paper of a case from the formal opening to the reversal says whom it is about
// and where he belongs, over what, what he is held to, and at the end that nothing of
// the measure is left.
func TestPapersOfACaseToItsReversal(t *testing.T) {
	t.Parallel()
	b := papered(t)
	p := &proceeding{b, "ZZ2026-000001"}
	discipline := casework.Principal{Person: countertest.Discipline, Holdings: []casework.Holding{{Post: "discipline", Role: casework.DisciplineOffice, Unit: "bureau"}}}
	b.store.Put(casework.State{
		Number: p.number, Kind: casework.Accountability, Unit: "bureau", Post: "efficiency", Stage: casework.StageServed, Run: 1,
		Facts: map[string]string{"person": countertest.Handler, casework.FactMeasure: "circulated_criticism", casework.FactMend: "30d"},
		Cause: &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "permit-1", At: b.now, Due: b.now.AddDate(0, 0, -3)},
	})
	b.clocked(p.number, "statement")
	p.happens(casework.FactsStated, countertest.Efficiency, "formal", map[string]string{"ground": "time_limit"})
	p.happens(casework.FormallyOpened, countertest.Efficiency, "", map[string]string{"person": countertest.Handler})
	notice := p.printed(t, efficiency(), "defence_notice", map[string]string{"desk": "效能办", "copies": "1"})
	require.Equal(t, countertest.Handler+"（审批科）", notice["当事人"])
	require.Contains(t, notice["起因"], "BJ2026-000001")
	require.Contains(t, notice["起因"], "前完成")
	require.Equal(t, "理由：facts_statedformal", notice["认定的事实"])

	p.happens(casework.Heard, countertest.Handler, "", nil)
	record := p.printed(t, efficiency(), "statement_record", map[string]string{"place": "会议室", "hearers": "甲、乙", "recorder": "丙"})
	require.Contains(t, record["table"], "理由：heard")
	p.happens(casework.MeasureDecided, countertest.Chief, "circulated_criticism", map[string]string{"present": "7", "in_favour": "5"})
	decision := p.printed(t, efficiency(), "decision", map[string]string{"appeal_organ": "县监委", "copies": "1"})
	require.Equal(t, countertest.Handler+"（审批科）", decision["责任人（单位）"], "not the post that investigates")
	require.Contains(t, decision["追究方式"], "限30日内改正")
	require.Equal(t, "理由：heard", decision["陈述申辩"])
	require.Contains(t, decision["close"], "自作出之日起生效", "served or not (处分条例 46)")
	require.Contains(t, decision["close"], "同级公务员主管部门或者作出决定的机关的上一级机关提出申诉")
	require.Contains(t, decision["close"], "受理申诉的机关：县监委")
	p.happens(casework.DecisionServed, countertest.Efficiency, "circulated_criticism", nil)
	receipt := p.printed(t, efficiency(), "service_receipt", map[string]string{"paper": "责任追究决定书", "manner": "直接送达"})
	require.NotEmpty(t, receipt["系统登记的送达时间"])

	p.happens(casework.ReviewAsked, countertest.Handler, casework.RoundReview, nil)
	p.happens(casework.ReviewDecided, countertest.Chief, "upheld", map[string]string{"round": casework.RoundReview, "measure": "circulated_criticism"})
	review := papers.PaperRequest{Form: "review_decision", Number: p.number, Asked: map[string]string{"appeal_organ": "县监委", "copies": "1"}}
	require.Contains(t, p.printed(t, efficiency(), review.Form, review.Asked)["申请的理由"], "review_askedreview")
	p.happens(casework.ReviewAsked, countertest.Handler, casework.RoundAppeal, nil)
	_, err := b.DraftPaper(t.Context(), efficiency(), review)
	require.Equal(t, casework.NotReady, casework.CodeOf(err), "it would give the reasons of the appeal as those of the review")

	p.happens(casework.ReviewDecided, countertest.Discipline, "reversed", map[string]string{"round": casework.RoundAppeal})
	appeal := p.printed(t, discipline, "appeal_decision", map[string]string{"organ": "县监委", "copies": "1"})
	require.NotEmpty(t, appeal["决定"])
	require.NotContains(t, appeal, "决定后的追究方式", "nothing is left of it")
	require.Contains(t, appeal["close"], "冲回由此扣减的分数")
}

// A reminder goes to the section that had the matter, not to the office that looked
// into it, and names nobody.
func TestAReminderGoesToTheSectionThatHadTheMatter(t *testing.T) {
	t.Parallel()
	b := papered(t)
	p := &proceeding{b, "ZZ2026-000002"}
	b.store.Put(casework.State{
		Number: p.number, Kind: casework.Accountability, Unit: "bureau", Post: "efficiency", Stage: casework.StageClosed, Run: 1, Result: "reminder",
		Cause: &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "permit-1", At: b.now},
	})
	p.happens(casework.FactsStated, countertest.Efficiency, "reminder", nil)
	letter := p.printed(t, efficiency(), "reminder_letter", map[string]string{"words": "请及时说明", "copies": "1"})
	require.True(t, strings.HasPrefix(letter["to"], "审批科"), letter["to"])
	require.NotContains(t, strings.Join([]string{letter["to"], letter["起因"], letter["核查事实"]}, ""), countertest.Handler)
}
