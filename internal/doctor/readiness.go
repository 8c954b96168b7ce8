package doctor

import (
	"net/http"
	"strings"
)

// Readiness is how a report is answered on /readyz, of every role alike: the
// status by what stops this process, then a line for each thing that is not right.
// What was expected, and nothing of what was found: whoever asks is nobody in particular.
func Readiness(r Report) (status int, text string) {
	status, head := http.StatusOK, "ready\n"
	if !r.Right(Serving) {
		status, head = http.StatusServiceUnavailable, "not ready\n"
	}
	var out strings.Builder
	out.WriteString(head)
	for _, one := range r.Not(Advice) {
		out.WriteString(string(one.Verdict) + " " + one.Name + ": expected that " + one.Looks.EN + "\n")
	}
	return status, out.String()
}
