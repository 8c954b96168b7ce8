package counter_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// refused is a bench with a permit that was denied, and a bureau that says where whoever is
// denied may turn.
func refused(t *testing.T) (*bench, *core.Office) {
	t.Helper()
	b := papered(t)
	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Units[0].Reconsiders, office.Units[0].Court = "县人民政府", "县人民法院"
	office.Items[0].Basis = "食品安全法第三十五条"
	b.store.Put(casework.State{Number: number, Kind: casework.Service, Class: "permit", Item: countertest.Permit, Unit: "permits", Post: "permit-1", Stage: casework.StageDeliver, Run: 1})
	v := b.store.Cases[number]
	v.Item, v.ItemName, v.PostName = countertest.Permit, "食品经营许可", "食品岗"
	b.store.Cases[number] = v
	b.store.Sealed[number] = map[string]string{"applicant": "张三", "phone": "0591-87654321"}
	b.store.Events[number] = []casework.TimelineRow{{Name: casework.Decided, At: b.now, Level: "denied", TextID: "t1", Detail: map[string]string{"basis_id": "t2"}}}
	b.store.Texts["t1"], b.store.Texts["t2"] = "布局不符", "食品安全法第三十三条"
	return b, office
}

// A refusal names the bureau's organ and court, unless its issuer names another, and the
// law that was written with it (行政许可法 38; R026).
func TestARefusalNamesOrganAndCourt(t *testing.T) {
	t.Parallel()
	b, office := refused(t)
	in := papers.PaperRequest{Form: "denial_decision", Number: number}
	draft, err := b.DraftPaper(t.Context(), handler(), in)
	require.NoError(t, err)
	require.Contains(t, draft.Content.Lines, paper.Said{Label: "法律依据", Text: "食品安全法第三十三条", Wide: true})
	require.Equal(t, []string{"不服本决定的，可以自收到之日起六十日内向县人民政府申请行政复议，也可以自收到之日起六个月内直接向县人民法院提起行政诉讼。"}, draft.Content.Close)

	in.Asked = map[string]string{"organ": "市人民政府"}
	draft, err = b.DraftPaper(t.Context(), handler(), in)
	require.NoError(t, err)
	require.Contains(t, draft.Content.Close[0], "向市人民政府申请行政复议")

	office.Items[0].ReconsiderFirst = "行政复议法第二十三条第一款第四项"
	draft, err = b.DraftPaper(t.Context(), handler(), in)
	require.NoError(t, err)
	require.Equal(t, []string{"不服本决定的，应当自收到之日起六十日内先向市人民政府申请行政复议（行政复议法第二十三条第一款第四项）；对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内向县人民法院提起行政诉讼。"}, draft.Content.Close)

	office.Units[0].Court = ""
	_, err = b.DraftPaper(t.Context(), handler(), in)
	require.Equal(t, casework.PaperIncomplete, casework.CodeOf(err))
}

// What is told at once is what the catalogue says, paper by paper (R021, R032).
func TestEverythingToldAtOnceIsTheCatalogues(t *testing.T) {
	t.Parallel()
	b, office := refused(t)
	item := &office.Items[0]
	item.Condition, item.Procedure, item.Fee = "有场所", "受理、审查、决定", "不收费"
	item.Materials[0].Format, item.Materials[0].Copies, item.Materials[0].Issuer = "原件", 2, "申请人"
	draft, err := b.DraftPaper(t.Context(), handler(), papers.PaperRequest{Form: "guidance_notice", Number: number})
	require.NoError(t, err)
	require.Contains(t, draft.Content.Lines, paper.Said{Label: "承诺时限", Text: "10个工作日"})
	require.Equal(t, []string{"1", "申请书", "原件", "2份", "申请人", "必交"}, draft.Content.Table.Rows[0])
	require.Equal(t, []string{"3", "平面图", "", "", "", "有此情形的提供"}, draft.Content.Table.Rows[2])
}

// Once a case has ended there is nothing to tell at the beginning of it; that it ended, for whatever reason, is told on paper:
// brought twice, not supplemented, or by its applicant's death, too (R041).
func TestAnEndedCaseTellsOfItsEnd(t *testing.T) {
	t.Parallel()
	for result, want := range map[string][]string{"": {"guidance_notice", "service_notice"}, "completed": {}, "duplicate": {"termination_notice"}, "not_supplemented": {"termination_notice"}, "death": {"termination_notice"}} {
		b, _ := refused(t)
		b.handling(func(s *casework.State) {
			if result != "" {
				s.Stage, s.Result, s.ClosedAt = casework.StageClosed, result, b.now
			}
		})
		b.store.Events[number] = nil
		if result != "" {
			b.store.Events[number] = []casework.TimelineRow{{Name: casework.CaseClosed, At: b.now, Detail: map[string]string{"result": result}}}
		}
		papers, err := b.Papers(t.Context(), handler(), number)
		require.NoError(t, err)
		offered := []string{}
		for _, f := range papers.Forms {
			if slices.Contains([]string{"guidance_notice", "service_notice", "termination_notice"}, f.Code) {
				offered = append(offered, f.Code)
			}
		}
		slices.Sort(offered)
		require.Equal(t, want, offered, result)
	}
}

// Whoever passed a case on does not sign the receipt for it: that is who received it (R009).
func TestNobodySignsForWhatHeSent(t *testing.T) {
	t.Parallel()
	b, _ := refused(t)
	in := papers.PaperRequest{Form: "handover_receipt", Number: number, Asked: map[string]string{"materials": "申请书1份", "receiver": "王强"}}
	for actor, want := range map[string]casework.Code{countertest.Handler: casework.OwnCase, countertest.Head: ""} {
		b.store.Events[number] = []casework.TimelineRow{{Name: casework.Transferred, At: b.now, Actor: actor}}
		_, err := b.DraftPaper(t.Context(), handler(), in)
		require.Equal(t, want, casework.CodeOf(err), "sent by %s", actor)
	}
}
