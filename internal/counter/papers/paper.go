package papers

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
)

// Paper is one issued paper. Content is there only where it was opened.
type Paper struct {
	ID       string         `json:"id"`
	Number   string         `json:"number,omitempty"` // of its case
	Kind     casework.Kind  `json:"kind,omitempty"`
	Form     string         `json:"form"`
	Name     string         `json:"name"`
	NameEn   string         `json:"name_en"`
	Serial   string         `json:"serial"` // 督办〔2026〕3号
	Unit     string         `json:"unit"`   // who issued it
	UnitName string         `json:"unit_name"`
	Issued   time.Time      `json:"issued"`
	By       string         `json:"by"`
	ByName   string         `json:"by_name"`
	Code     string         `json:"code"`            // check code
	Place    int            `json:"place,omitempty"` // in the outgoing register
	Shown    bool           `json:"shown,omitempty"` // whom it is addressed to may read it
	Voided   *time.Time     `json:"voided,omitempty"`
	VoidedBy string         `json:"voided_by,omitempty"`
	Why      string         `json:"void_reason,omitempty"`
	Content  *paper.Content `json:"content,omitempty"`
}

// NewPaper is a paper as it is issued; the store allots its number, seals it and
// stamps it with its check code.
type NewPaper struct {
	Form    paper.Form
	Number  string // of its case
	Unit    string
	Bureau  string // whose outgoing register it enters; empty: it stays in the house
	By      string
	At      time.Time
	Content paper.Content
	Key     string
	Digest  []byte
}

// PaperFilter chooses papers of the house, or those that were sent out by a
// bureau, in [From, Until). The newest come first; those sent in their order.
type PaperFilter struct {
	Kind        casework.Kind
	Sent        string // bureau whose outgoing register is read; opens every paper
	From, Until time.Time
}

// Entry is what somebody wrote into a register: who signed, in which volume.
type Entry struct {
	Register, Subject, Field, Value, By string
}

// Store is what is kept about papers and registers.
type Store interface {
	// IssuePaper numbers, seals and keeps a paper in one transaction. The same key
	// and digest give the id of the first call; another digest is KeyReused.
	IssuePaper(ctx context.Context, in NewPaper) (id string, err error)
	// Paper opens one; NotFound.
	Paper(ctx context.Context, id string) (Paper, error)
	// PapersOf lists the papers of a case, the newest first, unopened.
	PapersOf(ctx context.Context, number string) ([]Paper, error)
	// ListPapers lists as many as a list holds, and tells how many there are.
	ListPapers(ctx context.Context, f PaperFilter) (rows []Paper, total int, err error)
	// IssuedSince lists what stands of a form that is of no case, the newest first, unopened, as
	// many as a list holds.
	IssuedSince(ctx context.Context, kind casework.Kind, form string, since time.Time) ([]Paper, error)
	// VoidPaper takes one back with a reason; PaperVoided where it was already.
	VoidPaper(ctx context.Context, id, by, reason string) error
	// PaperByCode finds the paper a check code stands on and proves that its words
	// are those it was issued with; NotFound otherwise. It is not opened.
	PaperByCode(ctx context.Context, code string) (Paper, error)

	// Entries reads what was written into a register, by subject and field.
	Entries(ctx context.Context, register string, subjects []string) (map[string]map[string]string, error)
	// AddEntry writes once; EntryMade where it is written already.
	AddEntry(ctx context.Context, e Entry) error
}

// CasePapers is what a case page says of papers: what may be issued now, and what
// was.
type CasePapers struct {
	Forms  []paper.Form `json:"forms"`
	Issued []Paper      `json:"issued"`
	// Then are the forms that an act leads to, by its name.
	Then map[string][]paper.Form `json:"-"`
}

