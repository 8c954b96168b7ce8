package cases

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// Register takes in a case. It is kept before the engine hears of it, so an
// engine that is away only makes it Pending. Refusals: Forbidden, UnknownItem,
// FutureDate, PastNoReason, MissingPaper, Invalid and UnknownField with the
// field's name ("fields.phone"), DutiesStand, KeyReused.
func (c *Room) Register(ctx context.Context, p casework.Principal, in core.Registration, key string) (core.Receipt, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return core.Receipt{}, fmt.Errorf("register: %w", err)
	}
	if in.Kind == c.Kinds.Leave() {
		kept, err := c.asks.Absence(ctx, p, office, in, key)
		if err != nil {
			return core.Receipt{}, err
		}
		return c.Admit(ctx, kept)
	}
	item, known := findItem(office, in)
	if err := c.MayRegister(p, item, office); err != nil {
		return core.Receipt{}, err
	}
	if err := core.CheckKey(key); err != nil {
		return core.Receipt{}, err
	}
	if !known {
		return core.Receipt{}, casework.FieldError(casework.UnknownItem, "item", "R032")
	}
	now := c.Now()
	if err := c.checkRegistration(item, office, in, now); err != nil {
		return core.Receipt{}, err
	}
	if item, in, err = c.about(p, item, in, office); err != nil {
		return core.Receipt{}, err
	}
	kept, err := keep(p, in, item, key, now)
	if err != nil {
		return core.Receipt{}, fmt.Errorf("register: %w", err)
	}
	if err := c.taking(p, kept); err != nil {
		return core.Receipt{}, err
	}
	c.remember(&kept)
	if err := c.enteredLate(ctx, p, item, office, in, &kept); err != nil {
		return core.Receipt{}, err
	}
	if err := c.place(ctx, p, item, office, &kept); err != nil {
		return core.Receipt{}, err
	}
	switch declared := c.Kinds.Of(kept.Kind); {
	case declared.Accuses != "", declared.Follows() && !declared.Taken: // whoever applied has his query code at once (R005, R240)
		return c.admitted(ctx, kept)
	}
	return c.Admit(ctx, kept)
}

// about gives a matter of one member of staff to his unit, and asks of that who may take it in;
// where nobody is named it is his own (kind.Declaration.About).
func (c *Room) about(p casework.Principal, item policy.Item, in core.Registration, office *core.Office) (policy.Item, core.Registration, error) {
	if !c.Kinds.Of(item.Kind).About {
		return item, in, nil
	}
	in.Fields = maps.Clone(in.Fields)
	if in.Fields == nil {
		in.Fields = map[string]string{}
	}
	person := cmp.Or(strings.TrimSpace(in.Fields[casework.FactPersonConcerned]), p.Person)
	in.Fields[casework.FactPersonConcerned], item.Unit = person, core.UnitOf(office, person)
	_, err := c.Decide(p, access.CaseRegister, access.Subject{Kind: item.Kind, Unit: item.Unit, Post: item.Post, Concerned: person}, office)
	return item, in, err
}

// taking refuses what its kind says is no case of it.
func (c *Room) taking(p casework.Principal, kept core.NewCase) error {
	if takes := c.Kinds.Of(kept.Kind).Takes; takes != nil {
		if why := takes(kind.Taking{Facts: kept.Facts, By: p.Person, Received: kept.Received, Registered: kept.Registered}); why != nil {
			return why
		}
	}
	return nil
}

// place gives a case to the unit and post that have it: whom it went past, who took it in, the
// whole bureau, or whose line it is of; else those its matter names.
func (c *Room) place(ctx context.Context, p casework.Principal, item policy.Item, office *core.Office, kept *core.NewCase) error {
	switch declared := c.Kinds.Of(kept.Kind); {
	case declared.Accuses != "":
		return c.direct(ctx, office, kept)
	case declared.Taken:
		c.taken(p, item, office, kept)
	case declared.Entry == kind.ByBureau: // whichever unit sees to its duties
		tree := office.Tree()
		kept.Unit = tree.Bureau(kept.Unit)
		kept.Within = tree.Below(kept.Unit)
	default:
		c.setApart(office, kept)
	}
	return nil
}

