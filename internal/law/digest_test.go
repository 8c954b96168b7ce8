package law_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/law"
)

var update = flag.Bool("update", false, "write the digests of the articles as they are now, once every rule that rests on a changed one has been read against it")

const golden = "testdata/digests.golden"

// articles are those one reads at a time, of all regulations.
func articles(b *law.Book) (out []law.Place) {
	for _, r := range b.Regulations {
		out = append(out, r.Places()...)
	}
	return out
}

// TestNoArticleChangesUnread keeps the digest of every article with the rules that
// rest on it: a changed text turns each of those red, until it was read against them.
func TestNoArticleChangesUnread(t *testing.T) {
	t.Parallel()
	b := book(t)
	lines := make([]string, 0, 800)
	for _, p := range articles(b) {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s  %s  %s", p.Digest(), p.Ref(), strings.Join(ids(b.RestOn(p)), " "))))
	}
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(strings.Join(lines, "\n")+"\n"), 0o644))
	}
	kept := kept(t)
	for _, rule := range b.Rules {
		t.Run(rule.ID, func(t *testing.T) {
			for _, p := range rule.On {
				for _, whole := range articles(b) {
					if p.Within(whole) || whole.Within(p) {
						line := kept[whole.Ref()]
						require.Equal(t, line[0], whole.Digest(), "%s has changed: read %s against it, then -update", whole.Ref(), rule.ID)
						require.Contains(t, line[1:], rule.ID, "a rule rests on %s now", whole.Ref())
					}
				}
			}
		})
	}
	require.Equal(t, strings.Join(lines, "\n"), strings.Join(keptLines(t), "\n"))
	require.True(t, slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "R069") }))
}

func keptLines(t *testing.T) (out []string) {
	t.Helper()
	f, err := os.Open(golden)
	require.NoError(t, err)
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		out = append(out, s.Text())
	}
	return out
}

// kept maps an article to its digest and the rules that rest on it.
func kept(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, line := range keptLines(t) {
		f := strings.Fields(line)
		out[f[1]] = append([]string{f[0]}, f[2:]...)
	}
	return out
}
