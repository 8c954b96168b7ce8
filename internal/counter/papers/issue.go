package papers

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
)

// PaperRequest asks for a paper: of a case, or of a unit where the form is of none.
type PaperRequest struct {
	Form   string            `json:"form"`
	Number string            `json:"number,omitempty"`
	Unit   string            `json:"unit,omitempty"` // empty: the bureau of whoever asks
	Asked  map[string]string `json:"asked,omitempty"`
}

// Draft is a paper as it would be issued now.
type Draft struct {
	Form    paper.Form    `json:"form"`
	Content paper.Content `json:"content"`
	// Digest of what was shown. Issuing names it, so that what a person saw is what
	// he signs for.
	Digest string `json:"digest"`
}

// DraftPaper composes a paper without issuing it. Refusals: Forbidden,
// UnknownForm, NotReady where the case has not come so far, PaperIncomplete with
// the line nothing is known for, NamesComplainant, Invalid with the question.
func (c *Room) DraftPaper(ctx context.Context, p casework.Principal, in PaperRequest) (Draft, error) {
	d, _, err := c.compose(ctx, p, in, whole)
	return d, err
}

// SketchPaper composes what stands on a paper before its issuer has written a word: a report lies
// there with the figures of its round. It has no digest, and is not issued as it is.
func (c *Room) SketchPaper(ctx context.Context, p casework.Principal, in PaperRequest) (Draft, error) {
	d, _, err := c.compose(ctx, p, in, sketch)
	d.Digest = ""
	return d, err
}

// PaperForm is the form of a paper p may issue, with its questions.
func (c *Room) PaperForm(ctx context.Context, p casework.Principal, in PaperRequest) (paper.Form, error) {
	f, err := c.formOf(in)
	if err == nil {
		_, err = c.drafting(ctx, p, f, in)
	}
	return f, err
}

func (c *Room) formOf(in PaperRequest) (paper.Form, error) {
	f, known := paper.Find(c.Rules.Papers, in.Form)
	if !known || f.Scope == paper.Register || (f.Scope == paper.OfCase) != (in.Number != "") {
		return f, casework.FieldError(casework.UnknownForm, "form", "")
	}
	return f, nil
}

// drafting is where a paper is issued from.
type drafting struct {
	office  *core.Office
	subject access.Subject
	roles   []casework.Role
	unit    string // whose number it bears
	bureau  string
	about   []string // units whose matters stand on it
}

// whole and sketch are whether what the issuer has to write must stand there.
const whole, sketch = false, true

func (c *Room) compose(ctx context.Context, p casework.Principal, in PaperRequest, half bool) (Draft, drafting, error) {
	f, err := c.formOf(in)
	if err != nil {
		return Draft{}, drafting{}, err
	}
	from, err := c.drafting(ctx, p, f, in)
	if err != nil {
		return Draft{Form: f}, from, err
	}
	asked, err := answers(f, in.Asked, half)
	if err != nil {
		return Draft{Form: f}, from, err
	}
	m, err := c.matterOf(ctx, p, f, in, from, asked)
	if err != nil {
		return Draft{Form: f}, from, err
	}
	m.Asked, from.about = asked, about(m.Rows)
	if !f.Ready(m) {
		return Draft{Form: f}, from, casework.FieldError(casework.NotReady, "form", f.Rules[0])
	}
	if f.Bars(m, p.Person) {
		return Draft{Form: f}, from, casework.FieldError(casework.OwnCase, "form", f.Rules[0])
	}
	content, empty := paper.Fill(f, m)
	if len(empty) > 0 {
		return Draft{Form: f}, from, casework.FieldError(casework.PaperIncomplete, empty[0], f.Rules[0])
	}
	if f.Blind && content.Mentions(who(m.Fields)...) {
		return Draft{Form: f}, from, casework.FieldError(casework.NamesComplainant, "", "R082")
	}
	digest, err := contentDigest(content)
	return Draft{Form: f, Content: content, Digest: digest}, from, err
}

