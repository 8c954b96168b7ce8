package cases

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// onRecord refuses an act that rests on a file which does not show it: what one person may
// do by a paper, he does by the very paper the act asks for, on record of this case since
// it was registered, and by none that another act rests on (R048). id is the act's own.
func (c *Room) onRecord(ctx context.Context, view casework.CaseView, form casework.Form, id string, args casework.Args) error {
	field, takes := proofOf(form)
	proof := args.Proof
	if proof == "" || !takes {
		return nil
	}
	if e, ends := c.Kinds.Binds(view).Ending(args.Ground); ends { // each ground has a paper of its own
		field.Takes = []string{e.Proof}
	}
	if w, served := c.Kinds.Binds(view).Way(args.Means); served { // and so has each way of service
		field.Takes, field.Rule = []string{w.Proof}, w.Basis
	}
	rows, err := c.files.Attachments(ctx, view.Number)
	if err != nil {
		return fmt.Errorf("attachments of %s: %w", view.Number, err)
	}
	i := slices.IndexFunc(rows, func(a casework.Attachment) bool { return a.ID == proof })
	rule := cmp.Or(field.Rule, "R048")
	switch {
	case i < 0 || !shows(rows[i], view, field):
		return casework.FieldError(casework.ProofUnfit, "proof", rule)
	case rows[i].Rests != "" && rows[i].Rests != id:
		return casework.FieldError(casework.ProofUsed, "proof", rule)
	}
	return nil
}

// unpapered refuses what is done only while no paper has gone out: somebody has it in his
// hand, and relies on it (R048).
func (c *Room) unpapered(ctx context.Context, view casework.CaseView, command string) error {
	act, known := c.Kinds.Binds(view).Act(command)
	if !known || !act.Unpapered {
		return nil
	}
	out, err := c.own.Papered(ctx, view.Number)
	if err != nil {
		return fmt.Errorf("papers of %s: %w", view.Number, err)
	}
	if out {
		return casework.FieldError(casework.VoidOver, "", act.Rests())
	}
	return nil
}

// offersBack tells whether an act that takes a registration back is still to be offered: it
// is for the working day on which that was made, by the calendar of the case, and for as long
// as no paper went out. The case counts again.
func (c *Room) offersBack(ctx context.Context, view casework.CaseView, act *kind.Act, s *casework.State) (bool, error) {
	if !act.Unpapered {
		return true, nil
	}
	book, err := c.Book(ctx)
	if err != nil {
		return false, err
	}
	cal, _, err := book.Calendar(cmp.Or(s.Calendar, book.CalendarFor(s.Unit)))
	if err != nil {
		return false, err
	}
	day, err := cal.Due(s.Registered, sameDay)
	if err != nil || c.Now().After(day.At) {
		return false, err
	}
	err = c.unpapered(ctx, view, act.Name)
	if casework.CodeOf(err) == casework.VoidOver {
		return false, nil
	}
	return err == nil, err
}

var sameDay, _ = calendar.ParseLimit("0wd")

func proofOf(form casework.Form) (f casework.Field, takes bool) {
	for _, f := range form.Fields {
		if f.Type == casework.FieldProof {
			return f, true
		}
	}
	return f, false
}

// shows: it was attached as the paper that is asked for, of several the one the case names,
// and to the case that is there.
func shows(a casework.Attachment, view casework.CaseView, f casework.Field) bool {
	named := core.StateOf(view).Facts[casework.FactProof]
	return slices.Contains(f.Takes, a.Purpose) && !a.At.Before(view.Registered) && (named == a.Purpose || !slices.Contains(f.Takes, named))
}

// proofs offers the forms that may rest on a file those that show it, by when they were
// attached: their names are for those who open them.
func (c *Room) proofs(ctx context.Context, view casework.CaseView, forms []casework.Form) error {
	if !slices.ContainsFunc(forms, func(form casework.Form) bool { _, takes := proofOf(form); return takes }) {
		return nil
	}
	rows, err := c.files.Attachments(ctx, view.Number)
	if err != nil {
		return fmt.Errorf("attachments of %s: %w", view.Number, err)
	}
	for _, form := range forms {
		for i := range form.Fields {
			f := &form.Fields[i]
			for _, a := range rows {
				if f.Type == casework.FieldProof && a.Rests == "" && shows(a, view, *f) {
					f.Choices, f.Shown = append(f.Choices, a.ID), append(f.Shown, a.At.In(core.Zone).Format("2006-01-02 15:04"))
				}
			}
		}
	}
	return nil
}