// Papers lists the forms p may issue from a case as it stands, and the papers of
// it he may read.
func (c *Room) Papers(ctx context.Context, p casework.Principal, number string) (CasePapers, error) {
	out := CasePapers{Forms: []paper.Form{}, Issued: []Paper{}}
	view, office, err := c.Sight(ctx, p, access.CaseView, number)
	if err != nil {
		return out, err
	}
	events, err := c.Store.Timeline(ctx, number)
	if err != nil {
		return out, fmt.Errorf("timeline of %s: %w", number, err)
	}
	roles, _ := c.Decide(p, access.PaperIssue, c.SubjectOf(view), office)   // none: he issues nothing
	if len(roles) > 0 && !casework.IsClassified(core.StateOf(view).Facts) { // what is written on it stands on paper alone (R219)
		m, err := c.matter(ctx, p, office, view, events, "")
		if err != nil {
			return out, err
		}
		of := slices.DeleteFunc(slices.Clone(c.Rules.Papers), func(f paper.Form) bool {
			return f.Scope != paper.OfCase || f.Kind != view.Kind || !issues(f, roles)
		})
		out.Forms = append(out.Forms, chosen(of, func(f paper.Form) bool { return f.Ready(m) })...)
		out.Then = map[string][]paper.Form{}
		for act := range c.Kinds.Of(view.Kind).Ever {
			out.Then[act.Name] = chosen(of, func(f paper.Form) bool { return slices.Contains(act.Paper, f.Code) })
		}
	}
	whole := c.Opens(ctx, p, view, office) == nil
	papers, err := c.own.PapersOf(ctx, number)
	if err != nil {
		return out, fmt.Errorf("papers of %s: %w", number, err)
	}
	for _, row := range papers {
		if (whole || row.Shown) && c.mayRead(p, office, c.SubjectOf(view), row) {
			out.Issued = append(out.Issued, c.named(office, row))
		}
	}
	return out, nil
}

func chosen(forms []paper.Form, is func(paper.Form) bool) (out []paper.Form) {
	for _, f := range forms {
		if is(f) {
			out = append(out, f)
		}
	}
	return out
}

// issues tells whether one of the roles is among those a form is issued by.
func issues(f paper.Form, roles []casework.Role) bool {
	return slices.ContainsFunc(roles, func(r casework.Role) bool { return slices.Contains(f.By, r) })
}

// mayRead: those who read all papers of the kind, or whom this one is addressed to.
func (c *Room) mayRead(p casework.Principal, office *core.Office, s access.Subject, row Paper) bool {
	return c.May(p, access.PaperView, s, office) || row.Shown && c.May(p, access.PaperAddressed, s, office)
}

// named fills in the words a stored paper has codes for.
func (c *Room) named(office *core.Office, row Paper) Paper {
	if f, ok := paper.Find(c.Rules.Papers, row.Form); ok {
		row.Name, row.NameEn = f.Name, f.NameEn
	}
	row.UnitName, row.ByName = core.UnitName(office, row.Unit), core.NameOf(office, row.By)
	return row
}

// Paper opens an issued paper to read and print it. Each reading is audited first.
func (c *Room) Paper(ctx context.Context, p casework.Principal, id string) (Paper, error) {
	row, _, err := c.paper(ctx, p, id, access.PaperView)
	return row, err
}

// paper reads one for somebody who may do action to it.
func (c *Room) paper(ctx context.Context, p casework.Principal, id, action string) (Paper, *core.Office, error) {
	row, err := c.own.Paper(ctx, id)
	if err != nil {
		return Paper{}, nil, fmt.Errorf("paper %s: %w", id, err)
	}
	office, subject, err := c.paperSubject(ctx, row.Number, row.Kind, row.Unit)
	if err != nil {
		return Paper{}, nil, err
	}
	sealed := c.stillOpen(ctx, p, row)
	switch _, err := c.Decide(p, action, subject, office); {
	case sealed != nil && casework.CodeOf(sealed) == "":
		return Paper{}, nil, sealed
	case sealed != nil, err != nil && !c.mayRead(p, office, subject, row): // as one that is not there
		return Paper{}, nil, casework.FieldError(casework.NotFound, "paper", "")
	case err != nil && action != access.PaperView:
		return Paper{}, nil, err
	}
	if err := c.Store.Audit(ctx, p.Person, action, paperObject(row), row.Form); err != nil {
		return Paper{}, nil, fmt.Errorf("audit paper %s: %w", id, err)
	}
	return c.named(office, row), office, nil
}

