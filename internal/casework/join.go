package casework

import "slices"

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

// Conversion says that a case of one kind may become one of another, and what it
// takes along. Received stays: a citizen loses no day by the wrong door.
//
// A kind that may not be read by those who read the old one takes nothing but what
// the converting office writes for it (Told): a complaint's name, telephone and
// telling words stay with the complaint, where only the efficiency office opens
// them (R081, R082). A service case becomes nothing else: an application is
// decided, declined or withdrawn (R026). Petitions join this table with their kind.
type Conversion struct {
	From, To Kind
	Stages   []Stage // before a unit has it: whoever had it then would know too much
	Meets    string  // the clock of sorting, which the transfer itself answers
	// Fields of the new form, each from those of the old one it is put together of.
	Fields map[string][]string
	Told   string            // the field of the new form that holds the reason given
	Facts  map[string]string // codes the new case begins with
	Keeps  []string          // codes of the old case that the new kind's form knows
}

var sorting = []Stage{StagePropose, StageInstruct, StageAssign}

var conversions = []Conversion{
	// A letter that complains is a complaint from the day it came (R066).
	{
		From: Document, To: Complaint, Stages: sorting, Meets: "propose",
		Fields: map[string][]string{"applicant": {"sender"}, "statement": {"title", "matter"}},
		Facts:  map[string]string{"channel": "letter"},
	},
	// What a leader wants followed up is an item of supervision (R099).
	{
		From: Document, To: Supervision, Stages: sorting, Meets: "propose",
		Fields: map[string][]string{"source": {"sender"}, "matter": {"title", "matter"}},
		Facts:  map[string]string{"origin": "ordinary"}, Keeps: []string{"urgent"},
	},
	// A complaint that is only a suggestion, or another's business, is retold: who
	// complained and in which words goes with neither (R067, R082).
	{From: Complaint, To: Document, Stages: []Stage{StageScreen}, Meets: "forward", Told: "matter"},
	{
		From: Complaint, To: Supervision, Stages: []Stage{StageScreen}, Meets: "forward", Told: "matter",
		Facts: map[string]string{"origin": "ordinary"},
	},
}

// ConversionOf finds how a case of one kind becomes one of another.
func ConversionOf(from, to Kind) (Conversion, bool) {
	i := slices.IndexFunc(conversions, func(c Conversion) bool { return c.From == from && c.To == to })
	if i < 0 {
		return Conversion{}, false
	}
	return conversions[i], true
}

// Targets lists what a case of a kind may become.
func Targets(from Kind) (out []string) {
	for _, c := range conversions {
		if c.From == from {
			out = append(out, string(c.To))
		}
	}
	return out
}

// Mergeable tells whether duplicates of a kind may be merged: one answer must be
// the answer to all. An application keeps a decision of its own, a matter under
// supervision is one item (一事一查, R096), an absence and a liability are a person's.
func Mergeable(k Kind) bool { return k == Document || k == Complaint }
