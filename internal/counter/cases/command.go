package cases

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// Answer is what became of a command.
type Answer struct {
	ID string `json:"id"`
	// Verdict is set unless the command is Pending.
	Verdict *casework.Verdict `json:"verdict,omitempty"`
	// Pending: kept, but the engine has not answered; the sweep sends it again
	// until it does.
	Pending bool `json:"pending,omitempty"`
	// Same: the file was attached before, by the command of this ID.
	Same bool `json:"same,omitempty"`
}

// Do carries a command to a case. raw holds the arguments as JSON or a page's
// form brings them, see ParseArgs. The command is kept before the engine hears
// of it, and counts from that instant. A refusal by the case comes back as the
// error, beside the verdict. Refusals before it: NotFound, Forbidden,
// UnknownCommand, those of ParseArgs, KeyReused.
func (c *Room) Do(ctx context.Context, p casework.Principal, number, command string, raw map[string]any, key string) (Answer, error) {
	named, _ := raw["clock"].(string)
	return c.receive(ctx, p, number, command, named, func() (Sent, error) { return Sent{Raw: raw, Key: key}, nil })
}

// Answered is what became of a command p sent himself, by the id it was answered with.
// NotFound for every other: whose it is, is nobody else's business.
func (c *Room) Answered(ctx context.Context, p casework.Principal, id string) (Answer, error) {
	verdict, err := c.own.VerdictFor(ctx, p.Person, id)
	if err != nil {
		return Answer{}, fmt.Errorf("command %s: %w", id, err)
	}
	return Answer{ID: id, Verdict: verdict, Pending: verdict == nil}, nil
}

// receive takes in what was sent once it is known that p may send it. clock is the
// one it names, if any.
func (c *Room) receive(ctx context.Context, p casework.Principal, number, command, clock string, read Upload) (Answer, error) {
	view, office, err := c.View(ctx, number)
	if err != nil {
		return Answer{}, err
	}
	form, known := c.Kinds.Binds(view).Form(command)
	if !known || form.Internal {
		return Answer{}, c.Hidden(p, c.SubjectOf(view), office, casework.FieldError(casework.UnknownCommand, "command", ""))
	}
	roles, clock, err := c.Authority(p, form, view, clock, office)
	switch {
	case err != nil:
		return Answer{}, c.Hidden(p, c.SubjectOf(view), office, err)
	case command == casework.Attach && casework.IsClassified(core.StateOf(view).Facts):
		return Answer{}, casework.FieldError(casework.Classified, "file", "R219")
	}
	sent, err := read()
	if err != nil {
		return Answer{}, err
	}
	return c.carry(ctx, p, view, office, form, mandate{roles, clock}, sent)
}

// mandate is by what a person acts: the roles that were found to fit, and the clock
// the command answers to where several posts may owe one.
type mandate struct {
	roles []casework.Role
	clock string
}

// carry brings a command to a case under the roles that were found to fit.
func (c *Room) carry(
	ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, form casework.Form,
	by mandate, sent Sent,
) (Answer, error) {
	number := view.Number
	in, err := c.prepare(ctx, p, view, office, form, sent)
	if err != nil {
		return Answer{}, err
	}
	in.Command.Roles = by.roles
	if form.Answers != "" {
		in.Command.Args.Clock = by.clock
	}
	if err := c.spokenFor(ctx, office, &in.Command); err != nil {
		return Answer{}, err
	}
	if err := c.vetted(ctx, office, form, in.Command); err != nil {
		return Answer{}, err
	}
	if err := c.heldTo(p, view, office, &in.Command); err != nil {
		return Answer{}, err
	}
	if err := c.fits(ctx, p, view, office, in.Command); err != nil {
		return Answer{}, err
	}
	stored, verdict, err := c.own.SaveCommand(ctx, in)
	if err != nil {
		return Answer{}, fmt.Errorf("keep %s for %s: %w", form.Command, number, err)
	}
	if verdict == nil && view.Started != nil { // whatever runs under its number before that is not this case
		wait, cancel := context.WithTimeout(ctx, commandWait)
		defer cancel()
		verdict = c.Deliver(wait, number, view.Closed, stored)
	}
	if verdict == nil {
		return Answer{ID: stored.ID, Pending: true, Same: stored.ID != in.Command.ID}, nil
	}
	return Answer{ID: stored.ID, Verdict: verdict, Same: stored.ID != in.Command.ID}, c.refused(view, c.atMost(ctx, view, in.Command.Args.Clock, verdict.Err()))
}

