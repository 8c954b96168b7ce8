package desk

import (
	"net/http"
	"slices"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
)

// bulkView says of each matter that was ticked what became of it.
type bulkView struct {
	kernel.Frame
	Heading                      string
	Summary                      []kernel.Problem
	Rows                         []bulkRow
	Rest                         []string // those the time was too short for; none of them was touched
	Act, Key, Next, Post, Reason string
}

type bulkRow struct {
	Number, Says string
	Refused      bool
}

// printView lists matters to be printed.
type printView struct {
	kernel.Frame
	Next string
	Rows []matterRow
}

// bulk does one act to every matter that is ticked, each by a command of its own: each has its
// own answer, and none stands or falls with another.
func (s *Room) bulk(v *visit) error {
	numbers := v.ticked()
	act := v.Form("act")
	view := &bulkView{Act: act, Key: v.Form("key"), Next: kernel.Local(v.Form("next")), Post: v.Form("post"), Reason: v.Form("reason")}
	var refused error
	switch {
	case len(numbers) == 0:
		refused = kernel.Told{Text: v.T("bulk.none"), Cause: casework.FieldError(casework.Invalid, "number", "")}
	case len(numbers) > kernel.DeskRows:
		refused = kernel.Told{Text: v.T("bulk.most", kernel.DeskRows), Cause: casework.FieldError(casework.TooMany, "number", "")}
	case act == "print":
		return s.bulkPrint(v, numbers, view.Next)
	case act == cases.MarkAsRead:
		return s.bulkRead(v, numbers, view.Next)
	default:
		if err := s.bulkDo(v, numbers, view); err != nil {
			return err
		}
	}
	return s.renderBulk(v, view, refused)
}

func (s *Room) renderBulk(v *visit, view *bulkView, refused error) error {
	view.Heading = v.T("bulk.title")
	if len(view.Rows) > 0 {
		view.Heading = v.T("bulk.done", v.Verb("", view.Act), len(view.Rows))
	}
	var err error
	if view.Frame, err = s.Frame(v.Visit, "desk", view.Heading); err != nil {
		return err
	}
	status := http.StatusOK
	if view.Summary = v.Attach(nil, refused); refused != nil {
		status = http.StatusUnprocessableEntity
	}
	return s.Render(v.Visit, status, "bulk", view)
}

// ticked are the numbers of cases among those sent, each once, in the order of the list.
func (v *visit) ticked() (out []string) {
	for _, n := range v.C.Request.PostForm["number"] {
		if _, _, _, ok := v.Kinds.Parse(n); ok && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// bulkDo has the act done to each, and says of each what became of it.
func (s *Room) bulkDo(v *visit, numbers []string, view *bulkView) error {
	rows, rest, err := s.counter.Bulk(v.Ctx, v.Who, cases.Bulk{Act: view.Act, Numbers: numbers, Post: view.Post, Reason: view.Reason, Key: view.Key})
	if err != nil {
		return err
	}
	view.Rest = rest
	for _, r := range rows {
		row := bulkRow{Number: r.Number, Says: v.T("bulk.did")}
		switch refused := core.RefusalsOf(r.Err); {
		case len(refused) > 0:
			row.Says, row.Refused = v.T("bulk.refused", v.Refusal(refused[0])), true
		case r.Err != nil:
			row.Says, row.Refused = v.T("bulk.failed"), true
		case r.Answer.Pending:
			row.Says = v.T("bulk.pending")
		}
		view.Rows = append(view.Rows, row)
	}
	return nil
}

// bulkPrint lists the matters as they stand, those he may list.
func (s *Room) bulkPrint(v *visit, numbers []string, next string) error {
	f, err := s.Frame(v.Visit, "desk", v.T("bulk.print"))
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	found, err := s.counter.ListedCases(v.Ctx, v.Who, desk.CasesAsked{CaseFilter: core.CaseFilter{Numbers: numbers, Limit: kernel.DeskRows}, Midnight: v.Midnight()})
	if err != nil {
		return err
	}
	view := &printView{Frame: f, Next: next, Rows: v.matterRows(found.Rows, office)}
	slices.SortStableFunc(view.Rows, func(a, b matterRow) int { return slices.Index(numbers, a.Number) - slices.Index(numbers, b.Number) })
	return s.Render(v.Visit, http.StatusOK, "bulkprint", view)
}

// bulkRead marks what he was told of these matters as read, as far as the page could show it.
func (s *Room) bulkRead(v *visit, numbers []string, next string) error {
	shown, err := time.Parse(time.RFC3339Nano, v.Form("shown"))
	if err != nil {
		shown = v.Now
	}
	if _, _, err := s.counter.Bulk(v.Ctx, v.Who, cases.Bulk{Act: cases.MarkAsRead, Numbers: numbers, Shown: shown}); err != nil {
		return err
	}
	s.Flash(v.Visit, "bulk.were_read", "")
	return v.Redirect(next)
}