// remember keeps with the case who took it in, where somebody else has to confirm what he
// took down (R099).
func (c *Room) remember(kept *core.NewCase) {
	if !c.Kinds.Of(kept.Kind).Remembers {
		return
	}
	facts := map[string]string{casework.FactRegistrar: kept.By}
	maps.Copy(facts, kept.Facts)
	kept.Facts = facts
}

// setApart gives a case to the post of its line, where the office has one: messages, turns
// and rights follow from two facts, as where one went upward (R229).
func (c *Room) setApart(office *core.Office, kept *core.NewCase) {
	line, on := c.Kinds.Posts().On(kept.Kind, kept.Facts)
	if !on {
		return
	}
	tree := office.Tree()
	for _, post := range office.Posts {
		if post.Role == line.Role && post.Line.Has(line.Subject) && tree.Bureau(post.Unit) == tree.Bureau(kept.Unit) {
			kept.Facts[casework.FactOffice], kept.Facts[casework.FactOfficePost] = string(post.Role), post.ID
			return
		}
	}
}

// Admit keeps a case and gives it to the engine.
func (c *Room) Admit(ctx context.Context, kept core.NewCase) (core.Receipt, error) {
	number, repeated, err := c.own.RegisterCase(ctx, kept)
	if casework.CodeOf(err) == casework.KeyReused && kept.Unique != "" {
		return core.Receipt{}, casework.FieldError(casework.KnownElsewhere, "fields."+kept.Unique, "")
	}
	if err != nil {
		return core.Receipt{}, fmt.Errorf("register: %w", err)
	}
	if repeated {
		return core.Receipt{Number: number, Repeated: true, Pending: !c.started(ctx, number)}, nil
	}
	return core.Receipt{Number: number, Pending: !c.begin(ctx, firstState(number, kept))}, nil
}

// started tells whether the engine has a case, as far as can be read.
func (c *Room) started(ctx context.Context, number string) bool {
	view, err := c.Store.Case(ctx, number)
	return err == nil && view.Started != nil
}

func findItem(office *core.Office, in core.Registration) (policy.Item, bool) {
	for _, item := range office.Items {
		if item.ID == in.Item && (in.Kind == "" || in.Kind == item.Kind) {
			return item, true
		}
	}
	return policy.Item{}, false
}

func keep(p casework.Principal, in core.Registration, item policy.Item, key string, now time.Time) (core.NewCase, error) {
	digest, err := core.DigestOf(key, in)
	if err != nil {
		return core.NewCase{}, err
	}
	papers, _ := ParsePapers(in.Materials)
	kept := core.NewCase{
		Kind: item.Kind, Item: item.ID, Unit: item.Unit, Post: item.Post,
		Received: now, Registered: now, By: p.Person,
		Fields: map[string]string{}, Materials: codesIn(papers), Papers: papers, Intake: item.Intake(papers, in.Incomplete, in.Examine),
		Key: core.KeyID(p.Person, key), Digest: digest,
	}
	if in.Received != nil {
		kept.Received = *in.Received
	}
	for _, f := range item.Fields {
		switch value := strings.TrimSpace(in.Fields[f.Name]); {
		case value == "":
		case f.Unique: // whoever brings it again under another key brings the same case
			scope := item.ID + "\x00" + f.Name
			if system := in.Fields[casework.FactOutsideSystem]; system != "" { // whatever matter it is here
				scope = "\x00" + casework.FactOutsideSystem + "\x00" + system
			}
			kept.Key = core.KeyID("", scope+"\x00"+value)
			kept.Fields[f.Name], kept.Unique = value, f.Name
		case f.Fact:
			if kept.Facts == nil {
				kept.Facts = map[string]string{}
			}
			if at, err := ParseTime(value); f.Type == policy.FieldMoment && err == nil {
				value = at.Format(time.RFC3339)
			}
			kept.Facts[f.Name] = value
		default:
			kept.Fields[f.Name] = in.Fields[f.Name]
		}
	}
	return kept, nil
}

