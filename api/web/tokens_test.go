package web

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEverythingWrittenIsLegible: by day and by night, whatever is written stands out from
// whatever it may stand on (WCAG 2.2, 1.4.3), and edges and lights from the ground (1.4.11).
func TestEverythingWrittenIsLegible(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("kernel/static/tokens.css")
	require.NoError(t, err)
	day, night, found := strings.Cut(string(raw), "prefers-color-scheme: dark")
	require.True(t, found)
	colours := regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]+);`)
	for name, part := range map[string]string{"day": day, "night": night} {
		shade := map[string]string{}
		for _, m := range colours.FindAllStringSubmatch(part, -1) {
			shade[m[1]] = m[2]
		}
		grounds := []string{"paper", "paper-2", "accent-2", "red-2", "yellow-2"}
		for _, pair := range []struct {
			marks, on []string
			least     float64
		}{
			{[]string{"ink", "ink-2", "accent"}, grounds, 4.5},
			{[]string{"accent-ink"}, []string{"accent"}, 4.5},
			{[]string{"red"}, []string{"paper", "paper-2", "red-2", "accent-2"}, 4.5}, // the word of a light
			{[]string{"seal"}, []string{"paper"}, 4.5},
			{[]string{"rule-2", "grey", "yellow", "green", "focus"}, []string{"paper", "paper-2"}, 3},
		} {
			for _, mark := range pair.marks {
				for _, ground := range pair.on {
					require.Contains(t, shade, mark, name)
					require.GreaterOrEqual(t, contrast(t, shade[mark], shade[ground]), pair.least, "%s: %s on %s", name, mark, ground)
				}
			}
		}
	}
}

// Colours are tokens: what a style sheet mixes for itself is held to nothing.
func TestColoursAreTokens(t *testing.T) {
	t.Parallel()
	sheets, err := filepath.Glob("kernel/static/*.css")
	require.NoError(t, err)
	own := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(|opacity:`)
	for _, sheet := range sheets {
		raw, err := os.ReadFile(sheet)
		require.NoError(t, err)
		screen, _, _ := strings.Cut(string(raw), "@media print")
		if strings.HasSuffix(sheet, "tokens.css") || strings.HasSuffix(sheet, "print.css") {
			continue
		}
		for line := range strings.Lines(screen) {
			if !strings.HasPrefix(line, ".qr-") { // a code is read by machines, in black on white
				require.False(t, own.MatchString(line), "%s: %s", sheet, line)
			}
		}
	}
}

// contrast is the ratio of WCAG 2.2.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) (sum float64) {
	t.Helper()
	if hex = hex[1:]; len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	for i, part := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		require.NoError(t, err)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += part * c
	}
	return sum
}