// drafting checks who asks, and under whose number he would issue.
func (c *Room) drafting(ctx context.Context, p casework.Principal, f paper.Form, in PaperRequest) (d drafting, err error) {
	unit := in.Unit
	if f.Scope == paper.OfUnit && unit == "" {
		unit = p.Unit
		if len(p.Holdings) > 0 {
			unit = p.Holdings[0].Unit
		}
	}
	if d.office, d.subject, err = c.paperSubject(ctx, in.Number, f.Kind, unit); err != nil {
		return d, err
	}
	if in.Number != "" && d.subject.Kind != f.Kind {
		return d, c.Hidden(p, d.subject, d.office, casework.FieldError(casework.UnknownForm, "form", ""))
	}
	if d.roles, err = c.Decide(p, access.PaperIssue, d.subject, d.office); err != nil {
		return d, err
	}
	if err := c.unclassified(ctx, in.Number); err != nil {
		return d, err
	}
	if !issues(f, d.roles) {
		return d, casework.Errorf(casework.Forbidden, "%s is not issued by %v", f.Code, d.roles)
	}
	d.unit = p.Unit
	for _, h := range p.Holdings {
		if slices.Contains(d.roles, h.Role) && slices.Contains(f.By, h.Role) && !h.Standby {
			d.unit = h.Unit
			break
		}
	}
	d.bureau = d.office.Tree().Bureau(d.unit)
	return d, nil
}

// matterOf gathers what the form is filled with.
func (c *Room) matterOf(
	ctx context.Context, p casework.Principal, f paper.Form, in PaperRequest, from drafting, asked map[string]string,
) (m paper.Matter, err error) {
	if f.Scope == paper.OfCase {
		m, err = c.caseMatter(ctx, p, from.office, in.Number, f.Code)
		tellApplicant(&m, from.office, f, asked)
	} else {
		m, err = c.unitMatter(ctx, p, f, from, asked)
	}
	if err != nil {
		return m, err
	}
	m.Extra["office"], m.Extra["issuer"] = core.UnitName(from.office, from.bureau), core.UnitName(from.office, from.unit)
	return m, nil
}

func (c *Room) caseMatter(ctx context.Context, p casework.Principal, office *core.Office, number, form string) (paper.Matter, error) {
	view, _, err := c.View(ctx, number)
	if err != nil {
		return paper.Matter{}, err
	}
	if view.Clocks, err = c.Store.Clocks(ctx, number); err != nil {
		return paper.Matter{}, fmt.Errorf("clocks of %s: %w", number, err)
	}
	events, err := c.Store.Timeline(ctx, number)
	if err != nil {
		return paper.Matter{}, fmt.Errorf("timeline of %s: %w", number, err)
	}
	m, err := c.matter(ctx, p, office, view, events, form)
	if f, _ := paper.Find(c.Rules.Papers, form); err == nil && f.Uses("extra.evidence") {
		m.Extra["evidence"], err = c.evidence(ctx, p, number)
	} else if err == nil && f.Table != nil && f.Table.Of == paper.Cases {
		m.Rows, err = c.handedRows(ctx, p, office, m)
	} else if err == nil && f.Uses("extra.served_papers") {
		err = c.tellServed(ctx, &m, core.StateOf(view))
	}
	return m, err
}

// handedRows are the cases that went from A to B, as they stand when the list is issued
// (R164). Of what the issuer does not see, the number stands alone.
func (c *Room) handedRows(ctx context.Context, p casework.Principal, office *core.Office, m paper.Matter) (out []paper.Matter, err error) {
	for _, number := range handedOver(m.Events) {
		row := paper.Matter{Case: casework.CaseView{Number: number}, Names: m.Names, At: m.At, Extra: map[string]string{}}
		view, _, err := c.View(ctx, number)
		if err != nil {
			return nil, fmt.Errorf("handed over: %w", err)
		}
		if c.May(p, access.CaseView, c.SubjectOf(view), office) {
			if view.Clocks, err = c.Store.Clocks(ctx, number); err != nil {
				return nil, fmt.Errorf("clocks of %s: %w", number, err)
			}
			row.Case = view
			tellNext(row.Extra, view)
		}
		out = append(out, row)
	}
	return out, nil
}

// handedOver are the numbers A handed over last.
func handedOver(events []casework.TimelineRow) []string {
	for _, e := range slices.Backward(events) {
		if e.Name == kind.HandedOver {
			return strings.FieldsFunc(e.Detail["cases"], func(r rune) bool { return r == ',' })
		}
	}
	return nil
}

// tellNext adds what is owed next, and by when.
func tellNext(extra map[string]string, view casework.CaseView) {
	var next *casework.ClockView
	for i, clock := range view.Clocks {
		if clock.Ended == nil && (next == nil || clock.Due.Before(next.Due)) {
			next = &view.Clocks[i]
		}
	}
	if next != nil {
		extra["owed"], extra["due"] = next.Name, paper.Moment(next.Due, core.Zone)
	}
}

