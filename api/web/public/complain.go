package public

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// complainView is the public form of a kind that anybody may bring (R065 to R068).
type complainView struct {
	kernel.Frame
	Kind, Name                      string
	Lead, Sealed, Anonymous, Submit string
	Key                             string
	Summary                         []kernel.Problem
	Fields                          []kernel.FieldView
	Phone                           string
	Place                           string
}

// complainedView answers it: number and query code, which are shown this once.
type complainedView struct {
	kernel.Frame
	Number, Code string
	Once         string // that the code is not shown again, and whether another can be had
	Next         string // what comes of it, or that without a name it is no complaint (R067)
}

// trap is a field nobody sees; what fills it in is no person.
const trap = "website"

// complainPage shows the form; nobody signs in for it.
func (s *Room) complainPage(v *visit) error { return s.renderComplain(v, http.StatusOK, nil) }

func (s *Room) renderComplain(v *visit, status int, refused error) error {
	of := casework.Kind(v.C.Param("kind"))
	item, err := s.counter.PublicForm(v.Ctx, of)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	name := v.Own(of, "complain.title")
	view := &complainView{Frame: v.PublicFrame(string(of), name), Kind: string(of), Name: name, Key: kernel.NewKey(), Phone: item.Phone, Place: item.Place}
	view.Lead, view.Sealed = v.Own(of, "complain.lead"), v.Own(of, "complain.sealed")
	view.Anonymous, view.Submit = v.Own(of, "complain.anonymous"), v.Own(of, "complain.submit")
	if sent := v.Form("key"); sent != "" && refused != nil {
		view.Key = sent
	}
	view.Fields = v.ItemFields(item, office)
	for i := range view.Fields {
		f := &view.Fields[i]
		if t, ok := label.Find("complain.hint." + strings.TrimPrefix(f.Name, "fields.")); ok {
			f.Hint = t.In(v.Lang)
			f.Either = f.Name == "fields.applicant" || f.Name == "fields.phone" // unless he ticks that he stays unnamed
		}
	}
	if i := slices.IndexFunc(view.Fields, func(f kernel.FieldView) bool { return f.Name == "fields.about" }); i >= 0 && refused == nil {
		view.Fields[i].Value = caseNumber.FindString(v.Query("about"))
	}
	view.Summary = v.Attach(view.Fields, refused)
	return s.Render(v.Visit, status, "complain", view)
}

// caseNumber is what one looks like: nothing else is written into a form from its address.
var caseNumber = regexp.MustCompile(`^[A-Z]{2}\d{4}-\d{6}$`)

// complain takes the complaint in. What a machine filled in is refused without a
// reason it could learn from.
func (s *Room) complain(v *visit) error {
	if err := s.Takes(v.Visit); err != nil {
		return err
	}
	if v.Form(trap) != "" {
		return casework.Errorf(casework.Invalid, "public form")
	}
	of := casework.Kind(v.C.Param("kind"))
	item, err := s.counter.PublicForm(v.Ctx, of)
	if err != nil {
		return err
	}
	fields := v.TypedFields(item)
	receipt, err := s.counter.Complain(v.Ctx, of, fields, v.Form("key"))
	if err != nil {
		if len(core.RefusalsOf(err)) == 0 {
			return err
		}
		return s.renderComplain(v, http.StatusUnprocessableEntity, err)
	}
	next := v.Own(of, "complain.next")
	if fields[casework.FactAnonymous] == "true" {
		next = v.Own(of, "complain.suggestion")
	}
	once := v.T("complain.once")
	if !v.Kinds.Of(of).Follows() { // no office issues another
		once = v.T("complain.once.lost")
	}
	return s.Render(v.Visit, http.StatusOK, "complained", &complainedView{
		Frame: v.PublicFrame(string(of), v.T("complain.done")), Number: receipt.Number, Code: receipt.Code, Once: once, Next: next,
	})
}

// progressView follows a case by number and query code.
type progressView struct {
	kernel.Frame
	Summary []kernel.Problem
	Fields  []kernel.FieldView
	Found   *foundView
}

// foundView is all the code opens.
type foundView struct {
	Number, Code, Key   string
	Kind, Stage, Result string
	Provisional         bool
	Due, Outcome, Reply string
	Rated               string
	Reason, Basis       string // why it is no complaint
	Accounted           string
	Reviews             []reviewedView
	Turn                string
	Light               *kernel.LightView
	Papers              []noticeView
	Told                []toldView        // everything to be told, and how it was
	Read                []readView        // who read what he wrote
	Published           []cases.Published // why it was over its limit (R240)
	Acts                []codeAct         // what is his to say by his code
	Ratings             []ratingView
	Onward              *onwardView
}