// refused is the machine's refusal in the words of the kind, where the code is its own.
func (c *Room) refused(view casework.CaseView, err error) error {
	var why *casework.Error
	if errors.As(err, &why) {
		return c.Kinds.Binds(view).Refuses(*why)
	}
	return err
}

// atMost adds to a refusal of more time how much there is in all: whoever asks for less then
// need not try (R043).
func (c *Room) atMost(ctx context.Context, view casework.CaseView, clock string, err error) error {
	var refused *casework.Error
	k := core.StateOf(view).Clock(clock)
	if k == nil || !errors.As(err, &refused) || refused.Code != casework.OverCap || refused.Field != "days" {
		return err
	}
	book, failed := c.Book(ctx)
	limit, unread := calendar.ParseLimit(k.Limit)
	if failed != nil || unread != nil {
		return err // the refusal stands, and says less
	}
	limit.N = book.Extends(cmp.Or(k.Policy, core.StateOf(view).Policy), clock)
	if limit.N == 0 {
		return err
	}
	told := *refused
	told.About = [2]string{"合计最多 " + words.Limit(words.Chinese, limit), words.Limit(words.English, limit) + " in all"}
	return &told
}

// fits refuses a command that what lies outside the case stands against. One that
// was answered before gets its answer again, whatever has changed since.
func (c *Room) fits(ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, cmd casework.Command) error {
	if err := c.overtaken(ctx, view); err != nil {
		return err
	}
	refusal := c.checkJoin(ctx, p, view, office, cmd.Name, cmd.Args)
	if refusal == nil {
		return nil
	}
	return c.unlessAnswered(ctx, cmd.ID, refusal)
}

// unlessAnswered refuses a command that has no verdict yet.
func (c *Room) unlessAnswered(ctx context.Context, id string, refusal error) error {
	if verdict, err := c.own.VerdictOf(ctx, id); err != nil || verdict != nil {
		return err
	}
	return refusal
}

// prepare turns what was sent into the command that is kept.
func (c *Room) prepare(
	ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, form casework.Form, sent Sent,
) (core.NewCommand, error) {
	if err := core.CheckKey(sent.Key); err != nil {
		return core.NewCommand{}, err
	}
	if err := checkTexts(form, view, sent.Raw); err != nil {
		return core.NewCommand{}, err
	}
	args, texts, err := ParseArgs(c.Kinds, wordless(form, view), sent.Raw)
	if err != nil {
		return core.NewCommand{}, err
	}
	if err := c.checkPublic(ctx, view.Number, form, texts); err != nil {
		return core.NewCommand{}, err
	}
	if err := cmp.Or(checkUntil(form, args, c.Now()), checkArgs(view, office, args)); err != nil {
		return core.NewCommand{}, err
	}
	if err := c.onRecord(ctx, view, form, core.KeyID(p.Person, sent.Key), args); err != nil {
		return core.NewCommand{}, err
	}
	if err := c.unpapered(ctx, view, form.Command); err != nil {
		return core.NewCommand{}, err
	}
	issued, err := c.servable(ctx, p, view, office, form, core.KeyID(p.Person, sent.Key), args, texts)
	if err != nil {
		return core.NewCommand{}, err
	}
	if err := reachable(view, form, args, texts); err != nil {
		return core.NewCommand{}, err
	}
	if c.Kinds.Of(view.Kind).Accuses != "" {
		if err := c.checkComplaint(ctx, p, view, office, form.Command, args, texts); err != nil {
			return core.NewCommand{}, err
		}
	}
	if post, known := core.PostOf(office, args.Post); known {
		args.Unit = post.Unit // whoever is given a matter is given it with his section (R103)
	}
	if i := slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.ID == args.Item }); i >= 0 && args.Kind == "" {
		args.Kind = office.Items[i].Kind
	}
	in := core.NewCommand{
		Number: view.Number,
		Command: casework.Command{
			ID: core.KeyID(p.Person, sent.Key), Name: form.Command, Actor: p.Person, At: c.Now(), Args: args,
		},
		Texts: texts,
	}
	if takesFile(form) {
		if err := c.takeFile(p, view, office, &in, sent.File); err != nil {
			return core.NewCommand{}, err
		}
	}
	in.Digest, err = core.DigestOf(sent.Key, struct {
		Number, Command string
		Args            casework.Args
		Texts           map[string]string
		File            *fileMark `json:",omitempty"`
	}{view.Number, form.Command, in.Command.Args, texts, markOf(in.File)})
	in.Command.Args.Issued = issued // what was asked is the same, whatever was issued since
	return in, err
}

