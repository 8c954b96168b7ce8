package notify

import "github.com/shixian/shixian/internal/casework"

// Path is the page a message leads to: its case, or, for whoever steps in for an
// absent holder, the list of what he takes over; the absence itself is closed to
// him (R164, R175).
func Path(n Notice) string {
	if n.Event == string(casework.ActingHolderChanged) {
		return "/handover"
	}
	return "/cases/" + n.Number
}
