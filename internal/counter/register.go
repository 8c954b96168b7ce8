package counter

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// Registration is a case as a clerk takes it in.
type Registration struct {
	Kind casework.Kind `json:"kind,omitempty"` // empty: the item's
	Item string        `json:"item"`
	// Received is when the papers came; nil is now. More than ten minutes ago
	// it needs a Reason.
	Received  *time.Time        `json:"received,omitempty"`
	Reason    string            `json:"reason,omitempty"`
	Fields    map[string]string `json:"fields,omitempty"`    // by name of the item's form
	Materials []string          `json:"materials,omitempty"` // codes of the papers that came
	// Incomplete states that required papers are missing and that a one-time
	// notice will follow (R024). Without it a missing paper is refused.
	Incomplete bool `json:"incomplete,omitempty"`

	Absence *AbsenceRequest `json:"absence,omitempty"` // kind absence: everything else stays empty, but for Fields
}

// Receipt is what the clerk gets back.
type Receipt struct {
	Number string `json:"number"`
	// Pending: kept, but the engine has not taken it yet; the sweep will.
	Pending bool `json:"pending,omitempty"`
	// Repeated: the same key and body came before.
	Repeated bool `json:"repeated,omitempty"`
	// Code is the query code for who complains, shown this once.
	Code string `json:"query_code,omitempty"`
}

// FieldPastReason is the sealed field that holds why a receipt was entered late.
const FieldPastReason = "received_reason"

// grace is how late a receipt may be entered without saying why.
const grace = 10 * time.Minute

// Register takes in a case. It is kept before the engine hears of it, so an
// engine that is away only makes it Pending. Refusals: Forbidden, UnknownItem,
// FutureDate, PastNoReason, MissingPaper, Invalid and UnknownField with the
// field's name ("fields.phone"), DutiesStand, KeyReused.
func (c *Counter) Register(ctx context.Context, p casework.Principal, in Registration, key string) (Receipt, error) {
	office, err := c.store.Office(ctx)
	if err != nil {
		return Receipt{}, fmt.Errorf("register: %w", err)
	}
	if in.Kind == c.kinds.Leave() {
		return c.registerAbsence(ctx, p, office, in, key)
	}
	item, known := findItem(office, in)
	if err := c.mayRegister(p, item, office); err != nil {
		return Receipt{}, err
	}
	if err := checkKey(key); err != nil {
		return Receipt{}, err
	}
	if !known {
		return Receipt{}, casework.FieldError(casework.UnknownItem, "item", "R032")
	}
	now := c.now()
	if err := c.checkRegistration(item, office, in, now); err != nil {
		return Receipt{}, err
	}
	kept, err := keep(p, in, item, key, now)
	if err != nil {
		return Receipt{}, fmt.Errorf("register: %w", err)
	}
	if err := c.enteredLate(ctx, p, item, office, in, &kept); err != nil {
		return Receipt{}, err
	}
	switch declared := c.kinds.Of(kept.Kind); {
	case declared.Accuses:
		if err := c.direct(ctx, office, &kept); err != nil {
			return Receipt{}, err
		}
		return c.admitted(ctx, kept)
	case declared.Entry == kind.ByBureau: // the whole bureau's, whichever unit sees to them
		tree := access.NewTree(office.Units)
		kept.Unit = tree.Bureau(kept.Unit)
		kept.Within = tree.Below(kept.Unit)
	}
	return c.admit(ctx, kept)
}

// admit keeps a case and gives it to the engine.
func (c *Counter) admit(ctx context.Context, kept NewCase) (Receipt, error) {
	number, repeated, err := c.store.RegisterCase(ctx, kept)
	if err != nil {
		return Receipt{}, fmt.Errorf("register: %w", err)
	}
	if repeated {
		return Receipt{Number: number, Repeated: true, Pending: !c.started(ctx, number)}, nil
	}
	return Receipt{Number: number, Pending: !c.begin(ctx, firstState(number, kept))}, nil
}

// started tells whether the engine has a case, as far as can be read.
func (c *Counter) started(ctx context.Context, number string) bool {
	view, err := c.store.Case(ctx, number)
	return err == nil && view.Started != nil
}

func findItem(office *Office, in Registration) (policy.Item, bool) {
	for _, item := range office.Items {
		if item.ID == in.Item && (in.Kind == "" || in.Kind == item.Kind) {
			return item, true
		}
	}
	return policy.Item{}, false
}

