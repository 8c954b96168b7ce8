package counter_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/paper"
)

// silent is the step in which the office has not said in time what is missing.
func (b *bench) silent(change func(*casework.Step)) casework.Step {
	deemed := b.now.AddDate(0, 0, 7)
	view := b.store.Cases[number]
	view.ItemName, view.Received = "食品经营许可", b.now
	b.store.Cases[number] = view
	b.store.Sealed[number] = map[string]string{"applicant": "欧阳慕云", "phone": "13987654321"}
	s := casework.Step{At: deemed, State: casework.State{
		Number: number, Kind: casework.Service, Item: "food-permit", Unit: "permits", Post: "permit-1", Received: b.now, Registered: b.now,
		Clocks: []casework.Clock{
			{Name: "intake", Round: 1, Outcome: casework.Deem, Status: casework.Deemed, Start: b.now, Due: deemed, Limit: "5wd", Basis: "行政许可法第三十二条第一款第四项"},
			{Name: "handle", Round: 1, Status: casework.Running, Start: b.now, Due: b.now.AddDate(0, 0, 14), Limit: "10wd"},
		},
	}, Events: []casework.Event{{Key: "1.2.1", At: deemed, Name: casework.ClockDeemed, Clock: "intake", Round: 1, Rule: "R024"}}}
	change(&s)
	return s
}

// The law's own paper says what it decided, when and why; nobody asked for it, and no reading
// is on record, for nobody read (许可法 32; ADR 28).
func TestTheLawIssuesItsPaper(t *testing.T) {
	t.Parallel()
	b := papered(t)
	b.handling(func(*casework.State) {})
	s := b.silent(func(*casework.Step) {})
	got, err := b.Certificates(t.Context(), s)
	require.NoError(t, err)
	require.Len(t, got, 1)
	require.Equal(t, "deemed_acceptance", got[0].Form)
	require.Equal(t, "1.2.1", got[0].Event)
	require.Equal(t, s.At, got[0].At)
	var words paper.Content
	require.NoError(t, json.Unmarshal(got[0].Content, &words))
	require.Equal(t, "欧阳慕云", words.To)
	require.Len(t, words.Body, 2)
	require.Contains(t, words.Body[0], "5个工作日内")
	require.Contains(t, words.Body[1], "行政许可法第三十二条第一款第四项")
	require.Empty(t, b.store.Audits)
}

// What nobody can be sure of, or what was over before it was even entered, people look at
// first; and no other clock's end issues it.
func TestWhatTheLawDoesNotCertify(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*casework.Step){
		"provisional":  func(s *casework.Step) { s.Events[0].Detail = map[string]string{"provisional": "true"} },
		"late-entered": func(s *casework.Step) { s.State.Registered = s.At.Add(time.Hour) },
		"another's":    func(s *casework.Step) { s.Events[0].Clock = "renewal" },
		"of a kind":    func(s *casework.Step) { s.State.Kind = casework.Document },
	} {
		b := papered(t)
		b.handling(func(*casework.State) {})
		got, err := b.Certificates(t.Context(), b.silent(change))
		require.NoError(t, err, name)
		require.Empty(t, got, name)
	}
}
