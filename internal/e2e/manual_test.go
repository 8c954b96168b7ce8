package e2e

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// section is a part of a page, from its heading to the next of its rank.
func section(t *testing.T, name, heading string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	require.NoError(t, err)
	_, after, found := strings.Cut(string(raw), "\n"+heading+"\n")
	require.True(t, found, "%s in %s", heading, name)
	text, _, _ := strings.Cut(after, "\n## ")
	return text
}

// lineOf finds the one line of a page that holds a command.
func lineOf(t *testing.T, page, command string) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^ {4,}(.*`+regexp.QuoteMeta(command)+`.*)$`).FindAllStringSubmatch(page, -1)
	require.Len(t, found, 1, "%s stands on the page once", command)
	return found[0][1]
}

// commandOf are the arguments of the program on that line, but for its data directory.
func commandOf(t *testing.T, page, command string) []string {
	t.Helper()
	_, arguments, _ := strings.Cut(lineOf(t, page, command), "shixian ")
	arguments, _, _ = strings.Cut(arguments, " < ")
	return strings.Fields(strings.TrimPrefix(arguments, "--data-dir office "))
}
