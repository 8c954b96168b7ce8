package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// PostSheet is a duty sheet of a post: a proposal, or a version that was published (R210).
type PostSheet struct {
	ID        int64              `json:"id"`
	Post      string             `json:"post"`
	Version   int                `json:"version,omitempty"` // 0: proposed
	Sheet     casework.DutySheet `json:"sheet"`
	Proposed  Consent            `json:"proposed"`
	Published *Consent           `json:"published,omitempty"`
}

// SheetsOf are the duty sheets of a post as the house reads them.
type SheetsOf struct {
	casework.Post
	// Responsible is the post that answers first for the sheet: the leader in charge, or
	// above him the head of the bureau (R214).
	Responsible casework.Post `json:"responsible"`
	Waiting     *PostSheet    `json:"waiting,omitempty"` // the proposal that may be published
	Versions    []PostSheet   `json:"versions"`          // the newest first
}

// SheetWaits is a duty sheet that waits to be published.
type SheetWaits struct {
	Post string    `db:"post"`
	By   string    `db:"proposed_by"`
	At   time.Time `db:"proposed_at"`
}

// SheetsAsked are those that lie before p, who answers first for their posts: he has them on
// his desk to publish, and none that he drafted himself (R210, R214).
func (c *Room) SheetsAsked(ctx context.Context, p casework.Principal) ([]SheetWaits, error) {
	if !slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return slices.Contains(answerFirst, h.Role) }) {
		return nil, nil
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("sheets asked: %w", err)
	}
	rows, err := c.own.SheetsWaiting(ctx)
	if err != nil {
		return nil, fmt.Errorf("sheets asked: %w", err)
	}
	stands := func(post string) bool {
		return slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Post == post && !h.Standby })
	}
	return slices.DeleteFunc(rows, func(w SheetWaits) bool {
		post, known := core.PostOf(office, w.Post)
		first, there := Responsible(office, post)
		return !known || !there || w.By == p.Person || stands(w.Post) || !stands(first.ID)
	}), nil
}

// DutySheets are those of a post, for everybody of the house.
func (c *Room) DutySheets(ctx context.Context, p casework.Principal, post string) (SheetsOf, error) {
	office, of, err := c.sheetOf(ctx, p, access.PlanView, post)
	if err != nil {
		return SheetsOf{}, err
	}
	return c.sheets(ctx, office, of)
}

func (c *Room) sheets(ctx context.Context, office *core.Office, post casework.Post) (SheetsOf, error) {
	rows, err := c.own.DutySheets(ctx, post.ID)
	if err != nil {
		return SheetsOf{}, fmt.Errorf("sheets of %s: %w", post.ID, err)
	}
	out := SheetsOf{Post: post, Versions: []PostSheet{}}
	out.Responsible, _ = Responsible(office, post)
	for _, s := range rows {
		switch {
		case s.Published != nil:
			out.Versions = append(out.Versions, s)
		case out.Waiting == nil && len(out.Versions) == 0: // one proposed before the newest version is past
			out.Waiting = &s
		}
	}
	if len(out.Versions) > 0 {
		out.Sheet = out.Versions[0].Sheet
	}
	return out, nil
}

// ProposeSheet keeps a duty sheet, to be published before it holds. Invalid where it
// leaves out what the article asks of it.
func (c *Room) ProposeSheet(ctx context.Context, p casework.Principal, post string, s casework.DutySheet) (SheetsOf, error) {
	office, of, err := c.sheetOf(ctx, p, access.SheetPropose, post)
	if err != nil {
		return SheetsOf{}, err
	}
	if err := checkSheet(&s).Err(); err != nil {
		return SheetsOf{}, err
	}
	if _, err := c.own.AddSheet(ctx, PostSheet{Post: post, Sheet: s, Proposed: Consent{By: p.Person, At: c.Now()}}); err != nil {
		return SheetsOf{}, fmt.Errorf("propose sheet of %s: %w", post, err)
	}
	return c.sheets(ctx, office, of)
}

func checkSheet(s *casework.DutySheet) (wrong core.Refusals) {
	for _, part := range s.Parts() {
		*part.Text = strings.TrimSpace(*part.Text)
		switch {
		case *part.Text == "" || !core.Clean(*part.Text):
			wrong = append(wrong, casework.FieldError(casework.Invalid, part.Name, "R210"))
		case utf8.RuneCountInString(*part.Text) > casework.MaxSheetPart:
			wrong = append(wrong, casework.FieldError(casework.TooLarge, part.Name, fmt.Sprintf("max:%d", casework.MaxSheetPart)))
		}
	}
	return wrong
}

// PublishSheet puts a proposal in force: a second person does, who leads the post and does
// not stand on it (R210, R214). Stale where another version came between.
func (c *Room) PublishSheet(ctx context.Context, p casework.Principal, id int64) (SheetsOf, error) {
	s, err := c.own.DutySheet(ctx, id)
	if err != nil {
		return SheetsOf{}, fmt.Errorf("sheet %d: %w", id, err)
	}
	office, of, err := c.sheetOf(ctx, p, access.SheetPublish, s.Post)
	if err != nil {
		return SheetsOf{}, err
	}
	if s.Proposed.By == p.Person || slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Post == s.Post }) {
		return SheetsOf{}, casework.FieldError(casework.OwnCase, "principal", "R214")
	}
	if err := c.own.PublishSheet(ctx, id, p.Person); err != nil {
		return SheetsOf{}, fmt.Errorf("publish sheet %d: %w", id, err)
	}
	return c.sheets(ctx, office, of)
}

// sheetOf reads the post of a sheet for somebody who may do action to it.
func (c *Room) sheetOf(ctx context.Context, p casework.Principal, action, id string) (*core.Office, casework.Post, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, casework.Post{}, fmt.Errorf("sheet: %w", err)
	}
	post, known := core.PostOf(office, id)
	if !known {
		return nil, post, casework.FieldError(casework.NotFound, "post", "R210")
	}
	_, err = c.Decide(p, action, access.Subject{Unit: post.Unit}, office)
	return office, post, err
}

// answerFirst are who answers for the sheets of those below, the lowest first.
var answerFirst = []casework.Role{casework.LeaderInCharge, casework.PrincipalLeader, casework.PartyGroup}

// Responsible is the post that answers first for another's duty sheet: the leader in charge
// of its unit, where there is none the head of the bureau (R214), and of the leaders' own
// those above them: the head, and of his the party group.
func Responsible(office *core.Office, post casework.Post) (casework.Post, bool) {
	above := answerFirst
	if i := slices.Index(above, post.Role); i >= 0 {
		above = above[i+1:]
	}
	tree := office.Tree()
	for _, role := range above {
		for unit := post.Unit; unit != ""; unit = tree.Above(unit) {
			for _, p := range office.Posts {
				if p.Role == role && p.Unit == unit {
					return p, true
				}
			}
		}
	}
	return casework.Post{}, false
}
