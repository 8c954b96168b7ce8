package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/policy"
)

// TestCeilings holds the presets against the articles they cite, as they stand
// in the texts named in rules.md section 2.
func TestCeilings(t *testing.T) {
	t.Parallel()
	got := map[string]policy.Ceiling{}
	for _, c := range load(t).Presets.Ceilings {
		got[c.ID] = c
	}
	for _, want := range []struct{ id, law, article, limit, cap string }{
		// 行政许可法 82: 期限以工作日计算，不含法定节假日
		{"licensing-32-4", "行政许可法（2019）", "第三十二条第一款第四项", "5wd", ""},
		{"licensing-42-1", "行政许可法（2019）", "第四十二条第一款", "20wd", "10wd"},
		{"licensing-42-2", "行政许可法（2019）", "第四十二条第二款", "45wd", "15wd"},
		{"licensing-42-other", "行政许可法（2019）", "第四十二条第一款但书", "", ""},
		{"licensing-43", "行政许可法（2019）", "第四十三条", "20wd", ""},
		{"licensing-44", "行政许可法（2019）", "第四十四条", "10wd", ""},
		{"licensing-45", "行政许可法（2019）", "第四十五条", "", ""},
		{"licensing-47", "行政许可法（2019）", "第四十七条", "5wd", ""},
		{"licensing-47-hold", "行政许可法（2019）", "第四十七条", "20wd", ""},
		{"licensing-48", "行政许可法（2019）", "第四十八条第一款第一项", "7wd", ""},
		{"licensing-50", "行政许可法（2019）", "第五十条", "30d", ""},
		{"licensing-55", "行政许可法（2019）", "第五十五条", "5wd", ""},
		// calendar days and months
		{"litigation-47", "行政诉讼法", "第四十七条", "2mo", ""},
		{"litigation-46", "行政诉讼法", "第四十六条", "6mo", ""},
		{"petition-22", "信访工作条例（2022）", "第二十二条", "15d", ""},
		{"petition-23", "信访工作条例（2022）", "第二十三条", "15d", ""},
		{"petition-23-object", "信访工作条例（2022）", "第二十三条", "5wd", ""},
		{"petition-34", "信访工作条例（2022）", "第三十四条", "60d", "30d"},
		{"petition-34-redo", "信访工作条例（2022）", "第三十四条", "60d", ""},
		{"petition-35-ask", "信访工作条例（2022）", "第三十五条", "30d", ""},
		{"petition-35", "信访工作条例（2022）", "第三十五条", "30d", ""},
		{"petition-36-ask", "信访工作条例（2022）", "第三十六条", "30d", ""},
		{"petition-36", "信访工作条例（2022）", "第三十六条", "30d", ""},
		{"disclosure-33", "政府信息公开条例（2019）", "第三十三条", "20wd", "20wd"},
		{"disclosure-30", "政府信息公开条例（2019）", "第三十条", "7wd", ""},
		{"disclosure-32", "政府信息公开条例（2019）", "第三十二条", "15wd", ""},
		{"disclosure-34", "政府信息公开条例（2019）", "第三十四条", "15wd", ""},
		{"disclosure-26", "政府信息公开条例（2019）", "第二十六条", "20wd", ""},
		// 行政复议法 88: 三日、五日、七日、十日指工作日
		{"review-20", "行政复议法（2023）", "第二十条", "60d", ""},
		{"review-30", "行政复议法（2023）", "第三十条", "5wd", ""},
		{"review-31", "行政复议法（2023）", "第三十一条", "5wd", ""},
		{"review-31-supplement", "行政复议法（2023）", "第三十一条", "10wd", ""},
		{"review-48", "行政复议法（2023）", "第四十八条", "7wd", ""},
		{"review-48-answer", "行政复议法（2023）", "第四十八条", "10wd", ""},
		{"review-54", "行政复议法（2023）", "第五十四条", "3wd", ""},
		{"review-54-answer", "行政复议法（2023）", "第五十四条", "5wd", ""},
		{"review-62", "行政复议法（2023）", "第六十二条第一款", "60d", "30d"},
		{"review-62-simple", "行政复议法（2023）", "第六十二条第二款", "30d", ""},
		// 行政处罚法 85: 二日、三日、五日、七日指工作日
		{"penalty-60", "行政处罚法（2021）", "第六十条", "90d", ""},
		{"penalty-61", "行政处罚法（2021）", "第六十一条", "7wd", ""},
		{"deputies-51", "代表法（2025）", "第五十一条", "3mo", "3mo"},
		{"deputies-51-hard", "代表法（2025）", "第五十一条", "6mo", ""},
		{"civil-95-review", "公务员法", "第九十五条", "30d", ""},
		{"civil-95-appeal", "公务员法", "第九十五条", "15d", ""},
		{"civil-95-direct", "公务员法", "第九十五条", "30d", ""},
		{"civil-96-review", "公务员法", "第九十六条", "30d", ""},
		{"civil-96", "公务员法", "第九十六条", "60d", "30d"},
		{"sanction-44", "行政机关公务员处分条例", "第四十四条", "6mo", "6mo"},
		{"supervision-56", "监察法（2024）", "第五十六条", "1mo", ""},
		{"supervision-56-decide", "监察法（2024）", "第五十六条", "1mo", ""},
		{"supervision-56-again", "监察法（2024）", "第五十六条", "1mo", ""},
		{"supervision-56-final", "监察法（2024）", "第五十六条", "2mo", ""},
		{"inspection-17-ask", "政府督查工作条例（2021）", "第十七条", "30d", ""},
		{"inspection-17", "政府督查工作条例（2021）", "第十七条", "30d", ""},
	} {
		c, ok := got[want.id]
		require.True(t, ok, want.id)
		require.Equal(t, want, struct{ id, law, article, limit, cap string }{c.ID, c.Law, c.Article, c.Limit, c.Cap})
		require.NotEmpty(t, c.WhatEn, want.id)
		delete(got, want.id)
	}
	require.Empty(t, got, "every ceiling is cited here")
}

