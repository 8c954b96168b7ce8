package offline

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// As the timeline of a check has it.
func drawn() drawVerify {
	return drawVerify{
		Seed: "00112233445566778899aabbccddeeff", Digest: "8d89d2bceb53fc0fec31397074c548ec5b23d965ea06346061df1e439cab087d",
		Salt: "2026-03-02T02:00:00.000000Z", Lots: []string{"livelihood", "permits", "window"}, Count: 2,
	}
}

func TestADrawIsDoneAgain(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	c := drawn()
	require.NoError(t, c.run(&out))
	require.Equal(t, "permits\nwindow\n", out.String())
	c.Drawn = []string{"permits", "window"}
	require.NoError(t, c.run(&out))
}

// Said otherwise than it came out, or from another seed than was committed to.
func TestADrawThatSuitedSomebody(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(c *drawVerify)
		want   error
	}{
		"another list":  {func(c *drawVerify) { c.Drawn = []string{"permits", "livelihood"} }, errNotDrawn},
		"another seed":  {func(c *drawVerify) { c.Seed = "10112233445566778899aabbccddeeff" }, errNotDigest},
		"another order": {func(c *drawVerify) { c.Drawn = []string{"window", "permits"} }, errNotDrawn},
		"another salt":  {func(c *drawVerify) { c.Salt = "2026-03-02T02:00:03.000000Z"; c.Drawn = []string{"permits", "window"} }, errNotDrawn},
		"no seed":       {func(c *drawVerify) { c.Seed = "0011" }, errNoSeed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := drawn()
			tt.change(&c)
			require.ErrorIs(t, c.run(&bytes.Buffer{}), tt.want)
		})
	}
}
