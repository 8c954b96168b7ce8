package web

import (
	"cmp"
	"context"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// complaintDesk is what a canned counter answers the public form, and what was
// sent to it.
type complaintDesk struct {
	sent     map[string]string
	key      string
	answered cases.Progress
	rated    map[string]any
	asked    []string // numbers and codes looked up
	counted  []string // rules whose cases were counted
}

func (c publicFake) PublicForm(_ context.Context, of casework.Kind) (policy.Item, error) {
	item, err := cases.PublicForm(kind.Office(), c.office, of)
	return item, cmp.Or(c.down, err)
}

func (c publicFake) TouchedBy(_ context.Context, _ casework.Principal, rule string) (rulebook.Touched, error) {
	c.desk.counted = append(c.desk.counted, rule)
	return rulebook.Touched{Rule: rule, Year: 2026, Cases: 128}, c.refuse
}

func (c publicFake) Complain(_ context.Context, _ casework.Kind, fields map[string]string, key string) (core.Receipt, error) {
	c.desk.sent, c.desk.key = fields, key
	return c.receipt, c.refuse
}

func (c publicFake) Progress(_ context.Context, number, code string) (cases.Progress, error) {
	c.desk.asked = append(c.desk.asked, number+" "+code)
	return c.desk.answered, c.refuse
}

func (c publicFake) PublishedOf(context.Context, string) ([]cases.Published, error) {
	return c.desk.answered.Published, nil
}

func (c caseFake) IssueCode(_ context.Context, _ casework.Principal, number string) (core.Receipt, error) {
	c.desk.asked = append(c.desk.asked, number)
	return c.receipt, c.refuse
}

func (c publicFake) ByCode(_ context.Context, _, _, _ string, raw map[string]any, _ string) (cases.Answer, error) {
	c.desk.rated = raw
	return cases.Answer{}, c.refuse
}
