package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// A file is put on record and moves nothing: the promise of 10wd from 3-02 ends on
// 3-16 as before. Without a stored file it is refused.
func TestAFileIsPutOnRecord(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-03T10:00:00", "", casework.Attach, casework.Handler, casework.Args{Attachment: "f1", Audience: casework.AudienceSealed})
	o.update("2026-03-04T10:00:00", "", casework.Attach, casework.Handler, casework.Args{})
	o.update("2026-03-05T10:00:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.update("2026-03-05T11:00:00", "", casework.Deliver, casework.Handler, handed)
	o.run("2026-03-20T00:00:00")
	attached := o.find(casework.Attached, "")
	require.Len(t, attached, 1)
	require.Equal(t, "2026-03-03 10:00", day(attached[0].At))
	require.Equal(t, map[string]string{"attachment": "f1", "audience": "sealed"}, attached[0].Detail)
	require.Empty(t, attached[0].To, "nobody is told by message what only some may know")
	refused := o.find(casework.CommandRefused, "")
	require.Len(t, refused, 1)
	require.Equal(t, map[string]string{"command": casework.Attach, "code": "invalid", "field": "file"}, refused[0].Detail)
	require.Equal(t, "2026-03-16", o.last().Clock("handle").Date)
}
