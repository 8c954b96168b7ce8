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

// judge reads what go test -json wrote: the outcome of the named test, and the
// lines that say why. A test whose parts fail by a panic is broken, not red.
func judge(out []byte, test string) (Outcome, string) {
	end, panicked, began := Broken, false, false
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
		if e.Test != test {
			continue
		}
		switch e.Action {
		case "run":
			began = true
		case "pass":
			end = Green
		case "fail":
			end = Red
		case "skip":
			end = Skipped
		}
	}
	if !began || panicked {
		end = Broken
	}
	return end, strings.Join(why, "\n")
}
