package kind_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

var update = flag.Bool("update", false, "write the digests of the newest revisions anew")

// A case is held to the revision its run began under; one that has said nothing yet,
// to the newest.
func TestACaseKeepsItsRevision(t *testing.T) {
	t.Parallel()
	set, err := kind.NewSet(revised())
	require.NoError(t, err)
	judging, at := casework.State{Stage: "judge"}, time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	for revision, want := range map[int]casework.Code{0: casework.WrongStage, 1: ""} {
		d, known := set.At("trial", revision)
		require.True(t, known)
		why := d.Admits(&judging, "submit", at)
		require.Equal(t, want == "", why == nil, "revision %d", revision)
		view := casework.CaseView{Kind: "trial", Revision: 3, State: json.RawMessage(fmt.Sprintf(`{"declared":%d}`, revision))}
		require.Same(t, d, set.Binds(view))
		view.Revision = 0
		require.Equal(t, 1, set.Binds(view).Revision)
	}
	require.Equal(t, 0, set.Binds(casework.CaseView{Kind: "trial", Revision: 1, State: json.RawMessage(`{}`)}).Revision, "from before there were pins")
	for _, unknown := range []int{-1, 2} {
		_, known := set.At("trial", unknown)
		require.False(t, known, "a newer process wrote it")
	}
	_, known := set.At("nobody", 0)
	require.False(t, known)
}

// desk.md 15: nothing is granted or denied before it is accepted (行政许可法 32, 38): what can be done on
// the spot is accepted and done there (R033). Cases of the revisions before go on as they began.
func TestAResultWaitsForItsAcceptance(t *testing.T) {
	t.Parallel()
	for revision, want := range map[int]bool{4: true, 5: false} {
		d, known := kind.Office().At(casework.Service, revision)
		require.True(t, known)
		for _, name := range []string{casework.Complete, casework.Deny} {
			act, there := d.Act(name)
			require.True(t, there)
			require.Equal(t, want, slices.Contains(act.At, casework.StageIntake), "%s of revision %d", name, revision)
			require.Contains(t, act.At, casework.StageHandle)
		}
	}
}

// What only an earlier revision has is still heard, and somebody's.
func TestWhatOnlyEarlierCasesTake(t *testing.T) {
	t.Parallel()
	d := revised()
	gone := d.Acts[1]
	gone.Name = "ask"
	d.Earlier[0].Acts = append(d.Earlier[0].Acts, gone)
	set, err := kind.NewSet(d)
	require.NoError(t, err)
	require.Contains(t, set.Commands(), "ask")
	_, takes := d.EverAct("ask")
	require.True(t, takes)
	_, offered := set.Form("trial", "ask")
	require.False(t, offered)
}

// binding is what of a declaration a case is held to. What a condition looks at is code:
// its words stand for it.
type binding struct {
	Opens   casework.Stage
	Turn    casework.Role
	Stages  []casework.Stage
	Ends    []string
	Becomes []kind.Conversion
	Acts    []boundAct
}

type boundAct struct {
	casework.Form
	At     []casework.Stage
	When   []boundCondition
	Second *boundSecond `json:",omitempty"`
}

type boundSecond struct {
	Says    string
	OverCap bool
	Desk    bool `json:",omitempty"`
	By      kind.Scopes
}

type boundCondition struct {
	Says string
	Else *casework.Error
}

func digest(t *testing.T, d *kind.Declaration) string {
	t.Helper()
	b := binding{Opens: d.Opens, Turn: d.Turn, Stages: d.Stages, Ends: d.Ends, Becomes: d.Becomes}
	for _, a := range d.Acts {
		bound := boundAct{Form: a.Form(), At: a.At}
		if x := a.Second; x != nil {
			bound.Second = &boundSecond{x.Says, x.OverCap, x.Desk, x.By}
		}
		for _, c := range a.When {
			bound.When = append(bound.When, boundCondition{c.Says, c.Else})
		}
		b.Acts = append(b.Acts, bound)
	}
	text, err := json.Marshal(b)
	require.NoError(t, err)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

const published = "testdata/published.sha256"

// Cases run under what was released: but for the newest revision of a kind, none is
// ever edited. A change to the newest stands in published.sha256 for everybody to read;
// where a release has it already, write the next revision instead.
func TestPublishedRevisionsAreNeverEdited(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(published)
	require.NoError(t, err)
	edited, lines := unlike(t, kind.Office(), string(text))
	require.Empty(t, edited)
	if *update {
		require.NoError(t, os.WriteFile(published, []byte(lines), 0o644))
		text = []byte(lines)
	}
	require.Equal(t, string(text), lines, "what a case is held to has changed: is a new revision due? if not: go test ./internal/kind -run TestPublished -update")
}

// unlike tells which revisions before the newest differ from what was published, and how
// the whole list should read.
func unlike(t *testing.T, set *kind.Set, published string) (edited []string, lines string) {
	t.Helper()
	for _, d := range set.All() {
		for _, r := range append(slices.Clone(d.Earlier), d) {
			line := fmt.Sprintf("%s  %s@%d\n", digest(t, r), d.Kind, r.Revision)
			if r != d && !strings.Contains(published, line) {
				edited = append(edited, strings.TrimSpace(line))
			}
			lines += line
		}
	}
	return edited, lines
}

// The comparison itself sees an edit, and lets the newest be written.
func TestAnEditedRevisionIsSeen(t *testing.T) {
	t.Parallel()
	first, err := kind.NewSet(sound())
	require.NoError(t, err)
	_, released := unlike(t, first, "")

	second, err := kind.NewSet(revised())
	require.NoError(t, err)
	edited, lines := unlike(t, second, released)
	require.Empty(t, edited)
	require.Equal(t, 2, strings.Count(lines, "\n"))

	for name, edit := range map[string]func(a *kind.Act){
		"its stage":     func(a *kind.Act) { a.At = nil },
		"its field":     func(a *kind.Act) { a.Fields[0].Required = true },
		"its second":    func(a *kind.Act) { a.Second = &kind.Second{Says: "always", By: a.Who} },
		"its condition": func(a *kind.Act) { a.When = append(a.When, kind.Condition{Says: "on Mondays"}) },
	} {
		d := revised()
		edit(&d.Earlier[0].Acts[0])
		spoilt, err := kind.NewSet(d)
		require.NoError(t, err)
		edited, _ := unlike(t, spoilt, released)
		require.Len(t, edited, 1, name)
	}
	d := revised()
	d.Earlier[0].Acts[0].Do.En = "Send"
	renamed, err := kind.NewSet(d)
	require.NoError(t, err)
	edited, _ = unlike(t, renamed, released)
	require.Empty(t, edited, "what a thing is called is nobody's to keep")
}
