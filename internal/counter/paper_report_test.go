package counter_test

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
)

// A report is of the last whole period that was over, or of the one asked for; it counts what
// the board counts, within the reach of who issues it. It is made on Thursday 2026-09-24.
func TestAReportIsOfAPeriod(t *testing.T) {
	t.Parallel()
	b := papered(t)
	said := map[string]string{"problems": "两件补正超期", "measures": "每周五核对"}
	draft, err := b.DraftPaper(t.Context(), general(), papers.PaperRequest{Form: "self_check_report", Asked: said})
	require.NoError(t, err)
	require.Contains(t, draft.Content.Title, "2026年4月1日至2026年6月30日", "the third quarter is not over")
	require.Equal(t, "以上数字截至2026年6月30日。", draft.Content.Body[1])
	require.Equal(t, [][]string{{"审批科", "1", "1", "1", "1", "1", "1", "0.0%", "1", "1", "1"}}, draft.Content.Table.Rows)
	asked := b.store.LastFigures
	require.Len(t, asked, 2, "all together, and by unit")
	for _, f := range asked {
		require.NotEmpty(t, f.Scope)
		require.NotContains(t, f.Scope, core.Scope{All: true})
		require.Contains(t, f.Units, "permits", "the bureau and those below it")
		require.Len(t, f.Figures, len(core.Reported))
		require.True(t, f.Figures[0].From.Equal(officeTime("2026-04-01 00:00")))
		require.True(t, f.Figures[0].Until.Equal(officeTime("2026-07-01 00:00")))
	}
	row := b.issued(t, general(), papers.PaperRequest{Form: "self_check_report", Asked: said})
	require.Equal(t, "自查〔2026〕1号", row.Serial, "it is kept as it was issued")

	half, err := b.DraftPaper(t.Context(), general(), papers.PaperRequest{Form: "supervision_summary"})
	require.NoError(t, err)
	require.Contains(t, half.Content.Title, "2026年1月1日至2026年6月30日")
	require.Equal(t, casework.Supervision, b.store.LastFigures[len(b.store.LastFigures)-1].Kind)
	running, err := b.DraftPaper(t.Context(), general(), papers.PaperRequest{Form: "supervision_summary", Asked: map[string]string{"from": "2026-09-01", "until": "2026-09-24"}})
	require.NoError(t, err)
	require.Equal(t, "以上数字截至2026年9月24日。", running.Content.Body[1])
}

// The draft of a round lies there before anybody has written a word: with the figures as they were when
// its period ended, without a digest it could be issued by. What one has begun, whoever may issue it
// goes on from, nobody else; issued, it is frozen and nothing is left of the draft.
func TestAReportLiesDrafted(t *testing.T) {
	t.Parallel()
	b := papered(t)
	in := papers.PaperRequest{Form: "self_check_report", Unit: "bureau", Asked: map[string]string{"from": "2026-04-01", "until": "2026-06-30"}}
	_, err := b.DraftPaper(t.Context(), general(), in)
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "as a paper it wants its words")
	lies, err := b.SketchPaper(t.Context(), general(), in)
	require.NoError(t, err)
	require.Empty(t, lies.Digest)
	require.Contains(t, lies.Content.Title, "2026年4月1日至2026年6月30日")
	require.Equal(t, "以上数字截至2026年6月30日。", lies.Content.Body[1])
	require.Empty(t, lies.Content.Close, "nobody's words are put into it")
	again, err := b.SketchPaper(t.Context(), general(), in)
	require.NoError(t, err)
	require.Equal(t, lies, again)
	_, err = b.IssuePaper(t.Context(), general(), in, lies.Digest, "issue-unsigned")
	require.Error(t, err, "nothing signs itself")

	name, begun, err := b.Begun(t.Context(), general(), in)
	require.NoError(t, err)
	require.Empty(t, begun)
	require.NoError(t, b.KeepDraft(t.Context(), general(), name, url.Values{"asked.problems": {"两件补正超期"}, "key": {"x"}, "digest": {"y"}}))
	other := general()
	other.Person = "zhou"
	_, begun, err = b.Begun(t.Context(), other, in)
	require.NoError(t, err)
	require.Len(t, begun, 1)
	require.Equal(t, url.Values{"asked.problems": {"两件补正超期"}}, begun[0].Sent)
	require.Equal(t, general().Person, begun[0].By)
	_, _, err = b.Begun(t.Context(), handler(), in)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	next := in
	next.Asked = map[string]string{"from": "2026-07-01", "until": "2026-09-24"}
	_, begun, err = b.Begun(t.Context(), general(), next)
	require.NoError(t, err)
	require.Empty(t, begun, "another round is another draft")

	in.Asked["problems"], in.Asked["measures"] = "两件补正超期", "每周五核对"
	since := b.now
	row := b.issued(t, other, in)
	_, begun, err = b.Begun(t.Context(), general(), in)
	require.NoError(t, err)
	require.Empty(t, begun)
	issued, err := b.IssuedSince(t.Context(), lies.Form, "bureau", since)
	require.NoError(t, err)
	require.Equal(t, row.ID, issued.ID)
	none, err := b.IssuedSince(t.Context(), lies.Form, "bureau", since.Add(time.Second))
	require.NoError(t, err)
	require.Nil(t, none)
}

