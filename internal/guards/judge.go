package guards

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
)

// Outcome is what became of a test.
type Outcome string

const (
	Green   Outcome = "green"   // it passed
	Red     Outcome = "red"     // it said itself that something is wrong
	Skipped Outcome = "skipped" // it looked at nothing
	Broken  Outcome = "broken"  // it never came to a word of its own: no build, a panic, no such test
)

// event is a line of go test -json.
type event struct {
	Action string
	Test   string
	Output string
}

// judge reads what go test -json wrote: the outcome of each named test, and the lines
// that say why. Where anything panicked, no test that failed is red: it is broken.
func judge(out []byte, tests ...string) (map[string]Outcome, string) {
	ends, began, panicked := map[string]Outcome{}, map[string]bool{}, false
	var why []string
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Action == "" {
			why = append(why, lines.Text()) // go itself, speaking past the tests
			continue
		}
		if e.Output != "" {
			panicked = panicked || strings.HasPrefix(e.Output, "panic: ") || strings.HasPrefix(e.Output, "fatal error: ")
			why = append(why, strings.TrimRight(e.Output, "\n"))
		}
		switch e.Action {
		case "run":
			began[e.Test] = true
		case "pass":
			ends[e.Test] = Green
		case "fail":
			ends[e.Test] = Red
		case "skip":
			ends[e.Test] = Skipped
		}
	}
	found := map[string]Outcome{}
	for _, test := range tests {
		end, ended := ends[test]
		if !ended || !began[test] || panicked && end == Red {
			end = Broken
		}
		found[test] = end
	}
	return found, strings.Join(why, "\n")
}
