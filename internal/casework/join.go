package casework

// Relation is how two cases belong together.
type Relation string

// Relations. The first three are stated by people with the command link; the
// others come about by merge, convert, split and what two late duplicates answer for.
const (
	Related     Relation = "related"
	SameMatter  Relation = "same_matter"
	ArisesFrom  Relation = "arises_from"  // this one came of the other
	MergedInto  Relation = "merged_into"  // this one follows the other until its promise ends
	ConvertedTo Relation = "converted_to" // this one was closed and goes on as the other
	LedTo       Relation = "led_to"       // what this one found is a case of its own, and this one goes on
	SplitInto   Relation = "split_into"   // the other asks a further person over the same matter
	AnsweredIn  Relation = "answered_in"  // the other asks who answers for this one too
)

// Stated are the relations a person may state.
var Stated = []string{string(Related), string(SameMatter), string(ArisesFrom)}

// Tie is one link of a case as a reader sees it. Number is empty where he may
// know that a case of that kind is there and may not look at it.
type Tie struct {
	Number   string   `db:"number" json:"number,omitempty"`
	Kind     Kind     `db:"kind" json:"kind"`
	Relation Relation `db:"relation" json:"relation"`
	// Back: the other case states it of this one.
	Back bool   `db:"back" json:"back,omitempty"`
	Key  string `db:"key" json:"-"` // of the event that states it
}

// Outcomes of the promise a merged case follows, as the command follow tells them.
const (
	Answered = "answered" // it was met, and so is the follower's own
	Released = "released" // it was dropped: the follower is on its own again
)