// stillOpen refuses a paper of a case that became a complaint and is sealed as one
// from then on (R082).
func (c *Room) stillOpen(ctx context.Context, p casework.Principal, row Paper) error {
	if row.Number == "" || row.Shown {
		return nil
	}
	view, office, err := c.View(ctx, row.Number)
	if err != nil {
		return err
	}
	return c.Opens(ctx, p, view, office)
}

// paperObject is how the audit trail names a paper.
func paperObject(row Paper) string {
	if row.Number != "" {
		return row.Number + " " + row.ID
	}
	return row.ID
}

// paperSubject is what the table is asked about: the case, or the unit and kind.
func (c *Room) paperSubject(ctx context.Context, number string, kind casework.Kind, unit string) (*core.Office, access.Subject, error) {
	if number != "" {
		view, office, err := c.View(ctx, number)
		return office, c.SubjectOf(view), err
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, access.Subject{}, fmt.Errorf("papers: %w", err)
	}
	return office, access.Subject{Kind: kind, Unit: unit}, nil
}

// VoidPaper takes a paper back, with a reason; it stays on record and a new one
// may be issued.
func (c *Room) VoidPaper(ctx context.Context, p casework.Principal, id, reason string) (Paper, error) {
	was, office, err := c.paper(ctx, p, id, access.PaperVoid)
	switch {
	case err != nil:
		return Paper{}, err
	case was.By == "": // the law did: what it decided is not taken back by hand
		return Paper{}, casework.Errorf(casework.Forbidden, "paper %s is voided by nobody", id)
	}
	if err := checkWords("reason", reason, true, maxReason); err != nil {
		return Paper{}, err
	}
	if err := c.undone(ctx, p, office, was); err != nil {
		return Paper{}, err
	}
	if err := c.own.VoidPaper(ctx, id, p.Person, reason); err != nil {
		return Paper{}, fmt.Errorf("void paper %s: %w", id, err)
	}
	row, err := c.own.Paper(ctx, id)
	if err != nil {
		return Paper{}, fmt.Errorf("paper %s: %w", id, err)
	}
	return c.named(office, row), nil
}

// maxReason bounds why a paper is voided, and what is entered into a register.
const maxReason = 500 // runes

// Checked is all the public learns of a paper: never a word of it.
type Checked struct {
	Name     string    `json:"name"`
	NameEn   string    `json:"name_en"`
	Serial   string    `json:"serial"`
	Unit     string    `json:"-"`
	UnitName string    `json:"unit_name"`
	Issued   time.Time `json:"issued"`
	Valid    bool      `json:"valid" doc:"false: it was voided"`
}

// CheckPaper tells whoever holds a paper whether it is genuine and still stands.
// NotFound where no paper bears the code, or its words are not what they were.
func (c *Room) CheckPaper(ctx context.Context, typed string) (Checked, error) {
	code := paper.ReadCode(typed)
	if code == "" {
		return Checked{}, casework.FieldError(casework.Invalid, "code", "check code")
	}
	row, err := c.own.PaperByCode(ctx, code)
	if err != nil {
		return Checked{}, fmt.Errorf("check paper: %w", err)
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Checked{}, fmt.Errorf("check paper: %w", err)
	}
	row = c.named(office, row)
	return Checked{Name: row.Name, NameEn: row.NameEn, Serial: row.Serial, Unit: row.Unit, UnitName: row.UnitName, Issued: row.Issued, Valid: row.Voided == nil}, nil
}
