package counter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/roster"
)

func dutySheet() casework.DutySheet {
	return casework.DutySheet{
		Content: "食品经营许可的审查", Quantity: "全部", Quality: "无差错", Procedure: "受理、审查、核查", Standard: "食品安全法", Limit: "十个工作日",
		Powers: "组织核查", Duties: "对审查意见负责",
	}
}

// TestADutySheetIsPublishedBySomebodyElse: the section drafts what its posts are there for,
// all that the article asks; the leader who answers first for it publishes, never of a
// sheet of his own or of a post he stands on (R210, R214).
func TestADutySheetIsPublishedBySomebodyElse(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by    string
		post  string
		text  func(*casework.DutySheet)
		code  casework.Code
		field string
	}{
		"by the head of the section":   {countertest.Head, "permit-1", nil, "", ""},
		"by the leader":                {countertest.Leader, "permit-1", nil, "", ""},
		"by who stands on it":          {countertest.Handler, "permit-1", nil, casework.Forbidden, ""},
		"of another section":           {countertest.Head, "other-1", nil, casework.Forbidden, ""},
		"of no post":                   {countertest.Head, "nowhere", nil, casework.NotFound, "post"},
		"without a limit":              {countertest.Head, "permit-1", func(s *casework.DutySheet) { s.Limit = " " }, casework.Invalid, "limit"},
		"without responsibility":       {countertest.Head, "permit-1", func(s *casework.DutySheet) { s.Duties = "" }, casework.Invalid, "duties"},
		"longer than any wall":         {countertest.Head, "permit-1", func(s *casework.DutySheet) { s.Content = strings.Repeat("长", 501) }, casework.TooLarge, "content"},
		"of letters that are no words": {countertest.Head, "permit-1", func(s *casework.DutySheet) { s.Quality = "\x00" }, casework.Invalid, "quality"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			s := dutySheet()
			if tt.text != nil {
				tt.text(&s)
			}
			got, err := b.ProposeSheet(t.Context(), countertest.Principal(tt.by), tt.post, s)
			require.Equal(t, tt.code, casework.CodeOf(err), "%v", err)
			if tt.code != "" {
				require.Empty(t, b.store.Duties, "nothing was kept")
				if tt.field != "" {
					require.Equal(t, tt.field, core.RefusalsOf(err)[0].Field)
				}
				return
			}
			require.Zero(t, got.Sheet, "proposed is not published")
			require.Equal(t, "leader", got.Responsible.ID, "who answers first is named (R214)")
			id := got.Waiting.ID
			for who, code := range map[string]casework.Code{countertest.Head: casework.Forbidden, countertest.Efficiency: casework.Forbidden, tt.by: ""} {
				if who == tt.by && tt.by == countertest.Leader {
					code = casework.OwnCase
				} else if who == tt.by {
					continue
				}
				_, err = b.PublishSheet(t.Context(), countertest.Principal(who), id)
				require.Equal(t, code, casework.CodeOf(err), who)
			}
			second := countertest.Leader
			if tt.by == second {
				second = countertest.Chief
			}
			got, err = b.PublishSheet(t.Context(), countertest.Principal(second), id)
			require.NoError(t, err)
			require.Equal(t, dutySheet(), got.Sheet)
			require.Nil(t, got.Waiting)
			require.Equal(t, second, got.Versions[0].Published.By)
		})
	}
}

// TestNobodyPublishesTheSheetOfHisOwnPost: the leader's is published by the head above him.
func TestNobodyPublishesTheSheetOfHisOwnPost(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	got, err := b.ProposeSheet(t.Context(), countertest.Principal(countertest.Chief), "leader", dutySheet())
	require.NoError(t, err)
	require.Equal(t, "chief", got.Responsible.ID)
	_, err = b.PublishSheet(t.Context(), countertest.Principal(countertest.Leader), got.Waiting.ID)
	require.Equal(t, casework.OwnCase, casework.CodeOf(err))
	require.Equal(t, "R214", core.RefusalsOf(err)[0].Rule)
}

// TestWhoAnswersFirst: the nearest leader in charge above the post; of leaders whoever is
// above them (R214).
func TestWhoAnswersFirst(t *testing.T) {
	t.Parallel()
	office := &core.Office{
		Units: []casework.Unit{{ID: "bureau"}, {ID: "centre", Parent: "bureau"}, {ID: "section", Parent: "centre"}, {ID: "general", Parent: "bureau"}},
		Posts: []casework.Post{
			{ID: "group", Unit: "bureau", Role: casework.PartyGroup}, {ID: "chief", Unit: "bureau", Role: casework.PrincipalLeader},
			{ID: "vice", Unit: "centre", Role: casework.LeaderInCharge}, {ID: "desk", Unit: "section", Role: casework.Handler},
			{ID: "secretary", Unit: "general", Role: casework.GeneralOffice},
		},
	}
	for post, want := range map[string]string{"desk": "vice", "secretary": "chief", "vice": "chief", "chief": "group", "group": ""} {
		of, _ := core.PostOf(office, post)
		got, found := roster.Responsible(office, of)
		require.Equal(t, want, got.ID, post)
		require.Equal(t, want != "", found, post)
	}
}

// TestASheetLiesBeforeWhoAnswersFirst: whoever is to publish it has it on his desk until it is,
// and none that he drafted himself (R210, R214).
func TestASheetLiesBeforeWhoAnswersFirst(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	asked := func(person string) (posts []string) {
		t.Helper()
		got, err := b.SheetsAsked(t.Context(), countertest.Principal(person))
		require.NoError(t, err)
		for _, w := range got {
			posts = append(posts, w.Post)
		}
		return posts
	}
	got, err := b.ProposeSheet(t.Context(), countertest.Principal(countertest.Head), "permit-1", dutySheet())
	require.NoError(t, err)
	require.Equal(t, []string{"permit-1"}, asked(countertest.Leader))
	for _, other := range []string{countertest.Head, countertest.Handler, countertest.Chief} {
		require.Empty(t, asked(other), other)
	}
	_, err = b.PublishSheet(t.Context(), countertest.Principal(countertest.Leader), got.Waiting.ID)
	require.NoError(t, err)
	require.Empty(t, asked(countertest.Leader))
	_, err = b.ProposeSheet(t.Context(), countertest.Principal(countertest.Leader), "permit-1", dutySheet())
	require.NoError(t, err)
	require.Empty(t, asked(countertest.Leader), "drafted by himself, it is another's to publish")
}