func TestPresetsThatHoldNobody(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*policy.Presets){
		"no article":             func(p *policy.Presets) { p.Ceilings[0].Article = "" },
		"a limit of no unit":     func(p *policy.Presets) { p.Ceilings[0].Limit = "5" },
		"a limit of another one": func(p *policy.Presets) { p.Ceilings[0].Limit = "5d" },
		"a name twice":           func(p *policy.Presets) { p.Ceilings[1].ID = p.Ceilings[0].ID },
		"no such default":        func(p *policy.Presets) { p.Choices[0].Default = "longer" },
		"a choice twice":         func(p *policy.Presets) { p.Choices[1].Key = p.Choices[0].Key },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			presets := load(t).Presets
			require.NoError(t, presets.Check())
			spoil(&presets)
			require.Error(t, presets.Check())
		})
	}
}

// TestChoicesOfTheSources names the conflicts rules.md lists, each open to the
// office.
func TestChoicesOfTheSources(t *testing.T) {
	t.Parallel()
	values := map[string][]string{}
	for _, c := range load(t).Presets.Choices {
		for _, o := range c.Options {
			require.NotEmpty(t, o.Source, c.Key)
			values[c.Key] = append(values[c.Key], o.Value)
		}
		require.NotEmpty(t, c.Rules, c.Key)
	}
	require.Equal(t, map[string][]string{
		"promise": {"shorter", "equal"}, "leave": {"office", "section", "window", "single-window", "post"}, "petition-handle": {"30wd", "60d"}, "petition-extension": {"as-granted", "30d"},
		"off-post": {"20m", "30m"}, "handover": {"day", "every"}, "off-post-gap": {"notice", "off-post"},
		"repeated-complaints": {"2", "3"},
		"deemed-consent":      {"silence-only", "unless-notified"}, "complaint-extension": {"within-cap", "once"}, "first-contact": {"result", "content"},
	}, values)
}