// enteredLate says of a receipt entered for the past which post entered it, whose turn
// the time until then was, and keeps why (design section 1).
func (c *Room) enteredLate(
	ctx context.Context, p casework.Principal, item policy.Item, office *core.Office, in core.Registration, kept *core.NewCase,
) error {
	reason := strings.TrimSpace(in.Reason) != ""
	switch {
	case kept.Received.Before(kept.Registered.Add(-core.Grace)):
	case reason: // nobody was late, and what he wrote is kept
		kept.Fields[core.FieldPastReason] = in.Reason
		return nil
	default:
		return nil
	}
	kept.Entry = c.entryOf(p, item, office, *kept)
	var err error
	if kept.Entry.TextID, err = c.own.SaveText(ctx, p.Person, "", in.Reason); err != nil {
		return fmt.Errorf("keep why it was entered late: %w", err)
	}
	return nil
}

// taken gives a case to the post that took it in: whoever was asked first has it (R001).
func (c *Room) taken(p casework.Principal, item policy.Item, office *core.Office, kept *core.NewCase) {
	if h, found := c.registers(p, item, office); found {
		kept.Unit, kept.Post = h.Unit, h.Post
	}
	if absent, named := core.PostOf(office, kept.Facts[kind.FactFor]); named {
		kept.Facts[kind.FactForUnit] = absent.Unit
	}
}

// registers is the post by which somebody may take a matter in: one of his own unit first.
func (c *Room) registers(p casework.Principal, item policy.Item, office *core.Office) (casework.Holding, bool) {
	holdings := slices.Clone(p.Holdings)
	slices.SortStableFunc(holdings, func(a, b casework.Holding) int {
		return cmp.Compare(elsewhere(a, p.Unit), elsewhere(b, p.Unit))
	})
	for _, h := range holdings {
		by := p
		by.Holdings = []casework.Holding{h}
		if c.MayRegister(by, item, office) == nil {
			return h, true
		}
	}
	return casework.Holding{}, false
}

func elsewhere(h casework.Holding, unit string) int {
	if h.Unit == unit {
		return 0
	}
	return 1
}

// entryOf tells of a receipt that lies in the past which post entered it.
func (c *Room) entryOf(p casework.Principal, item policy.Item, office *core.Office, kept core.NewCase) *casework.Entry {
	if !kept.Received.Before(kept.Registered.Add(-core.Grace)) {
		return nil
	}
	h, _ := c.registers(p, item, office)
	return &casework.Entry{Post: h.Post, Role: h.Role}
}

// firstState is what a new case's workflow begins with.
func firstState(number string, in core.NewCase) casework.State {
	return casework.State{
		Number: number, Kind: in.Kind, Item: in.Item, Unit: in.Unit, Post: in.Post, Run: 1,
		Received: in.Received, Registered: in.Registered, Entry: in.Entry, Facts: in.Facts, Term: in.Term,
		Papers: in.Papers, Intake: in.Intake,
	}
}

// begin starts a new case's workflow and waits for its first revision, so that
// the caller reads what it wrote. It answers whether that came in time.
func (c *Room) begin(ctx context.Context, state casework.State) bool {
	if err := c.start(ctx, casework.Start{State: state}, false); err != nil {
		c.Log.WarnContext(ctx, "case waits for the engine", "case", state.Number, "error", err)
		return false
	}
	ok, err := poll(ctx, firstWait, func(ctx context.Context) (bool, error) {
		view, err := c.Store.Case(ctx, state.Number)
		return view.Revision > 0, err
	})
	if err != nil {
		c.Log.WarnContext(ctx, "first revision not read", "case", state.Number, "error", err)
	}
	return ok
}

// StartStep names, of a parked case, that it could not be started.
const StartStep = "start"

