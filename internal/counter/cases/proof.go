package cases

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
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
	w, served := c.Kinds.Binds(view).Way(args.Means)
	if served { // and so has each way of service
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
	case rows[i].Rests != "" && rows[i].Rests != id && !(served && listsSeveral(view, proof, w.Name)):
		return casework.FieldError(casework.ProofUsed, "proof", rule)
	}
	return nil
}

// listsSeveral: the file shows the service of another paper by the same way. A receipt names
// whatever was handed over with it (民事诉讼法 87).
func listsSeveral(view casework.CaseView, proof, way string) bool {
	return slices.ContainsFunc(core.StateOf(view).Served, func(v casework.Served) bool { return v.Proof == proof && (way == "" || v.Way == way) })
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
				free := a.Rests == "" || (form.Command == casework.Serve || form.Command == casework.Deliver) && listsSeveral(view, a.ID, "")
				if f.Type == casework.FieldProof && free && shows(a, view, *f) {
					f.Choices, f.Shown = append(f.Choices, a.ID), append(f.Shown, a.At.In(core.Zone).Format("2006-01-02 15:04"))
				}
			}
		}
	}
	return nil
}

// servable refuses the service of a paper that was never issued, or before it was, or that was
// served already, and a receipt signed by whoever brought it (民事诉讼法 87). id is the act's own. It says
// when the paper was issued: of two entries on their way at once the case refuses the later.
func (c *Room) servable(ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, form casework.Form, id string, args casework.Args, texts map[string]string) (out time.Time, err error) {
	if signer := strings.TrimSpace(texts["signer"]); signer != "" && signer == core.NameOf(office, p.Person) {
		return out, casework.FieldError(casework.OwnReceipt, "signer", "民事诉讼法第八十七条")
	}
	papers, since := c.handsOver(view, form.Command)
	field := casework.Field{Name: "means", Rule: form.Rule}
	if i := slices.IndexFunc(form.Fields, func(f casework.Field) bool { return f.Type == casework.FieldPaper }); i >= 0 {
		papers, field = []string{args.Paper}, form.Fields[i]
	}
	if len(papers) == 0 {
		return out, nil
	}
	issued, err := c.issued(ctx, view.Number)
	if err != nil {
		return out, err
	}
	sent, there := oneOf(issued, papers, since)
	switch {
	case !there:
		return out, casework.FieldError(casework.NotServable, field.Name, field.Rule)
	case !args.Received.IsZero() && args.Received.Before(sent.Issued.Truncate(time.Minute)):
		return out, casework.FieldError(casework.TooEarly, "received", field.Rule)
	case args.Paper != "" && servedAs(view, args.Paper, sent):
		return out, c.unlessAnswered(ctx, id, casework.FieldError(casework.AlreadyDone, field.Name, field.Rule))
	}
	return sent.Issued, nil
}

// servedAs tells whether a paper, as it was last issued, is served: it counts from the first time,
// and no entry moves what is open to whom it refuses something. What was entered wrongly goes with
// the paper, which the section head voids.
func servedAs(view casework.CaseView, code string, sent core.Sent) bool {
	was := core.StateOf(view).ServedPaper(code)
	return was != nil && !sent.Issued.Truncate(time.Minute).After(was.From)
}

// handsOver are the papers of which an act hands over one, and since when it has to be issued: that
// of an earlier decision tells another. Of a matter that is written about on paper alone, and of
// what the house has no form for, none is asked for (R219).
func (c *Room) handsOver(view casework.CaseView, command string) (papers []string, since time.Time) {
	state := core.StateOf(view)
	act, known := c.Kinds.Binds(view).Act(command)
	if !known || act.Hands == nil || casework.IsClassified(state.Facts) {
		return nil, since
	}
	for _, clock := range act.Meets {
		if owed := state.Clock(clock); owed != nil {
			since = owed.Start.Truncate(time.Second)
		}
	}
	has := func(code string) bool {
		return slices.ContainsFunc(c.Rules.Papers, func(f paper.Form) bool { return f.Code == code })
	}
	return slices.DeleteFunc(act.Hands(state), func(code string) bool { return !has(code) }), since
}