func TestAReportIsBounded(t *testing.T) {
	t.Parallel()
	b := papered(t)
	for name, tt := range map[string]struct {
		from, until string
		want        casework.Error
	}{
		"twenty years":     {"2006-01-01", "2025-12-31", casework.Error{Code: casework.Invalid, Field: "asked.until", Rule: "span"}},
		"a year and a day": {"2025-01-01", "2026-01-02", casework.Error{Code: casework.Invalid, Field: "asked.until", Rule: "span"}},
		"turned round":     {"2026-09-02", "2026-09-01", casework.Error{Code: casework.Invalid, Field: "asked.until", Rule: "span_order"}},
		"still to come":    {"2026-09-01", "2026-10-01", casework.Error{Code: casework.FutureDate, Field: "asked.until", Rule: "R100"}},
		"no day":           {"2026-02-30", "2026-09-01", casework.Error{Code: casework.Invalid, Field: "asked.from", Rule: "date"}},
	} {
		before := len(b.store.LastFigures)
		_, err := b.DraftPaper(t.Context(), general(), papers.PaperRequest{Form: "supervision_summary", Asked: map[string]string{"from": tt.from, "until": tt.until}})
		refused := core.RefusalsOf(err)
		require.Len(t, refused, 1, name)
		require.Equal(t, tt.want, *refused[0], name)
		require.Len(t, b.store.LastFigures, before, "nothing was counted")
	}
	_, err := b.DraftPaper(t.Context(), general(), papers.PaperRequest{Form: "supervision_summary", Asked: map[string]string{"from": "2025-01-01", "until": "2025-12-31"}})
	require.NoError(t, err, "a year is one report")
	_, err = b.DraftPaper(t.Context(), handler(), papers.PaperRequest{Form: "complaint_statistics"})
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

// Every last period ends where the next begins, in every month of a year.
func TestPeriodsFollowOneAnother(t *testing.T) {
	t.Parallel()
	b := papered(t)
	var months []string
	for month := time.January; month <= time.December; month++ {
		b.now = time.Date(2026, month, 15, 10, 0, 0, 0, core.Zone)
		draft, err := b.DraftPaper(t.Context(), general(), papers.PaperRequest{Form: "supervision_summary"})
		require.NoError(t, err)
		months = append(months, draft.Content.Title[:len("2026年1月1日")])
	}
	require.Equal(t, slices.Concat(slices.Repeat([]string{"2025年7月1日"}, 6), slices.Repeat([]string{"2026年1月1日"}, 6)), months)
}