// start gives a case to the engine and records that it has it.
func (c *Room) start(ctx context.Context, in casework.Start, again bool) error {
	in = c.pinned(in)
	short, cancel := context.WithTimeout(ctx, startWait)
	defer cancel()
	if err := c.engine.Start(short, in, again); err != nil {
		if casework.CodeOf(err) == casework.NumberTaken {
			err = errors.Join(err, c.lot.Park(ctx, casework.ParkRequest{
				Number: in.State.Number, Run: in.State.Run, Doing: StartStep, At: c.Now(), Code: casework.NumberTaken,
			}))
		}
		return fmt.Errorf("start %s: %w", in.State.Number, err)
	}
	if err := c.own.MarkStarted(ctx, in.State.Number); err != nil {
		return fmt.Errorf("mark %s started: %w", in.State.Number, err)
	}
	return nil
}

// checkRegistration refuses what does not fit the item, every field at once.
func (c *Room) checkRegistration(item policy.Item, office *core.Office, in core.Registration, now time.Time) error {
	var r core.Refusals
	r = append(r, checkReceived(in, now)...)
	form, secret := checkClassified(item, in.Fields)
	r = append(r, secret...)
	r = append(r, core.CheckFields(form, in.Fields)...)
	r = append(r, checkWay(in.Fields)...)
	r = append(r, checkElsewhere(item, in.Fields)...)
	r = append(r, checkConsent(item, in.Fields)...)
	r = append(r, c.checkNumbers(item, in.Fields)...)
	r = append(r, checkMoments(item, in.Fields)...)
	r = append(r, checkRenewal(item, in, now)...)
	r = append(r, checkWho(item, in.Fields, now)...)
	r = append(r, checkOffice(item, office, in.Fields)...)
	r = append(r, checkMaterials(item, in)...)
	return r.Err()
}

// checkReceived refuses a receipt in the future, one without a reason for
// coming late, and a reason that is no text.
func checkReceived(in core.Registration, now time.Time) (r core.Refusals) {
	if !core.Clean(in.Reason) {
		r = append(r, casework.FieldError(casework.Invalid, "reason", "text"))
	}
	if utf8.RuneCountInString(in.Reason) > core.MaxText {
		r = append(r, casework.FieldError(casework.TooLarge, "reason", "max:"+strconv.Itoa(core.MaxText)))
	}
	if in.Received == nil {
		return r
	}
	switch at := *in.Received; {
	case at.After(now):
		r = append(r, casework.FieldError(casework.FutureDate, "received", "R002"))
	case at.Year() < 2000:
		r = append(r, casework.FieldError(casework.Invalid, "received", "R002"))
	case at.Before(now.Add(-core.Grace)) && strings.TrimSpace(in.Reason) == "":
		r = append(r, casework.FieldError(casework.PastNoReason, "reason", "R002"))
	}
	return r
}

// checkNumbers refuses what is no number of a case of the item's kind: it is a
// fact, kept in the clear, and must not carry anything else.
func (c *Room) checkNumbers(item policy.Item, values map[string]string) (r core.Refusals) {
	for _, f := range item.Fields {
		value := strings.TrimSpace(values[f.Name])
		if f.Type != policy.FieldNumber || value == "" {
			continue
		}
		of, year, serial, ok := c.Kinds.Parse(value)
		if !ok || of != item.Kind || c.Kinds.Number(of, year, serial) != value {
			r = append(r, casework.FieldError(casework.Invalid, "fields."+f.Name, "number"))
		}
	}
	return r
}

// checkWho refuses a number that is nobody's and a day on which nobody was born, wherever the
// form asks for one (R002).
func checkWho(item policy.Item, values map[string]string, now time.Time) (r core.Refusals) {
	for _, f := range item.Fields {
		check := map[string]func(string, string, time.Time) *casework.Error{core.FieldIdentity: core.CheckIdentity, core.FieldBirthday: core.CheckBirthday}[f.Name]
		if value := values[f.Name]; check != nil && strings.TrimSpace(value) != "" {
			if e := check("fields."+f.Name, value, now); e != nil {
				r = append(r, e)
			}
		}
	}
	return r
}

// checkWay refuses a way of telling, or of service, that leads nowhere (R005; 民事诉讼法 90).
func checkWay(values map[string]string) core.Refusals {
	if strings.TrimSpace(values[casework.FieldEmail]) != "" {
		return nil
	}
	switch {
	case values[casework.FactWay] == casework.WayMail:
		return core.Refusals{casework.FieldError(casework.Invalid, "fields."+casework.FieldEmail, "R005")}
	case values[casework.FactElectronic] == "true":
		return core.Refusals{casework.FieldError(casework.Invalid, "fields."+casework.FieldEmail, "民事诉讼法第九十条")}
	}
	return nil
}

