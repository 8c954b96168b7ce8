package papers

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// begun fills a report with the words that were begun of it: one's own before those of a colleague,
// whose others are told beside. Which time it is of is as it was asked for.
func (s *Room) begun(v *visit, form paper.Form, in papers.PaperRequest) (first *begunView, others []begunView, keeps bool, err error) {
	if form.Scope != paper.OfUnit {
		return nil, nil, false, nil
	}
	_, left, err := s.counter.Begun(v.Ctx, v.Who, in)
	if err != nil || len(left) == 0 {
		return nil, nil, true, err
	}
	mine := 0
	for i, b := range left {
		if b.By == v.Who.Person {
			mine = i
		}
	}
	for i, b := range left {
		row := begunView{By: b.ByName, At: v.Stamp(b.At), Mine: b.By == v.Who.Person}
		if i == mine {
			first = &row
			if v.C.Request.Method != http.MethodPost {
				fillBegun(form, in.Asked, b.Sent)
			}
			continue
		}
		for _, q := range form.Questions() {
			if said := b.Sent.Get("asked." + q.Name); said != "" && q.Type == "textarea" {
				row.Said = append(row.Said, kernel.Fact{Name: v.Pick(q.Label, q.LabelEn), Value: said})
			}
		}
		others = append(others, row)
	}
	return first, others, true, nil
}

func fillBegun(form paper.Form, asked map[string]string, sent url.Values) {
	for _, q := range form.Questions() {
		if name := "asked." + q.Name; q.Type != "date" && sent.Has(name) {
			asked[q.Name] = sent.Get(name)
		}
	}
}

// sketch shows a report before a word is written: what the machine knows of it stands there.
func (s *Room) sketch(v *visit, in papers.PaperRequest, view *paperIssueView) error {
	draft, err := s.counter.SketchPaper(v.Ctx, v.Who, in)
	switch {
	case err != nil && !mendable(err):
		return err
	case err != nil: // what it is of is not there, or asked wrongly, which the form says once it is sent
		view.Waits = v.Attach(slices.Clone(view.Fields), v.paperRefusal(err))
		return nil
	}
	view.Sheet, err = v.sheet(draft.Content, nil, "")
	return err
}

// keepReport keeps what was written of a report, or throws one's own words away.
func (s *Room) keepReport(v *visit, in papers.PaperRequest) error {
	name, _, err := s.counter.Begun(v.Ctx, v.Who, in)
	if err != nil {
		return err
	}
	if name == "" { // of a case: nothing is kept of it
		return s.renderIssue(v, http.StatusOK, in, v.Form("key"), nil)
	}
	back := url.Values{"unit": {in.Unit}}
	for _, q := range []string{"from", "until", "monday"} {
		if day := in.Asked[q]; day != "" {
			back.Set(q, day)
		}
	}
	refused, err := s.Draft(v.Visit, name, "/registers/issue/"+in.Form+"?"+back.Encode(), kernel.KeptShared)
	if refused != nil {
		return s.renderIssue(v, http.StatusUnprocessableEntity, in, v.Form("key"), refused)
	}
	return err
}
