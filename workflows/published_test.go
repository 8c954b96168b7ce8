package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// What a breach made the case owe in public goes with the breach. The permit accepted on
// Monday 09-21 promises 5wd: 22, 23, 24, 28 and 29, for 25 to 27 are the mid-autumn days. On
// the 30th a list is applied in which the 28th is off, too: nothing was late, and no reason is
// owed. By that list it runs out on the 30th at closing, and the reason is owed from there.
func TestAReasonIsOwedNoMore(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-28"), "road-permit", "2026-09-21T09:00:00")
	o.accept("2026-09-21T10:00:00")
	o.update("2026-09-30T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-09-30T18:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-09-29 17:30", "2026-09-30 17:30"}, o.told(casework.ClockStarted, kind.ClockPublish))
	require.Equal(t, []string{"2026-09-30 09:00"}, o.told(casework.ClockDropped, kind.ClockPublish))
	require.Equal(t, []string{"2026-09-30 09:00"}, o.told(casework.ClockDropped, "explain"))
	require.Equal(t, casework.Running, o.last().Clock(kind.ClockPublish).Status)
	consistent(o)
}
