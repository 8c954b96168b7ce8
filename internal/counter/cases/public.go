package cases

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// PublicForm is what the public form of a kind asks.
func (c *Room) PublicForm(ctx context.Context, of casework.Kind) (policy.Item, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return policy.Item{}, fmt.Errorf("public form: %w", err)
	}
	return PublicForm(c.Kinds, office, of)
}

// PublicForm is what the catalogue asks of a kind, without what only the office knows
// (R065, R066, R207). Of several matters it is the one that may come by several ways.
func PublicForm(kinds *kind.Set, office *core.Office, of casework.Kind) (policy.Item, error) {
	at := func(field string) int {
		return slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.Kind == of && kinds.Of(of).Public && asks(it, field) })
	}
	i := at(casework.FactChannel)
	if i < 0 {
		i = at(personalFields[0])
	}
	if i < 0 {
		return policy.Item{}, casework.FieldError(casework.UnknownItem, "item", "")
	}
	item := office.Items[i]
	item.Fields = slices.DeleteFunc(slices.Clone(item.Fields), func(f policy.FormField) bool {
		return slices.Contains(officeFields, f.Name) && (f.Fact || f.Name != casework.FactMatter) // what the matter is in words is his to say
	})
	return item, nil
}

func asks(it policy.Item, field string) bool {
	return slices.ContainsFunc(it.Fields, func(f policy.FormField) bool { return f.Name == field })
}

// officeFields are filled in by the office, or name its staff one by one.
var officeFields = []string{
	casework.FactChannel, casework.FactMatter, casework.FactAgainstPerson, "referral", "sender", casework.FactOutsideUntil, casework.FactOutsideSystem,
	casework.FieldOutsideNumber, "urgent",
}

// personalFields are who complains; nobody keeps them of one who wants no name.
var personalFields = []string{"applicant", "phone", "address", casework.FieldEmail}

// token is the Idempotency-Key of a public form: the page makes it, and its
// length keeps two people from ever choosing the same.
var token = regexp.MustCompile(`^[0-9a-f]{32}$`)

// Complain takes in what comes by the public form of a kind (R068, 信访工作条例 17), with a
// query code by which it is followed. Without a name it has to say that it is meant so:
// a complaint is a suggestion then (R067). Refusals are Register's.
func (c *Room) Complain(ctx context.Context, of casework.Kind, fields map[string]string, key string) (core.Receipt, error) {
	item, err := c.PublicForm(ctx, of)
	if err != nil {
		return core.Receipt{}, err
	}
	if !token.MatchString(key) {
		return core.Receipt{}, casework.FieldError(casework.Invalid, core.KeyField, "token")
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return core.Receipt{}, fmt.Errorf("complain: %w", err)
	}
	in := core.Registration{Item: item.ID, Fields: fields}
	now := c.Now()
	refused := core.Refusals(core.RefusalsOf(c.checkRegistration(item, office, in, now)))
	if err := append(refused, checkNamed(fields, c.Kinds.Of(of).Named)...).Err(); err != nil {
		return core.Receipt{}, err
	}
	kept, err := keep(casework.Principal{}, in, item, key, now)
	if err != nil {
		return core.Receipt{}, fmt.Errorf("complain: %w", err)
	}
	if kept.Facts == nil {
		kept.Facts = map[string]string{}
	}
	kept.Facts[casework.FactChannel] = "web"
	if kept.Facts[casework.FactAnonymous] == "true" {
		for _, name := range personalFields {
			delete(kept.Fields, name)
		}
		delete(kept.Facts, casework.FactWay)
	}
	if err := c.direct(ctx, office, &kept); err != nil {
		return core.Receipt{}, err
	}
	return c.admitted(ctx, kept)
}

// checkNamed: a name and a way to be answered, or said outright that there is none. Each
// kind asks for it by its own rule.
func checkNamed(fields map[string]string, rule string) (r core.Refusals) {
	if fields[casework.FactAnonymous] == "true" {
		return nil
	}
	for _, name := range []string{"applicant", "phone"} {
		if strings.TrimSpace(fields[name]) == "" {
			r = append(r, casework.FieldError(casework.Invalid, "fields."+name, rule))
		}
	}
	return r
}

// ByCode takes what is his to say who follows a case by its code: what he thinks of it (R074,
// R078, R234), or that another office shall look at it. The code is his authority.
func (c *Room) ByCode(ctx context.Context, number, code, command string, raw map[string]any, key string) (Answer, error) {
	view, office, err := c.byCode(ctx, number, code)
	if err != nil {
		return Answer{}, err
	}
	form, known := c.Kinds.Binds(view).Form(command)
	switch {
	case !known, !slices.Contains(kind.ByCode, command):
		return Answer{}, casework.FieldError(casework.UnknownCommand, "command", "")
	case !token.MatchString(key):
		return Answer{}, casework.FieldError(casework.Invalid, core.KeyField, "token")
	}
	return c.carry(ctx, casework.Principal{}, view, office, form, mandate{roles: []casework.Role{casework.Applicant}}, Sent{Raw: raw, Key: key})
}
