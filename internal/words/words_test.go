package words

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

func TestWords(t *testing.T) {
	t.Parallel()
	office := kind.Office()
	for name, tt := range map[string]struct{ got, want string }{
		"kind":                  {Kind(office, casework.Service).In("zh"), "办件"},
		"kind, English":         {Kind(office, casework.Supervision).In("en"), "supervision item"},
		"unknown kind":          {Kind(office, "tender").In("zh"), "tender"},
		"act":                   {Do("zh", office, casework.Service, casework.Accept), "受理"},
		"act of one kind":       {Do("zh", office, casework.Accountability, casework.Report), "报告改正结果"},
		"act of whichever kind": {Do("en", office, "", casework.Report), "Report progress"},
		"unknown act":           {Do("en", office, "", "dance"), "dance"},
		"intake":                {Clock("zh", "", "intake"), "受理"},
		"handle":                {Clock("zh", "", "handle"), "办理（承诺）"},
		"handle of a complaint": {Clock("zh", casework.Complaint, "handle"), "办理"},
		"kind without its own":  {Clock("zh", casework.Service, "deliver"), "送达"},
		"clock, English":        {Clock("en", "", "return"), "Return"},
		"step of a unit":        {Clock("zh", "", "step:规划科"), "协办环节（规划科）"},
		"step in a case":        {Clock("en", casework.Service, "step:planning"), "Joint step (planning)"},
		"unknown clock":         {Clock("zh", casework.Service, "moon"), "moon"},
		"owed":                  {Owed("en", casework.Absence, "return"), "be back at the post and report it"},
		"owed, unknown":         {Owed("zh", casework.Service, "moon"), "办理"},
		"due on a desk":         {Due("zh", casework.Complaint, "handle"), "应答复投诉人"},
		"due, of any kind":      {Due("zh", casework.Document, "handle"), "应办结"},
		"due, no words of it":   {Due("zh", casework.Supervision, "moon"), "moon"}, "due": {Due("zh", casework.Supervision, "receipt"), "应签收"},
		"near":                  {Event("zh", nil, casework.ClockWarned, "near"), "将到期"},
		"breached":              {Event("zh", nil, casework.ClockBreached, ""), "已超期"},
		"level without its own": {Event("zh", nil, casework.ClockBreached, "9"), "已超期"},
		"unknown rung":          {Event("en", nil, casework.Escalated, "4"), "Escalated"},
		"unknown event":         {Event("en", nil, "moon_rose", ""), "moon_rose"},
		"neither language":      {Event("fr", nil, casework.Chased, ""), "催办"},
		"a code":                {Say("en-GB", Role, casework.LeaderInCharge), "leader in charge"},
		"a paper's clock":       {Say("zh", Clocks, "complaint/handle"), "办理"},
		"a paper's event":       {Say("zh", Events, "replied"), "已答复"},
		"unknown code":          {Say("zh", Role, "emperor"), "emperor"},
		"unknown subject":       {Say("zh", "person", "li"), "li"},
		"refusal":               {Refusal("zh", casework.FieldError(casework.Forbidden, "", "")), "您的岗位不能做这件事"},
		"refusal about":         {Refusal("en", &casework.Error{Code: casework.NotFound, About: [2]string{"国庆节", "National Day"}}), "not found: National Day"},
		"unknown refusal":       {Code("zh", "moon"), "moon"},
		"capital":               {Capital("émeute 办件"), "Émeute 办件"},
	} {
		require.Equal(t, tt.want, tt.got, name)
	}
}

func TestCounted(t *testing.T) {
	t.Parallel()
	text := "100%% of %s: %d {row|rows}, %s {case|cases}"
	require.Equal(t, "100%% of %s: %d row, %s cases", Counted(text, []any{"a {b|c}", 1, "2"}))
	require.Equal(t, "100%% of %s: %d rows, %s case", Counted(text, []any{"a", 0, "1"}))
	require.Equal(t, "%d rows", Counted("%d {row|rows}", nil), "nothing put in")
	require.Equal(t, "0 working days", Amount("en", 0, calendar.WorkingDays))
}

func TestLimits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ limit, zh, en, term string }{
		{"0wd", "当天", "the same day", "当日"},
		{"1wd", "1 个工作日", "1 working day", "1个工作日"},
		{"10wd", "10 个工作日", "10 working days", "10个工作日"},
		{"30d", "30 天", "30 days", "30日"},
		{"3mo", "3 个月", "3 months", "3个月"},
		{"4wh", "4 个工作小时", "4 working hours", "4个工作小时"},
		{"90wm", "90 分钟（工作时间）", "90 working minutes", "90分钟（工作时间）"},
		{"1h", "1 小时", "1 hour", "1小时"},
	} {
		l, err := calendar.ParseLimit(tt.limit)
		require.NoError(t, err)
		require.Equal(t, []string{tt.zh, tt.en, tt.term}, []string{Limit("zh", l), Limit("en", l), Term(l)}, tt.limit)
	}
}

// TestNoSentenceBlames: an accountability case opens without an offender, and cards
// lie on matters.
func TestNoSentenceBlames(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"accountability_opened", "accountability_joined", "escalated/3"} {
		require.Contains(t, happenings[key].Says[0], "尚未认定任何人的责任", key)
		require.Contains(t, happenings[key].Says[1], "nobody has been found at fault", key)
	}
	for _, key := range []string{"card_issued", "card_issued/yellow", "card_issued/red"} {
		require.Contains(t, happenings[key].Says[0], "不记于个人", key)
		require.Contains(t, happenings[key].Says[1], "not on a person", key)
		require.NotContains(t, happenings[key].Says[0]+happenings[key].Says[1], "{who}", key)
	}
}

// Chinese where it is Chinese, English where it is English, but for a name in brackets.
var (
	han       = regexp.MustCompile(`\p{Han}`)
	bracketed = regexp.MustCompile(`（[^（）]*）|\([^()]*\)`)
	latin     = regexp.MustCompile(`[A-Za-z]{2}`)
)

// TestADeskSaysWhatIsToBeDone: the bare name of a clock ("Return") reads as an order, where it is a right.
func TestADeskSaysWhatIsToBeDone(t *testing.T) {
	t.Parallel()
	for name := range clocks {
		_, own, _ := strings.Cut(name, "/")
		require.False(t, clocks[name].desk == Text{} && clocks[own].desk == Text{}, "%s: what does a desk say?", name)
	}
}

func TestEverythingIsSaidInBothLanguages(t *testing.T) {
	t.Parallel()
	check := func(key string, texts ...Text) {
		for _, said := range texts {
			require.Regexp(t, han, said[0], key)
			require.Regexp(t, latin, said[1], key)
			require.NotRegexp(t, `[,;?!]`, regexp.MustCompile(`[A-Za-z]+`).ReplaceAllString(said[0], ""), "%s: Chinese punctuation", key)
			require.NotRegexp(t, `[，。；：、？！“”]`, said[1], "%s: English punctuation; a Chinese font sets curly quotes a whole character wide", key)
			require.NotRegexp(t, `\b(to|than|only|by|not|as|answer) who\b`, said[1], "%s: whoever", key)
		}
	}
	for s, table := range subjects {
		for code, said := range table {
			check(string(s)+"."+code, said)
		}
	}
	for code, said := range refusals {
		check(string(code), said)
	}
	for key, c := range clocks {
		check(key, c.label, c.owed)
		if c.desk != (Text{}) {
			check(key, c.desk)
		}
	}
	for key, e := range happenings {
		check(key, e.Label, e.Says)
		require.NotRegexp(t, han, bracketed.ReplaceAllString(e.Label[1], ""), key)
	}
}