// onwardView is what a case went on as, and how it is followed there.
type onwardView struct{ Kind, Number, How string }

// codeAct is one of them, as a form.
type codeAct struct {
	Command, Path     string
	Title, Lead, Verb string
	Fields            []kernel.FieldView
}

// ratingView is one word on how he was served, or what the office made of it.
type ratingView struct{ On, What, Text string }

// noticeView is a paper that went to whoever applied.
type noticeView struct {
	On, Name, Serial, Code string
	Void                   bool
}

// toldView is one thing to be told: on paper by the office where no way is said.
type toldView struct {
	On, What string
	Ways     []string
	Owed     bool // it still is: nothing went to him
}

// readView is a post that read it: on which day, and for what.
type readView struct{ On, Post, Purpose string }

// reviewedView is one opinion on review.
type reviewedView struct{ Round, On, Outcome, Opinion string }

func (s *Room) progressPage(v *visit) error { return s.renderProgress(v, http.StatusOK, nil, "", nil) }

// renderProgress shows one; sent is what he said by his code and was refused.
func (s *Room) renderProgress(v *visit, status int, found *foundView, sent string, refused error) error {
	view := &progressView{Frame: v.PublicFrame("progress", v.T("progress.title")), Found: found}
	if found == nil {
		view.Fields = []kernel.FieldView{
			{ID: "number", Name: "number", Type: "text", Label: v.T("progress.number"), Hint: v.T("progress.number.hint"), Required: true, Value: cmp.Or(v.Form("number"), v.Query("number")), Auto: "off"},
			{ID: "code", Name: "code", Type: "text", Label: v.T("progress.code"), Hint: v.T("progress.code.hint"), Required: true, Auto: "off"},
		}
		view.Summary = v.Attach(view.Fields, refused)
	} else if i := slices.IndexFunc(found.Acts, func(a codeAct) bool { return a.Command == sent }); i >= 0 {
		view.Summary = v.Attach(found.Acts[i].Fields, refused)
	} else {
		view.Summary = v.Attach(nil, refused)
	}
	return s.Render(v.Visit, status, "progress", view)
}

// follow looks a case up by its number and code; wrong ones are counted.
func (s *Room) follow(v *visit, number, code string) (got cases.Progress, err error) {
	err = s.LooksUp(v.Visit, number, func() error {
		got, err = s.counter.Progress(v.Ctx, number, code)
		return err
	})
	return got, err
}

// progress shows how a case fares. A wrong number and a wrong code are one answer.
func (s *Room) progress(v *visit) error {
	number, code := strings.TrimSpace(v.Form("number")), v.Form("code")
	got, err := s.follow(v, number, code)
	if err != nil {
		if len(core.RefusalsOf(err)) == 0 || casework.CodeOf(err) == casework.TooMany {
			return err
		}
		return s.renderProgress(v, http.StatusUnprocessableEntity, nil, "", err)
	}
	return s.renderProgress(v, http.StatusOK, v.found(got, code), "", nil)
}

// byCode takes what he says of it: what he thinks of the reply (R074, R078, R234), or that
// another office shall look at it.
func (s *Room) byCode(command string) func(*visit) error {
	return func(v *visit) error {
		number, code := strings.TrimSpace(v.Form("number")), v.Form("code")
		of, _, _, _ := v.Kinds.Parse(number)
		form, _ := v.Kinds.Form(of, command)
		var refused error
		if err := s.LooksUp(v.Visit, number, func() error {
			_, refused = s.counter.ByCode(v.Ctx, number, code, command, v.Raw(form), v.Form("key"))
			if casework.CodeOf(refused) == casework.WrongCode {
				return refused
			}
			return nil
		}); casework.CodeOf(err) == casework.TooMany {
			return err
		}
		if refused != nil && len(core.RefusalsOf(refused)) == 0 {
			return refused
		}
		got, err := s.counter.Progress(v.Ctx, number, code)
		switch {
		case err != nil && len(core.RefusalsOf(err)) > 0:
			return s.renderProgress(v, http.StatusUnprocessableEntity, nil, "", err)
		case err != nil:
			return err
		}
		status := http.StatusOK
		if refused != nil {
			status = http.StatusUnprocessableEntity
		}
		return s.renderProgress(v, status, v.found(got, code), command, refused)
	}
}