// oneOf is one of these papers, issued since then.
func oneOf(issued map[string]core.Sent, papers []string, since time.Time) (core.Sent, bool) {
	for _, code := range papers {
		if p, there := issued[code]; there && !p.Issued.Before(since) {
			return p, true
		}
	}
	return core.Sent{}, false
}

// reachable refuses a way of telling, or of service, that leads nowhere: there has to be a
// mailbox, and it has to be one (R005; 民事诉讼法 90).
func reachable(view casework.CaseView, form casework.Form, args casework.Args, texts map[string]string) error {
	if !slices.ContainsFunc(form.Fields, func(f casework.Field) bool { return f.Name == casework.FieldEmail }) {
		return nil
	}
	typed := strings.TrimSpace(texts[casework.FieldEmail])
	known := typed != "" || slices.Contains(view.Sealed, casework.FieldEmail) || core.StateOf(view).Facts[casework.FactNow(casework.FieldEmail)] != ""
	switch {
	case typed != "" && !core.MailAddress(typed):
		return casework.FieldError(casework.BadEmail, casework.FieldEmail, "email")
	case !known && args.Means == casework.WayMail:
		return casework.FieldError(casework.Invalid, casework.FieldEmail, "R005")
	case !known && args.Approve != nil && *args.Approve:
		return casework.FieldError(casework.Invalid, casework.FieldEmail, "民事诉讼法第九十条")
	}
	return nil
}

// issued are the papers of a case that whoever applied is to have, the last of each form
// that stands.
func (c *Room) issued(ctx context.Context, number string) (map[string]core.Sent, error) {
	if c.asks.Sent == nil {
		return nil, nil
	}
	rows, err := c.asks.Sent(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("papers of %s: %w", number, err)
	}
	out := map[string]core.Sent{}
	for _, row := range rows {
		if last, there := out[row.Form]; !row.Void && (!there || row.Issued.After(last.Issued)) {
			out[row.Form] = row
		}
	}
	return out, nil
}

// agreed leaves out the ways of service that the applicant did not agree to on his form.
func (c *Room) agreed(view casework.CaseView, forms []casework.Form) {
	facts := core.StateOf(view).Facts
	for i := range forms {
		for j := range forms[i].Fields {
			f := &forms[i].Fields[j]
			f.Choices = slices.DeleteFunc(slices.Clone(f.Choices), func(code string) bool {
				way, of := c.Kinds.Binds(view).Way(code)
				return of && f.Name == "means" && way.Agreed != "" && facts[way.Agreed] != "true"
			})
		}
	}
}

// toServe offers what may be served those papers that were issued and are not served; where there are none, the
// act is not offered. Of the ways of service it offers those he agreed to.
//
// Nor is what hands a paper over, before that stands: it is issued first.
func (c *Room) toServe(ctx context.Context, view casework.CaseView, forms []casework.Form) ([]casework.Form, error) {
	c.agreed(view, forms)
	names := func(form casework.Form) int {
		return slices.IndexFunc(form.Fields, func(f casework.Field) bool { return f.Type == casework.FieldPaper })
	}
	hands := func(form casework.Form) bool {
		papers, _ := c.handsOver(view, form.Command)
		return len(papers) > 0
	}
	if !slices.ContainsFunc(forms, func(form casework.Form) bool { return names(form) >= 0 || hands(form) }) {
		return forms, nil
	}
	issued, err := c.issued(ctx, view.Number)
	if err != nil {
		return nil, err
	}
	forms = slices.DeleteFunc(forms, func(form casework.Form) bool {
		papers, since := c.handsOver(view, form.Command)
		_, stands := oneOf(issued, papers, since)
		return len(papers) > 0 && !stands
	})
	at := slices.IndexFunc(forms, func(form casework.Form) bool { return names(form) >= 0 })
	if at < 0 {
		return forms, nil
	}
	f := &forms[at].Fields[names(forms[at])]
	f.Choices = slices.DeleteFunc(slices.Clone(f.Choices), func(code string) bool { sent, there := issued[code]; return !there || servedAs(view, code, sent) })
	for _, code := range f.Choices {
		f.Shown = append(f.Shown, issued[code].Name+" "+issued[code].Serial)
	}
	if len(f.Choices) == 0 {
		return slices.Delete(forms, at, at+1), nil
	}
	return forms, nil
}