// checkElsewhere refuses a number that is no system's, and a system that knows the matter by
// no number: by both it is the same matter there and here.
func checkElsewhere(item policy.Item, values map[string]string) core.Refusals {
	i := slices.IndexFunc(item.Fields, policy.Elsewhere)
	system, number := values[casework.FactOutsideSystem] != "", strings.TrimSpace(values[casework.FieldOutsideNumber]) != ""
	switch {
	case i < 0 || system == number:
	case system:
		return core.Refusals{casework.FieldError(casework.Invalid, "fields."+casework.FieldOutsideNumber, "required")}
	case slices.ContainsFunc(item.Fields, func(f policy.FormField) bool { return f.Unique && policy.Elsewhere(f) }):
		return core.Refusals{casework.FieldError(casework.Invalid, "fields."+casework.FactOutsideSystem, "required")}
	}
	return nil
}

// checkMoments refuses what is no instant.
func checkMoments(item policy.Item, values map[string]string) (r core.Refusals) {
	for _, f := range item.Fields {
		value := strings.TrimSpace(values[f.Name])
		if _, err := ParseTime(value); f.Type == policy.FieldMoment && value != "" && err != nil {
			r = append(r, casework.FieldError(casework.Invalid, "fields."+f.Name, "date-time"))
		}
	}
	return r
}

// checkRenewal refuses to prolong what had expired before he asked: that is applied for anew
// (行政许可法 50).
func checkRenewal(item policy.Item, in core.Registration, now time.Time) core.Refusals {
	at, _ := ParseTime(strings.TrimSpace(in.Fields[casework.FactExpires]))
	if !item.DeemRenew || at.IsZero() { // what is no date is refused as such
		return nil
	}
	asked := now
	if in.Received != nil {
		asked = *in.Received
	}
	if end, _, _ := casework.Renewal(at.Format(time.RFC3339), asked); end.After(asked) {
		return nil
	}
	return core.Refusals{casework.FieldError(casework.AfterExpiry, "fields."+casework.FactExpires, "行政许可法第五十条")}
}

// checkOffice refuses a unit, post or person this office does not have.
func checkOffice(item policy.Item, office *core.Office, values map[string]string) (r core.Refusals) {
	for _, f := range item.Fields {
		value, known := strings.TrimSpace(values[f.Name]), true
		switch f.Type {
		case policy.FieldUnit:
			known = slices.ContainsFunc(office.Units, func(u casework.Unit) bool { return u.ID == value })
		case policy.FieldPost:
			_, known = core.PostOf(office, value)
		case policy.FieldPerson:
			known = slices.ContainsFunc(office.Persons, func(m casework.Person) bool { return m.ID == value && m.Active })
		}
		if value != "" && !known {
			r = append(r, casework.FieldError(casework.Invalid, "fields."+f.Name, "choice"))
		}
	}
	return r
}

// checkMaterials refuses papers the item does not know or that are named twice,
// and, unless the clerk states that papers are missing, an incomplete set (R024).
func checkMaterials(item policy.Item, in core.Registration) (r core.Refusals) {
	papers, ok := ParsePapers(in.Materials)
	if codes := codesIn(papers); !ok || !knownMaterials(item.Materials, codes) || repeats(codes) {
		return core.Refusals{casework.FieldError(casework.MissingPaper, "materials", "R024")}
	}
	if in.Incomplete {
		return nil
	}
	for _, code := range item.Handling().Lacks(papers) {
		r = append(r, casework.FieldError(casework.MissingPaper, "materials."+code, "R024"))
	}
	return r
}

func knownMaterials(known []policy.Material, codes []string) bool {
	return !slices.ContainsFunc(codes, func(code string) bool {
		return !slices.ContainsFunc(known, func(m policy.Material) bool { return m.Code == code })
	})
}
