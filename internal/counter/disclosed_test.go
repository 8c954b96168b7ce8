package counter_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/disclosed"
	"github.com/shixian/shixian/internal/kind"
)

// shown is what of a store the disclosures are read from.
type shown struct {
	rows   []disclosed.Row
	fields map[string]map[string]string
	said   []casework.TimelineRow
	rates  []casework.TallyRequest
}

func (s *shown) Disclosed(context.Context, []disclosed.Of) ([]disclosed.Row, error) {
	return append([]disclosed.Row(nil), s.rows...), nil
}

func (s *shown) Heads(_ context.Context, fields map[string]string) (map[string]string, error) {
	out := map[string]string{}
	for number, field := range fields {
		out[number] = s.fields[number][field]
	}
	return out, nil
}

func (s *shown) Said(_ context.Context, event casework.EventName, rule, item string, _ int) ([]casework.TimelineRow, error) {
	if event != kind.Echoed || rule != "R207" || item != "suggestion" {
		return nil, nil
	}
	return s.said, nil
}

func (s *shown) Tally(_ context.Context, req casework.TallyRequest) (casework.Tally, error) {
	s.rates = append(s.rates, req)
	return casework.Tally{Due: 8, Kept: 7}, nil
}

func (s *shown) RatesByUnit(context.Context, time.Time, time.Time) ([]casework.UnitTally, error) {
	return []casework.UnitTally{{Unit: "permits", Tally: casework.Tally{Owed: 2, Public: 1}}}, nil
}

// noticeboard is a room over two disclosures, one of them for the house, and a promise.
func noticeboard(t *testing.T) (*disclosed.Room, *shown, *countertest.Store, time.Time) {
	t.Helper()
	now := time.Date(2026, 10, 9, 10, 0, 0, 0, core.Zone)
	day := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	s := &shown{
		rows: []disclosed.Row{
			{Number: "GK2026-000003", Kind: kind.Disclosure, Unit: "permits", Facts: map[string]string{"category": "hospitality", "audience": "house"}, Public: day(1)},
			{Number: "GK2026-000002", Kind: kind.Disclosure, Unit: "permits", Facts: map[string]string{"category": "fee", "audience": "everybody"}, Public: day(20), Missed: day(8)},
			{Number: "CN2026-000001", Kind: kind.Promise, Unit: "permits", Facts: map[string]string{"promised_item": "food-permit", "promised_limit": "8wd"}, Public: day(30)},
		},
		fields: map[string]map[string]string{
			"GK2026-000003": {"matter": "车辆费用", "content": "三季度一万元"}, "GK2026-000002": {"matter": "收费依据", "content": "不收费"},
			"CN2026-000001": {"matter": "八日办结", "content": "食品经营许可八个工作日办结"},
		},
	}
	store := countertest.NewStore()
	return disclosed.New(core.New(store, kind.Office(), core.Rules{}, func() time.Time { return now }, nil), s), s, store, now
}

// Everybody reads what is for everybody, and nothing that is for the house alone (R228).
func TestWhatIsForTheHouseAloneStaysInIt(t *testing.T) {
	t.Parallel()
	room, s, _, _ := noticeboard(t)
	all := disclosed.Asked{Limit: 50}
	b, err := room.Disclosures(t.Context(), all)
	require.NoError(t, err)
	require.Equal(t, 2, b.Total)
	require.Equal(t, "收费依据", b.Entries[0].Title)
	for _, l := range b.Lists {
		require.NotEqual(t, "R228", l.Rule)
	}
	_, err = room.Disclosure(t.Context(), "GK2026-000003")
	require.Equal(t, casework.FieldError(casework.NotFound, "number", "R204"), err)
	one, err := room.Disclosure(t.Context(), "GK2026-000002")
	require.NoError(t, err)
	require.Equal(t, "不收费", one.Text)

	clerk := countertest.Principal(countertest.Clerk)
	s.rows = append(s.rows, disclosed.Row{Number: "GK2026-000001", Kind: kind.Disclosure, Unit: "permits", Facts: map[string]string{"category": "duties", "audience": "house"}})
	b, err = room.HouseDisclosures(t.Context(), clerk, all)
	require.NoError(t, err)
	require.Equal(t, 4, b.Total)
	require.True(t, b.Entries[0].House)
	for _, l := range b.Lists { // what only the house reads is not there for the public
		for _, c := range l.Categories {
			if c.Code == "duties" {
				require.Equal(t, disclosed.Missing, c.State, l.Rule)
			}
		}
	}
	require.Equal(t, "R228", b.Lists[len(b.Lists)-1].Rule)
	s.rows[0].Unit = "market" // of a house beside it
	b, err = room.HouseDisclosures(t.Context(), clerk, all)
	require.NoError(t, err)
	require.Equal(t, 3, b.Total)
	_, err = room.HouseDisclosure(t.Context(), clerk, "GK2026-000003")
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
	s.rows[0].Unit = "permits"
	one, err = room.HouseDisclosure(t.Context(), clerk, "GK2026-000003")
	require.NoError(t, err)
	require.Equal(t, "三季度一万元", one.Text)
	_, err = room.HouseDisclosures(t.Context(), casework.Principal{}, all)
	require.Equal(t, casework.Unauthenticated, casework.CodeOf(err))
}

