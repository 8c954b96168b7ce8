package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// policyLine runs `shixian policy` as the command line would, without a server.
func policyLine(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var commands struct {
		Policy policyCmd `cmd:""`
	}
	var out bytes.Buffer
	parser, err := kong.New(&commands, kong.Writers(&out, &out), kong.BindTo(t.Context(), (*context.Context)(nil)))
	require.NoError(t, err)
	k, err := parser.Parse(append([]string{"policy"}, args...))
	require.NoError(t, err)
	err = k.Run()
	return out.String(), err
}

func TestPolicyCommands(t *testing.T) {
	t.Setenv("DATABASE_URL", "")
	out, err := policyLine(t, "list")
	require.NoError(t, err)
	require.Contains(t, out, "service-permit@2")

	words, err := policyLine(t, "show", "service-permit@2")
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "permit.json")
	changed := strings.Replace(words, `"limit": "5wd"`, `"limit": "6wd"`, 1)
	require.NotEqual(t, words, changed)
	require.NoError(t, os.WriteFile(file, []byte(changed), 0o600))

	out, err = policyLine(t, "compare", "service-permit@2", file)
	require.NoError(t, err)
	require.Equal(t, "intake  limit  5wd  → 6wd\n", out)
	out, err = policyLine(t, "compare", "--json", "service-permit@2", file)
	require.NoError(t, err)
	require.Equal(t, `{"clock":"intake","field":"limit","old":"5wd","new":"6wd"}`+"\n", out)

	out, err = policyLine(t, "validate", file)
	require.ErrorIs(t, err, errNotPublishable)
	require.Contains(t, out, "rules[0].limit")
	require.Contains(t, out, "行政许可法（2019）第三十二条第一款第四项")
	require.NoError(t, os.WriteFile(file, []byte(words), 0o600))
	out, err = policyLine(t, "validate", file)
	require.NoError(t, err)
	require.Equal(t, "可以发布 / may be published\n", out)

	require.NoError(t, os.WriteFile(file, []byte(`{"rulez":[]}`), 0o600))
	_, err = policyLine(t, "validate", file)
	require.ErrorContains(t, err, "rulez")
	_, err = policyLine(t, "show", "service-permit@9")
	require.ErrorContains(t, err, "neither a version nor a file")
}