// evidence lists what was attached to a case, each file with its name and the digest
// of its content, for who may read it (R065).
func (c *Room) evidence(ctx context.Context, p casework.Principal, number string) (string, error) {
	files, err := c.asks.Files(ctx, p, number)
	if err != nil {
		return "", refusedOnly(err)
	}
	var out []string
	for i, a := range files {
		digest := hex.EncodeToString(a.Digest)
		out = append(out, fmt.Sprintf("%d. %s（%s %s，摘要 %s）", i+1, a.Name, a.Media, a.At.In(core.Zone).Format(time.DateOnly), digest[:min(len(digest), shownDigest)]))
	}
	return strings.Join(out, "；"), nil
}

// shownDigest is how much of a digest stands on paper: enough that no two files of a
// case agree by chance.
const shownDigest = 16

func (c *Room) unitMatter(ctx context.Context, p casework.Principal, f paper.Form, from drafting, asked map[string]string) (paper.Matter, error) {
	names, err := c.speller(ctx, from.office)
	if err != nil {
		return paper.Matter{}, err
	}
	m := paper.Matter{At: c.Now(), Names: names, Extra: map[string]string{"of": core.UnitName(from.office, from.subject.Unit)}}
	switch f.Table.Of {
	case paper.Posts:
		m.Rows, err = c.asks.Posts(ctx, p, from.office, from.subject.Unit, speller{office: from.office})
		return m, err
	case paper.OverHead:
		m.Rows, err = c.overHead(ctx, p, names, from.office, asked["number"])
		if err == nil && len(m.Rows) == 0 {
			err = casework.FieldError(casework.NotReady, "form", f.Rules[0])
		}
		return m, err
	case paper.Late:
		m.Rows, m.Total, err = c.lateMatters(ctx, p, names, f, from)
		return m, err
	case paper.Figures:
		return m, c.reportMatter(ctx, p, f, from, asked, &m)
	case paper.Week:
		return m, c.weekMatter(ctx, p, f, from, asked[askMonday], &m)
	}
	m.Rows, m.Total, err = c.caseMatters(ctx, p, from.office, f, access.PaperIssue, core.CaseFilter{Open: new(true)}, maxCircular)
	return m, err
}

// IssuePaper freezes a paper: its number, its words and its check code never
// change from here on. digest is of the draft that was shown; Stale where the
// case has moved since.
func (c *Room) IssuePaper(ctx context.Context, p casework.Principal, in PaperRequest, digest, key string) (Paper, error) {
	if err := core.CheckKey(key); err != nil {
		return Paper{}, err
	}
	sent, err := core.DigestOf(key, in)
	if err != nil {
		return Paper{}, err
	}
	d, from, err := c.compose(ctx, p, in, whole)
	if err != nil {
		return Paper{}, err
	}
	if !hmac.Equal([]byte(d.Digest), []byte(digest)) {
		return Paper{}, casework.FieldError(casework.Stale, "digest", "")
	}
	kept := NewPaper{
		Form: d.Form, Number: in.Number, Unit: from.unit, By: p.Person, At: c.Now(), Content: d.Content,
		Key: core.KeyID(p.Person, key), Digest: sent,
	}
	if d.Form.Sent() {
		kept.Bureau = from.bureau
	}
	id, err := c.own.IssuePaper(ctx, kept)
	if err != nil {
		return Paper{}, fmt.Errorf("issue %s: %w", in.Form, err)
	}
	if err := c.Store.Audit(ctx, p.Person, access.PaperIssue, paperObject(Paper{ID: id, Number: in.Number}), in.Form); err != nil {
		return Paper{}, fmt.Errorf("audit paper %s: %w", id, err)
	}
	if err := c.done(ctx, p, d, from, key); err != nil {
		return Paper{}, err
	}
	if in.Number == "" {
		if err := c.asks.Finish(ctx, begunName(in, from.subject.Unit)); err != nil {
			return Paper{}, fmt.Errorf("what was begun of %s: %w", in.Form, err)
		}
	}
	row, err := c.own.Paper(ctx, id)
	if err != nil {
		return Paper{}, fmt.Errorf("paper %s: %w", id, err)
	}
	return c.named(from.office, row), nil
}

// done does the act that issuing this paper is, if it is one. Sent again under the same
// key, it is done once.
func (c *Room) done(ctx context.Context, p casework.Principal, d Draft, from drafting, key string) error {
	outcome := "circulated"
	if d.Content.Table != nil && len(d.Content.Table.Rows) == 0 {
		outcome = kind.NothingOverdue
	}
	args := map[string]any{"outcome": outcome, "units": from.about}
	err := c.asks.ByPaper(ctx, p, d.Form.Code, from.bureau, args, fmt.Sprintf("%.180s/paper", key))
	if err != nil {
		return fmt.Errorf("what issuing %s does: %w", d.Form.Code, err)
	}
	return nil
}