func (v *visit) told(of casework.Kind, t cases.Told) toldView {
	out := toldView{On: v.Local(t.At).Format(time.DateOnly), What: words.Event(v.Lang, v.Kinds.Of(of), t.Event, t.Level), Owed: true}
	if t.Notice != "" && t.Event == casework.NoticeIssued {
		out.What = words.NoticeOf(v.Lang, v.Kinds.Of(of), t.Notice)
	}
	if t.Clock != "" { // that a clock began tells him nothing; until when he may, does
		out.What = v.T("progress.until", v.ClockLabel(of, t.Clock), t.Until)
	}
	for _, h := range t.Heard {
		out.Ways = append(out.Ways, v.Hearing(h))
		out.Owed = out.Owed && h.State == casework.HearingUnsent
	}
	return out
}

func (v *visit) found(p cases.Progress, code string) *foundView {
	out := &foundView{
		Number: p.Number, Code: code, Key: kernel.NewKey(), Provisional: p.Provisional, Kind: v.Kind(p.Kind), Stage: words.Of(v.Lang, v.Kinds.Of(p.Kind), words.Stage, p.Stage), Due: p.Due, Reply: p.Reply,
		Reason: p.Reason, Basis: p.Basis, Published: p.Published,
	}
	if p.Turn != "" {
		out.Turn = words.Say(v.Lang, words.Role, p.Turn)
	}
	if p.Light != "" {
		out.Light = new(v.Light(p.Light))
	}
	for _, t := range p.Told {
		out.Told = append(out.Told, v.told(p.Kind, t))
	}
	for _, r := range p.Read {
		out.Read = append(out.Read, readView{r.On, v.Pick(r.Post, r.PostEn), v.T("progress.read." + r.Purpose)})
	}
	for _, n := range p.Papers {
		out.Papers = append(out.Papers, noticeView{n.On, v.Pick(n.Name, n.NameEn), n.Serial, n.Code, n.Void})
	}
	if p.Result != "" {
		out.Result = v.Result(p.Kind, p.Result)
	}
	if p.Outcome != "" {
		out.Outcome = words.Of(v.Lang, v.Kinds.Of(p.Kind), words.Choice, p.Outcome)
	}
	for _, r := range p.Reviews {
		declared := v.Kinds.Of(p.Kind)
		out.Reviews = append(out.Reviews, reviewedView{
			v.ClockLabel(p.Kind, r.Round), r.On, words.Of(v.Lang, declared, words.Outcome, r.Outcome), r.Opinion,
		})
	}
	if p.Accounted != "" {
		out.Accounted = words.Say(v.Lang, words.Account, p.Accounted)
	}
	if p.Rated != "" {
		out.Rated = words.Of(v.Lang, v.Kinds.Of(p.Kind), words.Choice, p.Rated)
	}
	if to := p.Onward; to != nil {
		how := "progress.onward.sealed"
		switch {
		case to.Same:
			how = "progress.onward.same"
		case to.Number != "":
			how = "progress.onward.ask"
		}
		out.Onward = &onwardView{v.Kind(to.Kind), to.Number, v.T(how)}
	}
	for _, r := range p.Ratings {
		out.Ratings = append(out.Ratings, ratingView{r.On, words.Event(v.Lang, v.Kinds.Of(p.Kind), r.What, r.Level), r.Text})
	}
	for _, command := range p.Acts {
		out.Acts = v.codeAct(out.Acts, p.Kind, codeAct{Command: command, Path: command, Title: v.Own(p.Kind, "progress."+command), Lead: v.Own(p.Kind, "progress."+command+".lead")})
	}
	return out
}

// codeAct adds the form of an act, where the kind has it.
func (v *visit) codeAct(acts []codeAct, of casework.Kind, act codeAct) []codeAct {
	form, ok := v.Kinds.Form(of, act.Command)
	if !ok {
		return acts
	}
	act.Verb = v.Verb(of, act.Command)
	for _, f := range form.Fields {
		q := v.Field(of, act.Command, f, nil, policy.Item{}, v.C.Request.PostForm[f.Name])
		if f.Type == casework.FieldChoice {
			q.Type = "radio"
		}
		if len(acts) > 0 {
			q.ID = act.Path + "-" + q.ID // each stands once on a page
		}
		act.Fields = append(act.Fields, q)
	}
	return append(acts, act)
}