func keep(p casework.Principal, in Registration, item policy.Item, key string, now time.Time) (NewCase, error) {
	digest, err := digestOf(key, in)
	if err != nil {
		return NewCase{}, err
	}
	kept := NewCase{
		Kind: item.Kind, Item: item.ID, Unit: item.Unit, Post: item.Post,
		Received: now, Registered: now, By: p.Person,
		Fields: map[string]string{}, Materials: in.Materials,
		Key: keyID(p.Person, key), Digest: digest,
	}
	if in.Received != nil {
		kept.Received = *in.Received
	}
	for _, f := range item.Fields {
		switch value := strings.TrimSpace(in.Fields[f.Name]); {
		case value == "":
		case f.Fact:
			if kept.Facts == nil {
				kept.Facts = map[string]string{}
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
func (c *Counter) enteredLate(
	ctx context.Context, p casework.Principal, item policy.Item, office *Office, in Registration, kept *NewCase,
) error {
	reason := strings.TrimSpace(in.Reason) != ""
	switch {
	case kept.Received.Before(kept.Registered.Add(-grace)):
	case reason: // nobody was late, and what he wrote is kept
		kept.Fields[FieldPastReason] = in.Reason
		return nil
	default:
		return nil
	}
	kept.Entry = &casework.Entry{}
	for _, h := range p.Holdings {
		by := p
		by.Holdings = []casework.Holding{h}
		if c.mayRegister(by, item, office) == nil {
			kept.Entry.Post, kept.Entry.Role = h.Post, h.Role
			break
		}
	}
	var err error
	if kept.Entry.TextID, err = c.store.SaveText(ctx, p.Person, "", in.Reason); err != nil {
		return fmt.Errorf("keep why it was entered late: %w", err)
	}
	return nil
}

// firstState is what a new case's workflow begins with.
func firstState(number string, in NewCase) casework.State {
	return casework.State{
		Number: number, Kind: in.Kind, Item: in.Item, Unit: in.Unit, Post: in.Post, Run: 1,
		Received: in.Received, Registered: in.Registered, Entry: in.Entry, Facts: in.Facts, Term: in.Term,
	}
}

// begin starts a new case's workflow and waits for its first revision, so that
// the caller reads what it wrote. It answers whether that came in time.
func (c *Counter) begin(ctx context.Context, state casework.State) bool {
	if err := c.start(ctx, casework.Start{State: state}, false); err != nil {
		c.log.WarnContext(ctx, "case waits for the engine", "case", state.Number, "error", err)
		return false
	}
	ok, err := poll(ctx, firstWait, func(ctx context.Context) (bool, error) {
		view, err := c.store.Case(ctx, state.Number)
		return view.Revision > 0, err
	})
	if err != nil {
		c.log.WarnContext(ctx, "first revision not read", "case", state.Number, "error", err)
	}
	return ok
}

// StartStep names, of a parked case, that it could not be started.
const StartStep = "start"

// start gives a case to the engine and records that it has it. The run begins under
// the declaration of its kind as it stands.
func (c *Counter) start(ctx context.Context, in casework.Start, again bool) error {
	in.State.Declared = c.kinds.Of(in.State.Kind).Revision
	short, cancel := context.WithTimeout(ctx, startWait)
	defer cancel()
	if err := c.engine.Start(short, in, again); err != nil {
		if casework.CodeOf(err) == casework.NumberTaken {
			err = errors.Join(err, c.store.Park(ctx, casework.ParkRequest{
				Number: in.State.Number, Run: in.State.Run, Doing: StartStep, At: c.now(), Code: casework.NumberTaken,
			}))
		}
		return fmt.Errorf("start %s: %w", in.State.Number, err)
	}
	if err := c.store.MarkStarted(ctx, in.State.Number); err != nil {
		return fmt.Errorf("mark %s started: %w", in.State.Number, err)
	}
	return nil
}

// checkRegistration refuses what does not fit the item, every field at once.
func (c *Counter) checkRegistration(item policy.Item, office *Office, in Registration, now time.Time) error {
	var r Refusals
	r = append(r, checkReceived(in, now)...)
	form, secret := checkClassified(item, in.Fields)
	r = append(r, secret...)
	r = append(r, checkFields(form, in.Fields)...)
	r = append(r, checkConsent(item, in.Fields)...)
	r = append(r, c.checkNumbers(item, in.Fields)...)
	r = append(r, checkOffice(item, office, in.Fields)...)
	r = append(r, checkMaterials(item.Materials, in)...)
	return r.err()
}

// checkReceived refuses a receipt in the future, one without a reason for
// coming late, and a reason that is no text.
func checkReceived(in Registration, now time.Time) (r Refusals) {
	if !clean(in.Reason) {
		r = append(r, casework.FieldError(casework.Invalid, "reason", "text"))
	}
	if utf8.RuneCountInString(in.Reason) > MaxText {
		r = append(r, casework.FieldError(casework.TooLarge, "reason", "max:"+strconv.Itoa(MaxText)))
	}
	if in.Received == nil {
		return r
	}
	switch at := *in.Received; {
	case at.After(now):
		r = append(r, casework.FieldError(casework.FutureDate, "received", "R002"))
	case at.Year() < 2000:
		r = append(r, casework.FieldError(casework.Invalid, "received", "R002"))
	case at.Before(now.Add(-grace)) && strings.TrimSpace(in.Reason) == "":
		r = append(r, casework.FieldError(casework.PastNoReason, "reason", "R002"))
	}
	return r
}

func checkFields(form []policy.FormField, values map[string]string) (r Refusals) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if !slices.ContainsFunc(form, func(f policy.FormField) bool { return f.Name == key }) {
			r = append(r, casework.FieldError(casework.UnknownField, "fields."+shown(key), ""))
		}
	}
	for _, f := range form {
		if e := checkField(f, values[f.Name]); e != nil {
			r = append(r, e)
		}
	}
	return r
}

// phone is what a telephone number may look like, with an extension as people write it:
// 0514-12345678转803, +86 514 12345678 ext. 803.
var phone = regexp.MustCompile(`^[0-9+()#*\- ]{5,30}(?:(?:\x{8f6c}|\x{5206}\x{673a}|ext\.?|x) ?[0-9]{1,8})?$`)

func checkField(f policy.FormField, value string) *casework.Error {
	limit := MaxText
	if f.Max > 0 {
		limit = f.Max
	}
	refuse := func(code casework.Code, rule string) *casework.Error {
		return casework.FieldError(code, "fields."+f.Name, rule)
	}
	switch blank := strings.TrimSpace(value) == ""; {
	case blank && f.Required && f.Rule != "":
		return refuse(casework.Invalid, f.Rule)
	case blank && f.Required:
		return refuse(casework.Invalid, "R002") // every application is recorded in detail
	case blank:
		return nil
	case utf8.RuneCountInString(value) > limit:
		return refuse(casework.TooLarge, "max:"+strconv.Itoa(limit))
	case !clean(value):
		return refuse(casework.Invalid, "text")
	case f.Type == "tel" && !phone.MatchString(value):
		return refuse(casework.Invalid, "tel")
	case f.Type == policy.FieldSelect && !slices.Contains(f.Options, value):
		return refuse(casework.Invalid, "choice")
	case f.Type == policy.FieldCheckbox && value != "true" && value != "false":
		return refuse(casework.Invalid, "choice")
	}
	return nil
}

// checkNumbers refuses what is no number of a case of the item's kind: it is a
// fact, kept in the clear, and must not carry anything else.
func (c *Counter) checkNumbers(item policy.Item, values map[string]string) (r Refusals) {
	for _, f := range item.Fields {
		value := strings.TrimSpace(values[f.Name])
		if f.Type != policy.FieldNumber || value == "" {
			continue
		}
		of, year, serial, ok := c.kinds.Parse(value)
		if !ok || of != item.Kind || c.kinds.Number(of, year, serial) != value {
			r = append(r, casework.FieldError(casework.Invalid, "fields."+f.Name, "number"))
		}
	}
	return r
}

// checkOffice refuses a unit, post or person this office does not have.
func checkOffice(item policy.Item, office *Office, values map[string]string) (r Refusals) {
	for _, f := range item.Fields {
		value, known := strings.TrimSpace(values[f.Name]), true
		switch f.Type {
		case policy.FieldUnit:
			known = slices.ContainsFunc(office.Units, func(u casework.Unit) bool { return u.ID == value })
		case policy.FieldPost:
			_, known = postOf(office, value)
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
func checkMaterials(known []policy.Material, in Registration) (r Refusals) {
	if !knownMaterials(known, in.Materials) || repeats(in.Materials) {
		return Refusals{casework.FieldError(casework.MissingPaper, "materials", "R024")}
	}
	for _, m := range known {
		if m.Required && !in.Incomplete && !slices.Contains(in.Materials, m.Code) {
			r = append(r, casework.FieldError(casework.MissingPaper, "materials."+m.Code, "R024"))
		}
	}
	return r
}

func knownMaterials(known []policy.Material, codes []string) bool {
	return !slices.ContainsFunc(codes, func(code string) bool {
		return !slices.ContainsFunc(known, func(m policy.Material) bool { return m.Code == code })
	})
}
