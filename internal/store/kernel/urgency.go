package kernel

import "github.com/shixian/shixian/internal/casework"

// How urgent a clock is that runs: the view's light (clock_now) read from the columns alone, and
// the day's own apart, where somebody asks for them.
const (
	RankRed = iota + 1
	RankToday
	RankYellow
	RankGreen
	RankPaused
)

// rankBefore and rankAfter enclose the rank of what is yellow.
const (
	rankBefore = `CASE WHEN c.outcome = 'breach' AND c.due_at <= now() THEN 1 WHEN c.pause_from <= now() AND now() < c.pause_until THEN 5
    WHEN c.near_at <= now() THEN `
	rankAfter = ` ELSE 4 END`
)

// Rank is the rank of clock c; RankByDay takes the midnight that ends the day of the office.
const (
	Rank      = rankBefore + `3` + rankAfter
	RankByDay = rankBefore + `CASE WHEN c.due_at <= ? THEN 2 ELSE 3 END` + rankAfter
)

// Ranked are the ranks of lights; a rank of the day's own is no light of a case.
var Ranked = map[casework.Light]int{
	casework.Red: RankRed, casework.Yellow: RankYellow, casework.Green: RankGreen, casework.Grey: RankPaused,
}

// Owed is clock c where it waits for somebody: it runs, readers see it, and its round, where it
// comes round, is not met.
const Owed = `c.ended_at > now() AND c.visible_at <= now() AND (c.filed_at IS NULL OR c.filed_at > now())`

// Standing are the posts somebody stands on now, as an array an index is asked by.
const Standing = `ARRAY(SELECT d.post FROM duty_segments d WHERE d.person = ? AND d.from_at <= now() AND now() < d.to_at)`