// undone takes back what issuing a paper did, before it is voided: but where a later one of
// its form stands, which tells whatever this one told.
func (c *Room) undone(ctx context.Context, p casework.Principal, office *core.Office, row Paper) error {
	f, known := paper.Find(c.Rules.Papers, row.Form)
	if !known || f.Duty == "" || row.Voided != nil {
		return nil
	}
	bureau := office.Tree().Bureau(row.Unit)
	last, err := c.lastOf(ctx, office, f, bureau)
	if err != nil || last.After(row.Issued) {
		return err
	}
	if err := c.asks.ByVoid(ctx, p, f.Code, bureau, row.Issued, "void/"+row.ID); err != nil {
		return fmt.Errorf("what voiding %s does: %w", f.Code, err)
	}
	return nil
}

// lastOf is when the last paper of a form that stands was issued in a bureau.
func (c *Room) lastOf(ctx context.Context, office *core.Office, f paper.Form, bureau string) (last time.Time, err error) {
	rows, _, err := c.own.ListPapers(ctx, PaperFilter{Kind: f.Kind})
	if err != nil {
		return last, fmt.Errorf("last %s: %w", f.Code, err)
	}
	tree := office.Tree()
	for _, row := range rows {
		if row.Form == f.Code && row.Voided == nil && tree.Bureau(row.Unit) == bureau && row.Issued.After(last) {
			last = row.Issued
		}
	}
	return last, nil
}

// about are the units of the cases a list tells of.
func about(rows []paper.Matter) (units []string) {
	for _, row := range rows {
		if u := row.Case.Unit; u != "" && !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	return units
}

func contentDigest(content paper.Content) (string, error) {
	text, err := json.Marshal(content)
	if err != nil {
		return "", fmt.Errorf("digest paper: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// answers checks what the issuer wrote against the form's questions; in a sketch nothing need
// be written yet.
func answers(f paper.Form, asked map[string]string, half bool) (map[string]string, error) {
	var r core.Refusals
	out := map[string]string{}
	for _, q := range f.Questions() {
		value := strings.TrimSpace(asked[q.Name])
		if value == "" && !q.Required {
			value = q.Default
		}
		limit := q.Max
		if limit == 0 {
			limit = core.MaxText
		}
		field := "asked." + q.Name
		if err := checkWords(field, value, q.Required && !half, limit); err != nil {
			r = append(r, core.RefusalsOf(err)...)
		} else if len(q.Options) > 0 && value != "" && !slices.Contains(q.Options, value) {
			r = append(r, casework.FieldError(casework.Invalid, field, "choice"))
		} else if q.Type == "date" && value != "" && !isDate(value) {
			r = append(r, casework.FieldError(casework.Invalid, field, "date"))
		}
		out[q.Name] = value
	}
	for name := range asked {
		if _, ok := out[name]; !ok {
			r = append(r, casework.FieldError(casework.UnknownField, "asked."+core.Shown(name), ""))
		}
	}
	return out, r.Err()
}

func isDate(value string) bool {
	_, err := time.Parse(time.DateOnly, value)
	return err == nil
}

// checkWords refuses what is missing, too long or no text.
func checkWords(field, value string, required bool, limit int) error {
	switch {
	case required && strings.TrimSpace(value) == "":
		return casework.FieldError(casework.Invalid, field, "required")
	case utf8.RuneCountInString(value) > limit:
		return casework.FieldError(casework.TooLarge, field, "max:"+strconv.Itoa(limit))
	case !core.Clean(value):
		return casework.FieldError(casework.Invalid, field, "text")
	}
	return nil
}

// who are the words by which a complainant could be known: everything he was
// registered with but whom he complained of and what he said.
func who(fields map[string]string) (out []string) {
	for name, value := range fields {
		if name != "against" && name != "statement" && name != core.FieldPastReason {
			out = append(out, value)
		}
	}
	return out
}

// unclassified refuses a paper of a classified matter: it would hold more than the
// cover, and be kept here (R219). A paper of no case is none's.
func (c *Room) unclassified(ctx context.Context, number string) error {
	if number == "" {
		return nil
	}
	view, _, err := c.View(ctx, number)
	if err != nil {
		return err
	}
	if casework.IsClassified(core.StateOf(view).Facts) {
		return casework.FieldError(casework.Classified, "form", "R219")
	}
	return nil
}

// Compiled is the form a duty is compiled by, where p may issue it.
func (c *Room) Compiled(ctx context.Context, p casework.Principal, clock string) *paper.Form {
	for _, f := range c.Rules.Papers {
		if f.Duty != clock {
			continue
		}
		if _, err := c.drafting(ctx, p, f, PaperRequest{Form: f.Code}); err == nil {
			return &f
		}
	}
	return nil
}
