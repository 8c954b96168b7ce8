package kind

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// proof is the file on record by which one person may do alone what else waits for a
// second: one attached as the paper that shows it, and no other (R048).
func proof(takes ...string) casework.Field {
	return casework.Field{Name: "proof", Type: casework.FieldProof, Takes: takes}
}

// purposed lets whoever attaches a file say which of those papers it is.
func purposed(d *Declaration) {
	var papers []string
	for _, a := range d.Acts {
		for _, f := range a.Fields {
			papers = append(papers, f.Takes...)
		}
	}
	slices.Sort(papers)
	attach, there := d.Act(casework.Attach)
	if !there || len(papers) == 0 || slices.ContainsFunc(attach.Fields, func(f casework.Field) bool { return f.Name == "purpose" }) {
		return
	}
	attach.Fields = append(slices.Clone(attach.Fields), casework.Field{
		Name: "purpose", Type: casework.FieldChoice, Choices: slices.Compact(papers), Rule: cmp.Or(d.Proofs, "R048"),
	})
}