// Which of the ten are there, which are not, and which nobody looked at in time: a list can be
// narrowed to one of them (R208, R205; R197, R201, R202).
func TestTheTenAreThereOrNot(t *testing.T) {
	t.Parallel()
	room, s, _, now := noticeboard(t)
	states := func() map[string]map[string]disclosed.State {
		b, err := room.Disclosures(t.Context(), disclosed.Asked{Limit: 1})
		require.NoError(t, err)
		out := map[string]map[string]disclosed.State{}
		for _, l := range b.Lists {
			out[l.Rule] = map[string]disclosed.State{}
			for _, c := range l.Categories {
				out[l.Rule][c.Code] = c.State
			}
		}
		return out
	}
	got := states()
	require.Len(t, got["R208"], 10)
	require.Equal(t, disclosed.Overdue, got["R202"]["fee"])
	require.Equal(t, disclosed.Missing, got["R208"]["hotline"])
	require.Equal(t, disclosed.Missing, got["R201"]["members"])
	require.Equal(t, disclosed.Missing, got["R197"]["duties"])
	s.rows[1].Checked = now.AddDate(0, 0, -7) // the day after it was missed
	require.Equal(t, disclosed.There, states()["R202"]["fee"])
	s.rows[1].Mending = true
	require.Equal(t, disclosed.Mended, states()["R202"]["fee"])

	b, err := room.Disclosures(t.Context(), disclosed.Asked{Of: "fee", Limit: 50})
	require.NoError(t, err)
	require.Equal(t, 1, b.Total)
	b, err = room.Disclosures(t.Context(), disclosed.Asked{Of: string(kind.Promise), Limit: 50})
	require.NoError(t, err)
	require.Equal(t, "八日办结", b.Entries[0].Title)
	b, err = room.Disclosures(t.Context(), disclosed.Asked{Of: "hospitality", Limit: 50})
	require.NoError(t, err)
	require.Empty(t, b.Entries)
}

// How a promise is kept is counted since the half-year began, and the rate of disclosure by unit
// (R227).
func TestRatesAreOfTheHalfYear(t *testing.T) {
	t.Parallel()
	room, s, _, now := noticeboard(t)
	b, err := room.HouseDisclosures(t.Context(), countertest.Principal(countertest.Clerk), disclosed.Asked{Limit: 50})
	require.NoError(t, err)
	require.Equal(t, casework.Tally{Due: 8, Kept: 7}, b.Entries[2].Kept)
	require.Equal(t, "10wd", b.Entries[2].Counted, "the catalogue counts by another limit than was promised, and the rate says so")
	half := time.Date(2026, 7, 1, 0, 0, 0, 0, core.Zone)
	require.Equal(t, []casework.TallyRequest{{Number: "CN2026-000001", Unit: "permits", Item: "food-permit", Since: half, At: now, Rates: true}}, s.rates)
	require.Equal(t, []casework.UnitTally{{Unit: "permits", Tally: casework.Tally{Owed: 2, Public: 1}}}, b.Units)
}

// What came of a suggestion is read by everybody, in words that name nobody (R207).
func TestAnswersAreOnTheBoard(t *testing.T) {
	t.Parallel()
	room, s, store, now := noticeboard(t)
	office, err := store.Office(t.Context())
	require.NoError(t, err)
	for i := range office.Items {
		if office.Items[i].ID == countertest.Permit {
			office.Items[i].ID, office.Items[i].Kind = "suggestion", kind.Disclosure
		}
	}
	store.Texts["echo"] = "窗口已增加午间值班"
	s.said = []casework.TimelineRow{{Number: "GK2026-000007", Name: kind.Echoed, Rule: "R207", TextID: "echo", At: now}}
	got, err := room.Answers(t.Context())
	require.NoError(t, err)
	require.Equal(t, []disclosed.Answer{{Number: "GK2026-000007", On: now, Text: "窗口已增加午间值班"}}, got)
	require.Empty(t, store.Audits)
}

// Title, text and number are looked through, for all that is asked: what is for the house alone is
// not found by anybody else (政府信息公开条例 24).
func TestWhatIsPublicIsFound(t *testing.T) {
	t.Parallel()
	room, _, _, _ := noticeboard(t)
	found := func(b disclosed.Board, err error) (out []string) {
		require.NoError(t, err)
		require.Len(t, b.Entries, b.Total)
		for _, e := range b.Entries {
			out = append(out, e.Number)
		}
		return out
	}
	for text, want := range map[string][]string{
		"收费": {"GK2026-000002"}, "不收费": {"GK2026-000002"}, " 许可  八日 ": {"CN2026-000001"}, "gk2026-000002": {"GK2026-000002"}, "": {"GK2026-000002", "CN2026-000001"},
		"收费 许可": nil, "一万元": nil, "没有的": nil,
	} {
		require.Equal(t, want, found(room.Disclosures(t.Context(), disclosed.Asked{Text: text, Limit: 50})), text)
	}
	clerk := countertest.Principal(countertest.Clerk)
	require.Equal(t, []string{"GK2026-000003"}, found(room.HouseDisclosures(t.Context(), clerk, disclosed.Asked{Text: "一万元", Limit: 50})))
	b, err := room.Disclosures(t.Context(), disclosed.Asked{Of: "fee", Text: "收费", Limit: 50, Whole: true})
	require.NoError(t, err)
	require.Equal(t, "不收费", b.Entries[0].Text)
	_, err = room.Disclosures(t.Context(), disclosed.Asked{Text: strings.Repeat("收", 101), Limit: 50})
	require.Equal(t, casework.FieldError(casework.TooLarge, "q", "max:100"), err)
}