// checkArgs refuses a post, a person or a unit the office does not have and papers
// the item does not know. Whether a clock runs is for the case to say.
func checkArgs(view casework.CaseView, office *core.Office, args casework.Args) error {
	if args.Post != "" && !slices.ContainsFunc(office.Posts, func(p casework.Post) bool { return p.ID == args.Post }) {
		return casework.FieldError(casework.Invalid, "post", "R016")
	}
	if args.Person != "" && !slices.ContainsFunc(office.Persons, func(m casework.Person) bool { return m.ID == args.Person && m.Active }) {
		return casework.FieldError(casework.Invalid, "person", "R130")
	}
	if slices.ContainsFunc(args.Persons, func(id string) bool { return core.NameOf(office, id) == "" }) {
		return casework.FieldError(casework.Invalid, "investigators", "行政机关公务员处分条例第四十一条")
	}
	if args.AskedBy != "" && core.NameOf(office, args.AskedBy) == "" {
		return casework.FieldError(casework.Invalid, "asked_by", "R064")
	}
	if args.Unit != "" && args.Post == "" && !slices.ContainsFunc(office.Units, func(u casework.Unit) bool { return u.ID == args.Unit }) {
		return casework.FieldError(casework.Invalid, "unit", "R139")
	}
	if err := checkPromised(office, args); err != nil {
		return err
	}
	item, _ := office.ItemOf(view.Item, view.ItemVersion)
	for field, codes := range map[string][]string{"materials": append(codesIn(args.Papers), args.Materials...), "defective": args.Defective} {
		if !knownMaterials(item.Materials, codes) {
			return casework.FieldError(casework.MissingPaper, field, "R024")
		}
	}
	return nil
}

// checkPromised refuses a promise for a matter nobody offers, one that outlasts what the law gives
// for it (R037), and one by which its cases are not counted: how far a promise is kept the clocks
// say, and they go by the catalogue (R227). It is changed first, by two.
func checkPromised(office *core.Office, args casework.Args) error {
	if args.Item == "" || args.Limit == "" {
		return nil
	}
	i := slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.ID == args.Item })
	if i < 0 {
		return casework.FieldError(casework.UnknownItem, "item", "R032")
	}
	promised := office.Items[i]
	counted := promised.Promised
	promised.Promised = args.Limit
	if err := policy.Promising(promised); err != nil {
		return casework.FieldError(casework.CodeOf(err), "limit", "R037")
	}
	if counted != "" && counted != args.Limit {
		return casework.FieldError(casework.Invalid, "limit", "R227")
	}
	return nil
}

// SaveText keeps one text for a signal to name (design section 4) and returns
// its id. Who may is in the table of package access.
func (c *Room) SaveText(ctx context.Context, p casework.Principal, number, text string) (string, error) {
	view, office, err := c.View(ctx, number)
	if err != nil {
		return "", err
	}
	if _, err := c.Decide(p, access.TextCreate, c.SubjectOf(view), office); err != nil {
		return "", err
	}
	if casework.IsClassified(core.StateOf(view).Facts) {
		return "", casework.FieldError(casework.Classified, "text", "R219")
	}
	form := casework.Form{Fields: []casework.Field{{Name: "text", Type: casework.FieldText, Required: true}}}
	if _, _, err := ParseArgs(c.Kinds, form, map[string]any{"text": text}); err != nil {
		return "", err
	}
	id, err := c.own.SaveText(ctx, p.Person, number, text)
	if err != nil {
		return "", fmt.Errorf("keep text for %s: %w", number, err)
	}
	return id, nil
}
