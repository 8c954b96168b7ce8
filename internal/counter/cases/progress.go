package cases

import (
	"context"
	"crypto/subtle"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// Progress is all that a number and its query code open: where the case stands,
// when it is due, what was made of it and the reply.
type Progress struct {
	Number string         `json:"number"`
	Kind   casework.Kind  `json:"kind"`
	Stage  casework.Stage `json:"stage"`
	Result string         `json:"result,omitempty"`
	Due    string         `json:"due_date,omitempty"` // of the reply
	// Provisional: what the law decided in the office's silence is still to be confirmed.
	Provisional bool   `json:"provisional,omitempty"`
	Outcome     string `json:"outcome,omitempty"` // proven, partly, unproven
	Reply       string `json:"reply,omitempty"`
	// Reason and Basis are why it is no complaint: a suggestion, not taken, or
	// referred (R067, R075).
	Reason string `json:"reason,omitempty"`
	Basis  string `json:"basis,omitempty"`
	// Accounted is what came of the question who answers for what was proven, or
	// that it is still being asked. It names nobody (R064).
	Accounted string `json:"accounted,omitempty"`
	// Turn is from whom the next act is awaited, Light how the time stands, Papers what went
	// to whoever applied: all of a matter that somebody outside waits for (R005).
	Turn   casework.Role  `json:"turn,omitempty"`
	Light  casework.Light `json:"light,omitempty"`
	Papers []Notice       `json:"papers,omitempty"`
	// Told is everything he is to be told, the first of it first, and how he was.
	Told []Told `json:"told,omitempty"`
	// Read is who read what he wrote: post, day and purpose (个人信息保护法 44, 45).
	Read []Read `json:"read,omitempty"`
	// Published is why it was over its limit, as was made public (R240).
	Published []Published `json:"published,omitempty"`
	// Reviews are what came of looking at the reply again, the first of them first
	// (信访工作条例 35, 36).
	Reviews []Reviewed `json:"reviews,omitempty"`
	// Acts are what he may do now by his query code: rate the reply; where he was refused, have
	// another office look at it once (R234). Rated is what he said of the reply.
	Acts  []string `json:"acts,omitempty"`
	Rated string   `json:"rated,omitempty"`
	// Ratings are what was said of it and what came of that, the first of them first (R234).
	Ratings []Rating `json:"ratings,omitempty"`
	// Onward is what it went on as, where it ended by that.
	Onward *Onward `json:"onward,omitempty"`
}

// Onward is the case that another went on as. What is sealed has no number here: whoever issued the
// code of the one that came in may know it, and reads nothing of a complaint (R081).
type Onward struct {
	Kind   casework.Kind `json:"kind"`
	Number string        `json:"number,omitempty"`
	Same   bool          `json:"same,omitempty"` // this query code opens it, too
}

// Rating is one word on how he was served, or what the office made of it.
type Rating struct {
	On    string             `json:"on"`
	What  casework.EventName `json:"what"`
	Level string             `json:"level,omitempty"`
	Text  string             `json:"text,omitempty"`
}

// Notice is a paper that went to him: which, on which day, and by what code he proves it.
type Notice struct {
	Name   string `json:"name"`
	NameEn string `json:"name_en"`
	Serial string `json:"serial"`
	On     string `json:"on"`
	Code   string `json:"code"`
	Void   bool   `json:"void,omitempty"`
}

// Told is one thing whoever applied is to be told. Heard is empty while nothing went to him:
// he gets it on paper.
type Told struct {
	Event  casework.EventName `json:"event"`
	Level  string             `json:"level,omitempty"`
	Notice string             `json:"notice,omitempty"`
	Clock  string             `json:"clock,omitempty"` // that began to run, and its last day
	Until  string             `json:"until,omitempty"`
	At     time.Time          `json:"at"`
	Heard  []casework.Hearing `json:"heard,omitempty"`
}

// Read is a day on which somebody at a post opened what he wrote, and for what.
type Read struct {
	On      string `json:"on"`
	Post    string `json:"post"`
	PostEn  string `json:"post_en,omitempty"`
	Purpose string `json:"purpose"` // handled, paper, file
}

// Reviewed is one opinion on review: which round, on which day, what it came to and why.
type Reviewed struct {
	Round   string `json:"round"` // the clock by which it was owed
	On      string `json:"on"`
	Outcome string `json:"outcome"`
	Opinion string `json:"opinion,omitempty"`
}

// Progress follows a case. The refusal is WrongCode, whatever is wrong.
func (c *Room) Progress(ctx context.Context, number, code string) (Progress, error) {
	view, _, err := c.byCode(ctx, number, code)
	if err != nil {
		return Progress{}, err
	}
	out := Progress{
		Number: number, Kind: view.Kind, Stage: view.Stage, Rated: core.StateOf(view).Facts[casework.FactRated], Provisional: core.Unconfirmed(view, c.Now()),
	}
	if view.Closed != nil {
		out.Result = view.Result
	}
	for _, act := range kind.ByCode {
		if act != casework.Rate && c.Kinds.Binds(view).Admits(core.StateOf(view), act, c.Now()) == nil {
			out.Acts = append(out.Acts, act)
		}
	}
	for _, k := range view.Clocks {
		if k.Ended == nil && slices.Contains(core.Awaited(view.Turn), k.Name) {
			out.Light, out.Due = k.Light, k.Date
		}
	}
	if out.Published, err = c.publishedOn(ctx, number); err != nil {
		return out, err
	}
	if err := c.follow(ctx, view, &out); err != nil {
		return out, err
	}
	if out.Onward, err = c.onward(ctx, view, code); err != nil {
		return out, err
	}
	if out.Result != "" { // what was sorted out ended with the sorting, and was told why
		row, text, err := c.said(ctx, number, casework.Screened)
		if err != nil || row.Level == out.Result {
			out.Reason, out.Basis = text, row.Basis
			return out, err
		}
	}
	if out.Reviews, err = c.reviews(ctx, number); err != nil {
		return out, err
	}
	if _, calls := c.Kinds.Binds(view).Act(kind.CallBack); calls {
		if out.Ratings, err = c.ratings(ctx, number); err != nil {
			return out, err
		}
	}
	answer, err := c.answering(ctx, view)
	if err != nil || !c.answered(answer) {
		return out, err // no reply yet, or one that was sent back
	}
	if _, rates := c.Kinds.Binds(view).Act(casework.Rate); rates && out.Rated == "" && answer.Number == number {
		out.Acts = slices.Insert(out.Acts, 0, casework.Rate)
	}
	out.Accounted = core.StateOf(answer).Facts[casework.FactAccounted]
	row, text, err := c.said(ctx, answer.Number, casework.Replied)
	out.Outcome, out.Reply = row.Level, text
	return out, err
}

// follow adds what an applicant follows his case by.
func (c *Room) follow(ctx context.Context, view casework.CaseView, out *Progress) error {
	if !c.Kinds.Of(view.Kind).Applicant {
		return nil
	}
	if view.Closed == nil {
		out.Turn = view.Turn
	}
	sent, err := c.sent(ctx, view)
	if err != nil {
		return err
	}
	for _, p := range sent {
		if p.Way == casework.WayPaper {
			out.Papers = append(out.Papers, Notice{p.Name, p.NameEn, p.Serial, p.Issued.In(core.Zone).Format(time.DateOnly), p.Code, p.Void})
		}
	}
	if out.Told, err = c.toldOf(ctx, view, sent); err != nil {
		return err
	}
	out.Read, err = c.read(ctx, view.Number)
	return err
}

// read says who opened what he wrote; several times of one post and day are one line.
func (c *Room) read(ctx context.Context, number string) (out []Read, err error) {
	rows, err := c.told.Opened(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("who opened %s: %w", number, err)
	}
	for _, o := range rows {
		r := Read{On: o.At.In(core.Zone).Format(time.DateOnly), Post: o.Post, PostEn: o.PostEn, Purpose: o.Purpose}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out, nil
}

// toldOf is everything whoever applied is to be told, each with how he was (R005).
func (c *Room) toldOf(ctx context.Context, view casework.CaseView, sent []core.Sent) (out []Told, err error) {
	rows, err := c.Store.Timeline(ctx, view.Number)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", view.Number, err)
	}
	rows = slices.Clone(rows)
	owed := slices.DeleteFunc(slices.Clone(rows), func(row casework.TimelineRow) bool { return !slices.Contains(row.To, casework.Applicant) })
	core.Hears(rows, sent)
	for _, row := range owed {
		i := slices.IndexFunc(rows, func(r casework.TimelineRow) bool { return r.Key == row.Key })
		t := Told{Event: row.Name, Level: row.Level, Notice: row.Detail["notice"], At: row.At, Heard: rows[i].Heard}
		running := slices.IndexFunc(view.Clocks, func(k casework.ClockView) bool { return k.Name == row.Clock && k.Round == row.Round })
		if row.Name == casework.ClockStarted && running >= 0 { // a time of his own: which, and to when
			t.Clock, t.Until = row.Clock, view.Clocks[running].Date
		}
		out = append(out, t)
	}
	return out, nil
}

// sent lists what went to whoever applied, or is to: papers, and what was carried to him.
// Nothing is to whoever hears on paper, and nothing is asked.
func (c *Room) sent(ctx context.Context, view casework.CaseView) (out []core.Sent, err error) {
	if c.asks.Sent != nil {
		if out, err = c.asks.Sent(ctx, view.Number); err != nil {
			return nil, fmt.Errorf("what went to the applicant of %s: %w", view.Number, err)
		}
	}
	if _, carried := core.StateOf(view).Hears(); !carried {
		return out, nil
	}
	carried, err := c.told.Outside(ctx, view.Number)
	if err != nil {
		return nil, fmt.Errorf("what was carried to the applicant of %s: %w", view.Number, err)
	}
	return append(out, carried...), nil
}

// answered tells whether whoever brought it has his reply, and it stands.
func (c *Room) answered(view casework.CaseView) bool {
	declared, s := c.Kinds.Binds(view), core.StateOf(view).Clone()
	s.Result = "" // armed ahead, its end may be in the state before it comes
	if view.Closed != nil {
		s.Result = view.Result
	}
	return declared.Answered != nil && declared.Answered(s)
}

// onward tells where a case that went on as another kind is followed from then on.
func (c *Room) onward(ctx context.Context, view casework.CaseView, code string) (*Onward, error) {
	if view.Closed == nil || view.Result != "converted" {
		return nil, nil
	}
	ties, err := c.Store.Links(ctx, view.Number)
	if err != nil {
		return nil, fmt.Errorf("links of %s: %w", view.Number, err)
	}
	i := slices.IndexFunc(ties, func(t casework.Tie) bool { return t.Relation == casework.ConvertedTo && !t.Back })
	if i < 0 {
		return nil, nil
	}
	out := &Onward{Kind: ties[i].Kind}
	if c.Veiled(out.Kind) {
		return out, nil
	}
	out.Number = ties[i].Number
	kept, err := c.kept.CodeHash(ctx, out.Number)
	if err != nil && casework.CodeOf(err) != casework.NotFound {
		return nil, fmt.Errorf("query code: %w", err)
	}
	out.Same = err == nil && subtle.ConstantTimeCompare(c.codes.Hash(code), kept) == 1
	return out, nil
}

// maxMerges ends a chain of merges; people make short ones.
const maxMerges = 8

// answering is the case whose reply answers this one: its own, or that of the case
// it was merged into, which answers all that were.
func (c *Room) answering(ctx context.Context, view casework.CaseView) (casework.CaseView, error) {
	for range maxMerges {
		if view.Closed == nil || view.Result != "merged" {
			return view, nil
		}
		ties, err := c.Store.Links(ctx, view.Number)
		if err != nil {
			return view, fmt.Errorf("links of %s: %w", view.Number, err)
		}
		into := func(t casework.Tie) bool { return t.Relation == casework.MergedInto && !t.Back }
		i := slices.IndexFunc(ties, into)
		if i < 0 {
			return view, nil
		}
		if view, err = c.Store.Case(ctx, ties[i].Number); err != nil {
			return view, fmt.Errorf("what answers %s: %w", ties[i].Number, err)
		}
	}
	return view, nil
}

// ratings are what was said of a case and what came of it, with the words that are for him:
// what was mended, and why a rating was set aside.
func (c *Room) ratings(ctx context.Context, number string) (out []Rating, err error) {
	rows, err := c.Store.Timeline(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", number, err)
	}
	texts := map[int]string{}
	for _, row := range rows {
		switch row.Name {
		case kind.Redone, kind.RatingSetAside:
			texts[len(out)] = row.TextID
		case casework.Rated, kind.CalledBack:
		default:
			continue
		}
		out = append(out, Rating{On: row.At.In(core.Zone).Format(time.DateOnly), What: row.Name, Level: row.Level})
	}
	if len(texts) == 0 {
		return out, nil
	}
	opened, err := c.OpenAs(ctx, "", access.Progress, number, slices.Sorted(maps.Values(texts)))
	for i, id := range texts {
		out[i].Text = opened[id]
	}
	return out, err
}

// reviews opens the opinions on review.
func (c *Room) reviews(ctx context.Context, number string) (out []Reviewed, err error) {
	rows, err := c.Store.Timeline(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", number, err)
	}
	var ids []string
	for _, row := range rows {
		if round := row.Detail["round"]; row.Name == casework.ReviewDecided && round != "" {
			out = append(out, Reviewed{Round: round, On: row.At.In(core.Zone).Format(time.DateOnly), Outcome: row.Level})
			ids = append(ids, row.TextID)
		}
	}
	if out == nil {
		return nil, nil
	}
	texts, err := c.OpenAs(ctx, "", access.Progress, number, slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" }))
	for i, id := range ids {
		out[i].Opinion = texts[id]
	}
	return out, err
}

// said opens the words of the last event of a name. Reading them is audited as the
// code's.
func (c *Room) said(ctx context.Context, number string, name casework.EventName) (row casework.TimelineRow, text string, err error) {
	rows, err := c.Store.Timeline(ctx, number)
	if err != nil {
		return row, "", fmt.Errorf("timeline of %s: %w", number, err)
	}
	for _, row := range slices.Backward(rows) {
		if row.Name != name {
			continue
		}
		if row.TextID == "" {
			return row, "", nil
		}
		texts, err := c.OpenAs(ctx, "", access.Progress, number, []string{row.TextID})
		return row, texts[row.TextID], err
	}
	return row, "", nil
}
