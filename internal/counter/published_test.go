package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// overdue is a service case that owes its public reason.
func (b *bench) overdue() {
	owed := casework.Clock{Name: kind.ClockPublish, Owner: casework.SectionHead, Outcome: casework.Breach, Status: casework.Running}
	b.handling(func(s *casework.State) {
		s.Declared, s.Clocks = kind.Office().Of(casework.Service).Revision, append(s.Clocks, owed)
	})
	b.store.Sealed[number] = map[string]string{"applicant": "欧阳 慕云", "phone": "0514-8765 4321", "address": "文昌路 1 号"}
}

// What is made public names neither who applied nor anybody by his number; what a section
// says of itself may have its own telephone in it (R240).
func TestWhatIsPublishedNamesNobody(t *testing.T) {
	t.Parallel()
	for words, fits := range map[string]bool{
		"检验设备检修，3月31日前办结，详询0514-87001234": true,
		"因欧阳慕云 的材料待核":                     false,
		"与0514-87654321联系不上":              false,
		"现场在文昌路1号，待勘验":                    false,
		"请联系139 8765 4321":                false,
		"证件321002199001011234核验中":         false,
	} {
		b := setup(t)
		b.overdue()
		_, err := b.Do(t.Context(), countertest.Principal(countertest.Head), number, kind.PublishReason, map[string]any{"reason": words}, "key-"+t.Name())
		if fits {
			require.NoError(t, err, words)
			continue
		}
		require.Equal(t, casework.FieldError(casework.NamesPerson, "reason", "R240"), err, words)
	}
}

// The page of the matter and whoever has the query code read it, and of nobody's reading is
// there a record: nobody's data was read (R240).
func TestReasonsAreRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.overdue()
	b.store.Codes[number] = []byte("hash of code")
	b.store.Texts["why"] = "检验设备检修"
	b.store.Events[number] = []casework.TimelineRow{
		{Number: number, Name: casework.Explained, Rule: "R059", TextID: "inside", At: b.now},
		{Number: number, Name: kind.ReasonPublished, Rule: "R240", TextID: "why", At: b.now},
	}
	want := []cases.Published{{Number: number, On: b.now.In(core.Zone).Format("2006-01-02"), Reason: "检验设备检修"}}
	got, err := b.PublishedOf(t.Context(), countertest.Permit)
	require.NoError(t, err)
	require.Equal(t, want, got)
	none, err := b.PublishedOf(t.Context(), "another")
	require.NoError(t, err)
	require.Empty(t, none)
	progress, err := b.Progress(t.Context(), number, "code")
	require.NoError(t, err)
	require.Equal(t, want, progress.Published)
	require.Empty(t, b.store.Audits)
}

// A signal publishes no more than a form does (R240).
func TestASignalPublishesNobodyEither(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.overdue()
	b.store.Texts["named"], b.store.Texts["why"] = "因欧阳慕云的材料待核", "检验设备检修"
	asked := func(text string) casework.Authority {
		a, err := b.Authorize(t.Context(), casework.AuthorizeRequest{
			ID: "signal", Number: number, Command: kind.PublishReason, Actor: countertest.Head, At: b.now, Args: casework.Args{ReasonID: text},
		})
		require.NoError(t, err)
		return a
	}
	require.Equal(t, casework.Authority{Code: casework.NamesPerson, Field: "reason", Rule: "R240"}, asked("named"))
	require.True(t, asked("why").Allowed)
}
