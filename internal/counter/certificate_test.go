package counter_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
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
		"to be confirmed": func(s *casework.Step) {
			s.State.Clocks = append(s.State.Clocks, casework.Clock{Name: "confirm_deemed:intake", Status: casework.Running})
		},
		"set aside": func(s *casework.Step) {
			s.Events[0].Name, s.Events[0].Level = kind.DeemedConfirmed, kind.DeemedSetAside
		},
	} {
		b := papered(t)
		b.handling(func(*casework.State) {})
		got, err := b.Certificates(t.Context(), b.silent(change))
		require.NoError(t, err, name)
		require.Empty(t, got, name)
	}
}

// What people confirm is certified with their word: it says since when it stands, which is the
// instant the time was over, and is there from the confirmation on (R024, R045, R061; ADR 38).
func TestWhatIsConfirmedIsCertifiedWithTheConfirmation(t *testing.T) {
	t.Parallel()
	for form, change := range map[string]func(*casework.Step){
		"deemed_acceptance": func(s *casework.Step) {
			s.State.Registered = s.At.Add(time.Hour) // entered late
			s.Events[0].Name, s.Events[0].Level = kind.DeemedConfirmed, kind.DeemedStands
			s.At = s.At.Add(2 * time.Hour)
			s.Events[0].At = s.At
		},
		"deemed_no_objection": func(s *casework.Step) {
			due := s.At.Add(-time.Hour)
			s.State.Clocks = append(s.State.Clocks,
				casework.Clock{Name: "step:road-desk", Round: 1, Status: casework.Breached, Due: due, Limit: "3wd", Basis: "限时办结制第三项"},
				casework.Clock{Name: "step:other-desk", Round: 1, Status: casework.Running, Due: due.Add(48 * time.Hour), Limit: "9wd", Basis: "限时办结制第三项"})
			s.Events[0] = casework.Event{Key: "1.2.1", At: s.At, Name: casework.StepDeemed, Level: "silent", Clock: "step:road-desk", Detail: map[string]string{"post": "road-desk"}}
		},
		"deemed_consent": func(s *casework.Step) {
			s.State.Kind = casework.Document
			s.State.Clocks = []casework.Clock{{Name: "consent", Round: 1, Status: casework.Lapsed, Due: s.At.Add(-time.Hour), Limit: "10wd", Basis: "办事办文限时制第五项"}}
			s.Events[0] = casework.Event{Key: "1.2.1", At: s.At, Name: casework.ConsentConfirmed, Level: "confirmed"}
		},
	} {
		b := papered(t)
		b.handling(func(*casework.State) {})
		s := b.silent(change)
		b.store.Sealed[number]["sender"], b.store.Sealed[number]["title"] = "青岚镇政府", "关于道路维修的请示"
		got, err := b.Certificates(t.Context(), s)
		require.NoError(t, err, form)
		require.Len(t, got, 1, form)
		require.Equal(t, form, got[0].Form)
		require.Equal(t, s.At, got[0].At, form)
		var words paper.Content
		require.NoError(t, json.Unmarshal(got[0].Content, &words))
		require.NotEmpty(t, words.To, form)
		k := s.State.Clocks[0]
		if form == "deemed_no_objection" {
			k = s.State.Clocks[2]
		}
		require.Len(t, words.Body, 2, form)
		require.Contains(t, words.Body[0]+words.Body[1], paper.Moment(k.Due, core.Zone), form)
		require.Contains(t, words.Body[1], k.Basis, form)
	}
}

// No notice says that an application is accepted while what silence made of it still waits for
// its confirmation; then it is the certificate that says so (ADR 38).
func TestNoNoticeOfWhatIsProvisional(t *testing.T) {
	t.Parallel()
	for waits, want := range map[bool]bool{true: false, false: true} {
		b := papered(t)
		b.handling(func(*casework.State) {})
		b.store.Events[number] = append(b.store.Events[number], casework.TimelineRow{Name: casework.Accepted, At: b.now})
		v := b.store.Cases[number]
		if waits {
			v.Clocks = append(v.Clocks, casework.ClockView{Name: "confirm_deemed:intake"})
		}
		b.store.Cases[number] = v
		got, err := b.Papers(t.Context(), handler(), number)
		require.NoError(t, err)
		require.Equal(t, want, slices.ContainsFunc(got.Forms, func(f paper.Form) bool { return f.Code == "acceptance_notice" }))
	}
}
