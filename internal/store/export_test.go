package store

// SweepQueries are what the sweep and the metrics ask again and again.
var SweepQueries = map[string]string{
	"unstarted": selectUnstarted, "undecided": selectUndecided, "suspects": selectSuspects,
	"recounting": selectRecounting, "open": countOpen, "waiting": countWaiting, "stuck": selectStuck, "messages": countMessages,
}

// SelectDataDirectory is asked as another role by a test.
const SelectDataDirectory = selectDataDirectory
