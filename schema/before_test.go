package schema_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// before holds how the release before this one reads the tables (make.sh there).
const before = "testdata/readers"

// passedOver are the fields the release before does not know, with why an office loses
// nothing while its worker still takes tasks beside ours.
var passedOver = map[string]string{
	".policies[].rules[].ladder[].every":     "its worker climbs to that rung once, as it did: who is told is the same; clocks that ours starts come round",
	".policies[].rules[].ladder[].over_head": "its worker opens a case over that rung whoever's turn it is, as it did; ours opens none in the principal leader's",
	".policies[].rules[].ladder[].owes":      "its worker asks for no public reason when it climbs; rungs that ours planned ask for it once ours climbs them",
	".policies[].rules[].ladder[].rule":      "it names the rule a rung stands under, and nothing is counted by it",
	".items[].review":                        "a case that its worker plans first has no review: its desk decides, as it did",
	".policies[].rules[].asks_for":           "its worker starts no clock next_list, and counts the rounds of one that ours started to the same days",
	".policies[].rules[].into":               "its worker starts no clock overdue_circular; a round of one that ours started it ends on the first of the month, and the next is ours",
	".items[].code":                          "the number of the matter everywhere, which is printed",
	".items[].watch_phone":                   "a telephone, which is printed",
	".items[].responsible":                   "a post, which is printed",
	".items[].result":                        "what comes of it, which is printed",
	".items[].term":                          "how long that is good, which is printed",
	".items[].counts_from":                   "its worker waits for the acceptance of a case that ours took in; what ours accepted brings its clocks",
	".items[].later":                         "its desks let no paper follow, as they did",
	".items[].materials[].later":             "its desks let no paper follow, as they did",
	".items[].supplement":                    "its worker waits for a supplement without an end, as it did",
	".policies[].rules[].stops":              "its desk may stop the clock for another procedure, as it did for every service; ours refuses that",
	".policies[].rules[].pause_basis":        "it says on what the cap rests, and the cap it knows",
}

// tables are what seeding leaves an office with, of all that is read back to count by.
type tables struct {
	Policies  []policy.Policy          `json:"policies"`
	Items     []policy.Item            `json:"items"`
	Calendars []policy.CalendarVersion `json:"calendars"`
}

// TestTheReleaseBeforeReadsWhatIsSeeded: an office is upgraded with its worker running,
// and an older worker reads every policy, item and calendar of the tables: one it
// refuses stops it, as since: list of a duty did. What it only passes over is told
// above, or it would count by less than was published.
func TestTheReleaseBeforeReadsWhatIsSeeded(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	in := tables{Policies: readable(ref.Policies, func(p policy.Policy) casework.Kind { return p.Kind }), Items: readable(ref.Items, func(it policy.Item) casework.Kind { return it.Kind }), Calendars: []policy.CalendarVersion{
		{ID: "cn", Version: 1, Spec: ref.First, Published: true}, {ID: "cn", Version: 2, Spec: ref.National, Published: true},
	}}
	seeded, err := json.Marshal(in)
	require.NoError(t, err)
	met := map[string]bool{}
	for _, field := range lost(t, "", document(t, seeded), document(t, readBefore(t, seeded))) {
		require.Contains(t, passedOver, field, "the release before does not know this field: what is seeded must mean the same without it")
		met[field] = true
	}
	require.Len(t, passedOver, len(met), "a field told of that is nowhere, or is known by now")
}

// since are the kinds the release before does not know. Their policies stand as added,
// which it does not read (TestAddedPolicies in the store); their items an office takes
// into its catalogue itself, once it is upgraded.
var since = []casework.Kind{kind.Petition, kind.Contact, kind.Attendance, kind.Disclosure, kind.Inspection, kind.Rectification, kind.Proposal, kind.Report, kind.Promise}

// readable is what the release before reads of it.
func readable[T any](all []T, of func(T) casework.Kind) []T {
	return slices.DeleteFunc(slices.Clone(all), func(one T) bool { return slices.Contains(since, of(one)) })
}

// readBefore lets the release before read the tables and say what it understood.
func readBefore(t *testing.T, seeded []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	kept, err := filepath.Glob(filepath.Join(before, "*.tar.gz"))
	require.NoError(t, err)
	require.Len(t, kept, 1, "there is one release before")
	unpack(t, kept[0], dir)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module github.com/shixian/shixian\n\ngo 1.26\n"), 0o600))
	run := exec.CommandContext(t.Context(), "go", "run", "-trimpath", "./read.go")
	run.Dir, run.Env, run.Stdin = dir, append(os.Environ(), "GOWORK=off", "CGO_ENABLED=0"), bytes.NewReader(seeded)
	var refused bytes.Buffer
	run.Stderr = &refused
	out, err := run.Output()
	require.NoError(t, err, "the release before refuses what is seeded: its worker would stop. Say it in a form it reads.\n%s", &refused)
	return out
}

func unpack(t *testing.T, from, dir string) {
	t.Helper()
	f, err := os.Open(from)
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	for archive := tar.NewReader(z); ; {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		if h.Typeflag != tar.TypeReg {
			continue
		}
		text, err := io.ReadAll(archive)
		require.NoError(t, err)
		path := filepath.Join(dir, filepath.FromSlash(h.Name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, text, 0o600))
	}
}

func document(t *testing.T, text []byte) (doc any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(text, &doc))
	return doc
}

// lost lists the fields of a document that are not in another, each where it stands,
// policies[].rules[].since; whatever is in both must say the same.
func lost(t *testing.T, at string, a, b any) (out []string) {
	t.Helper()
	switch a := a.(type) {
	case map[string]any:
		other, _ := b.(map[string]any)
		for k, v := range a {
			if w, ok := other[k]; ok {
				out = append(out, lost(t, at+"."+k, v, w)...)
			} else {
				out = append(out, at+"."+k)
			}
		}
	case []any:
		other, _ := b.([]any)
		require.Len(t, other, len(a), at)
		for i, v := range a {
			out = append(out, lost(t, at+"[]", v, other[i])...)
		}
	default:
		require.Equal(t, a, b, at)
	}
	return out
}
