package appraisal

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Rules of the window that stand on the yearly sheet (R236).
const (
	HeldFirst  = "first_contact" // whoever was asked first answered in time
	HeldNotice = "notice"        // what was missing was told once, in time
	HeldLimit  = "limit"         // promised and statutory limits, parts and delivery
)

var heldRules = []string{HeldFirst, HeldNotice, HeldLimit}

// Held is how first contact, one-time notice and limits were kept in a year (R236), and what
// those served thought of it (R234): counted from the rows, for people to judge by.
type Held struct {
	Rules []HeldRule `json:"rules"`
	// Again are later notices that asked for what the first could have (R025).
	Again   int      `json:"notices_again"`
	Ratings []Rating `json:"ratings"`
}

// HeldRule is one rule of them. Excused are breaches for which nobody was found to answer.
type HeldRule struct {
	What    string `db:"what" json:"what" enum:"first_contact,notice,limit"`
	Kept    int    `db:"kept" json:"kept"`
	Late    int    `db:"late" json:"late"`
	Excused int    `db:"excused" json:"excused"`
}

// Rating is what was thought of one matter, in five levels.
type Rating struct {
	Kind            casework.Kind `db:"kind" json:"kind"`
	Item            string        `db:"item" json:"item,omitempty"`
	Name            string        `db:"name" json:"name,omitempty"`
	VerySatisfied   int           `db:"very_satisfied" json:"very_satisfied"`
	Satisfied       int           `db:"satisfied" json:"satisfied"`
	Basically       int           `db:"basically" json:"basically"`
	Unsatisfied     int           `db:"unsatisfied" json:"unsatisfied"`
	VeryUnsatisfied int           `db:"very_unsatisfied" json:"very_unsatisfied"`
}

// Levels are its counts, the best first.
func (r Rating) Levels() []int {
	return []int{r.VerySatisfied, r.Satisfied, r.Basically, r.Unsatisfied, r.VeryUnsatisfied}
}

// Good is how many of a hundred were not bad; ok is false where nobody rated.
func (r Rating) Good() (percent int, ok bool) {
	good := r.VerySatisfied + r.Satisfied + r.Basically
	all := good + r.Unsatisfied + r.VeryUnsatisfied
	if all == 0 {
		return 0, false
	}
	return 100 * good / all, true
}

// Total is that of all matters.
func (h Held) Total() (sum Rating) {
	for _, r := range h.Ratings {
		sum.VerySatisfied, sum.Satisfied, sum.Basically = sum.VerySatisfied+r.VerySatisfied, sum.Satisfied+r.Satisfied, sum.Basically+r.Basically
		sum.Unsatisfied, sum.VeryUnsatisfied = sum.Unsatisfied+r.Unsatisfied, sum.VeryUnsatisfied+r.VeryUnsatisfied
	}
	return sum
}

// whole names each of the rules, in their order, also where nothing fell due.
func (h Held) whole() Held {
	found := h.Rules
	h.Rules = make([]HeldRule, 0, len(heldRules))
	for _, what := range heldRules {
		row := HeldRule{What: what}
		if i := slices.IndexFunc(found, func(r HeldRule) bool { return r.What == what }); i >= 0 {
			row = found[i]
		}
		h.Rules = append(h.Rules, row)
	}
	if h.Ratings == nil {
		h.Ratings = []Rating{}
	}
	return h
}
