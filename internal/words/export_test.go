package words

// The tables, for tests that hold them against rooms which read them.
var (
	Tables   = subjects
	Refusals = refusals
)

// ClockKeys lists the rows of clocks, and ClockRow finds the one a name is said by.
func ClockKeys() (out []string) {
	for key := range clocks {
		out = append(out, key)
	}
	return out
}

func ClockRow(name string) bool {
	_, ok := clockOf(name)
	return ok
}
