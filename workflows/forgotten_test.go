package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Received on Monday 03-02 and entered on 03-24, a card that is promised for the same day was
// due on 03-02 at closing. That its receipt was wrong, and on 03-03, is said on Friday 03-27 and
// signed on Monday; between the two it is accepted, which brings its breach of 03-02 to light, and
// its explanation is late since 03-26. Signed, all since Friday is made again: the breach of 03-02
// is taken back, though it lies long before what is remembered by its own instant.
func TestABreachOfThePastIsRememberedWithTheActThatBroughtIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "senior-card", "2026-03-24T09:30:00")
	o.start.Received = shanghai(t, "2026-03-02T09:30:00")
	o.start.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.update("2026-03-27T09:00:00", "", casework.Correct, casework.Clerk, received(t, "2026-03-03T09:30:00"))
	o.update("2026-03-27T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-30T16:00:00", "", casework.Countersign, casework.SectionHead, casework.Args{Approve: &yes})
	o.run("2026-04-10T12:00:00")
	o.allAccepted(3)
	require.Equal(t, []string{"2026-03-03 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2026-03-03 17:30 yellow"}, o.told(casework.CardIssued, "handle")[:1])
	consistent(o)
}
