package office

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/words"
)

// overviewView is the office at a glance: what there is, what is to be done while it is set
// up, and what waits for a second person.
type overviewView struct {
	kernel.Frame
	Open    bool
	Steps   []stepView
	Changes []waitingView
	Exports []linkView
	Finish  bool
	Missing string
}

// stepView is one step of the set-up, or one list of the office.
type stepView struct {
	Key, Title, Says string
	Done             bool
	Links            []linkView
	Form             string // what its button says; empty: there is none
	Fields           []kernel.FieldView
	Facts            []string
}

type linkView struct{ Href, Name string }

// waitingView is a change as a second person reads it.
type waitingView struct {
	ID, By, Sum   string
	Lines         []lineView
	Mine, Consent bool
	Moved         bool
}

type lineView struct {
	List, Name string
	New        bool
	Fields     []changeView
}

type changeView struct{ Name, Old, New string }

func (s *Room) overview(v *visit) error { return s.renderOverview(v, http.StatusOK, "", nil) }

// renderOverview shows the office; of a step that was refused, with its fields as they were.
func (s *Room) renderOverview(v *visit, status int, refused string, fields []kernel.FieldView) error {
	f, err := s.counter.StandingOffice(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	set, err := s.counter.OfficeSetUp(v.Ctx)
	if err != nil {
		return err
	}
	waiting, err := s.counter.OfficeChanges(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	view := &overviewView{Open: set.Open()}
	title := "office.title"
	if view.Open {
		title = "setup.steps"
	}
	if view.Frame, err = s.Frame(v.Visit, "office", v.T(title)); err != nil {
		return err
	}
	may, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	accounts := v.May(may, access.PersonAdmin)
	view.Steps = s.lists(v, f)
	switch {
	case view.Open:
		steps, err := s.steps(v, set, refused, fields)
		if err != nil {
			return err
		}
		view.Steps = append(view.Steps, steps...)
	case accounts:
		view.Steps = append(view.Steps, stepView{Key: "accounts", Title: v.T("office.accounts"), Says: v.T("office.accounts.lead"), Done: true, Links: []linkView{{"/office/accounts", v.T("office.look")}}})
	}
	for _, step := range view.Steps {
		if !step.Done && view.Missing == "" && slices.Contains([]string{"units", "persons", "posts", "items"}, step.Key) {
			view.Missing = v.T("setup.missing", step.Title)
		}
	}
	view.Finish = view.Open && view.Missing == ""
	for _, w := range waiting {
		view.Changes = append(view.Changes, v.waiting(w, may))
	}
	view.Exports = []linkView{
		{"/office/export?format=xlsx", v.T("office.as.xlsx")}, {"/office/export?format=file", v.T("office.as.file")},
	}
	for _, list := range officefile.Lists() {
		view.Exports = append(view.Exports, linkView{"/office/export?format=csv&list=" + list, v.T("office.as.csv", v.T("office."+list))})
	}
	return s.Render(v.Visit, status, "office", view)
}

// lists are those of the office, each with how much is in it.
func (s *Room) lists(v *visit, f officefile.File) []stepView {
	list := func(key string, n int, done bool) stepView {
		out := stepView{Key: key, Title: v.T("office." + key), Says: v.T("office."+key+".has", n), Done: done}
		if key == "items" {
			out.Links = []linkView{{"/items", v.T("office.look")}}
			return out
		}
		out.Links = []linkView{{"/office/list/" + key, v.T("office.look")}, {"/office/edit/" + key, v.T("office." + key + ".add")}}
		return out
	}
	return []stepView{
		list("units", len(f.Units), len(f.Units) > 1), list("persons", len(f.Persons), len(f.Persons) > 1),
		list("posts", len(f.Posts), manned(f)), list("items", len(f.Items), len(f.Items) > 0),
	}
}

// steps are those that only a person can tell to be done, in their order.
func (s *Room) steps(v *visit, set office.SetUp, refused string, fields []kernel.FieldView) ([]stepView, error) {
	week, err := s.counter.OfficeHours(v.Ctx, v.Who)
	if err != nil {
		return nil, err
	}
	hours := stepView{Key: office.StepHours, Title: v.T("setup.hours"), Says: v.T("setup.hours.lead"), Form: v.T("setup.looked"), Fields: v.hours(week), Links: []linkView{{"/admin/calendars", v.T("setup.calendars")}}}
	keys := stepView{Key: office.StepKeys, Title: v.T("setup.keys"), Says: v.T("setup.keys.lead"), Facts: s.keys(v), Form: v.T("setup.kept")}
	mail := stepView{Key: office.StepMail, Title: v.T("setup.mail"), Says: v.T("setup.mail.lead"), Form: v.T("setup.mail.send"), Fields: v.mailFields()}
	if s.machine.Mail == nil {
		mail.Says, mail.Form, mail.Fields = v.T("setup.mail.none"), v.T("setup.mail.without"), nil
	}
	accounts := stepView{Key: "accounts", Title: v.T("office.accounts"), Says: v.T("office.accounts.lead"), Links: []linkView{{"/office/accounts", v.T("office.accounts.open")}}}
	out := []stepView{hours, keys, mail, accounts}
	for i := range out {
		if out[i].Done = slices.Contains(set.Done, out[i].Key); out[i].Key == refused {
			out[i].Fields = fields
		}
	}
	all, err := s.counter.OfficeAccounts(v.Ctx, v.Who)
	out[3].Done = err == nil && !slices.ContainsFunc(all, func(a office.Account) bool { return a.Active && !a.Open && !a.Had })
	return out, err
}

// weekdays in their order.
var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// hours ask for those of each day, as one writes them: 08:30-12:00 14:00-17:30.
func (v *visit) hours(week map[string][]calendar.Span) (out []kernel.FieldView) {
	for _, day := range weekdays {
		var spans []string
		for _, s := range week[day] {
			spans = append(spans, s.From+"-"+s.To)
		}
		out = append(out, kernel.FieldView{ID: "h-" + day, Name: day, Type: "text", Label: v.T("setup.hours.day." + day), Value: strings.Join(spans, " "), Auto: "off"})
	}
	return out
}

// span is one stretch of office hours.
var span = regexp.MustCompile(`^(\d{1,2}[:：]\d\d)[-–—~～](\d{1,2}[:：]\d\d)$`)

// setHours puts the hours of the form in force; where they cannot be read the form comes back
// with its fields.
func (s *Room) setHours(v *visit) ([]kernel.FieldView, error) {
	week := map[string][]calendar.Span{}
	fields := v.hours(nil)
	bad := false
	for i, day := range weekdays {
		fields[i].Value = v.typed(day)
		for _, text := range strings.FieldsFunc(fields[i].Value, func(r rune) bool { return r == ' ' || r == ',' || r == '，' || r == '、' }) {
			m := span.FindStringSubmatch(text)
			if m == nil {
				fields[i].Errors, bad = []string{v.T("setup.hours.bad")}, true
				break
			}
			week[day] = append(week[day], calendar.Span{From: clock(m[1]), To: clock(m[2])})
		}
	}
	if bad {
		return fields, nil
	}
	err := s.counter.SetOfficeHours(v.Ctx, v.Who, week)
	if code := casework.CodeOf(err); code == casework.BadList || code == casework.DayClash {
		at := slices.IndexFunc(weekdays, func(day string) bool { return strings.HasSuffix(core.RefusalsOf(err)[0].Field, day) })
		fields[max(at, 0)].Errors = []string{v.T("setup.hours.bad")}
		return fields, nil
	}
	return nil, err
}

// clock is a time of day as the calendar writes it.
func clock(text string) string {
	text = strings.ReplaceAll(text, "：", ":")
	if len(text) == 4 {
		return "0" + text
	}
	return text
}

// manned tells whether there is a post beside the administrator's.
func manned(f officefile.File) bool {
	return slices.ContainsFunc(f.Posts, func(p casework.Post) bool { return p.Role != casework.Admin })
}

func (v *visit) mailFields() []kernel.FieldView {
	return []kernel.FieldView{{ID: "to", Name: "to", Type: "text", Label: v.T("setup.mail.to"), Required: true, Value: v.typed("to"), Auto: "email"}}
}

// keys is what the doctor says of the key file.
func (s *Room) keys(v *visit) []string {
	if s.machine.Health == nil {
		return nil
	}
	for _, r := range s.machine.Health() {
		if r.Name == "keys" {
			says := r.Says.In(v.Lang)
			if r.Verdict != doctor.Right && r.Mend != "" {
				says += " " + r.Mend
			}
			return []string{says}
		}
	}
	return nil
}

// step takes a step that only a person can take, while the office is set up: one that works changes
// no hours by a form that was left open.
func (s *Room) step(v *visit) error {
	step := v.C.Param("step")
	set, err := s.counter.OfficeSetUp(v.Ctx)
	switch {
	case err != nil:
		return err
	case !set.Open():
		return casework.FieldError(casework.Forbidden, "principal", "")
	}
	switch step {
	case "finish":
		if err := s.counter.FinishOffice(v.Ctx, v.Who); err != nil {
			return err
		}
		s.Flash(v.Visit, "setup.finished", "")
		return v.Redirect("/office")
	case office.StepHours:
		fields, err := s.setHours(v)
		if err != nil {
			return err
		}
		if fields != nil {
			return s.renderOverview(v, http.StatusUnprocessableEntity, step, fields)
		}
		s.Flash(v.Visit, "setup.hours.kept", "")
	case office.StepMail:
		if s.machine.Mail != nil {
			fields := v.mailFields()
			err := s.machine.Mail(v.Ctx, v.typed("to"), v.T("setup.mail.subject"), v.T("setup.mail.text"))
			if err != nil {
				fields[0].Errors = []string{v.T("setup.mail.failed", err.Error())}
				return s.renderOverview(v, http.StatusUnprocessableEntity, step, fields)
			}
			s.Flash(v.Visit, "setup.mail.sent", "")
		}
	}
	if err := s.counter.LookedAt(v.Ctx, v.Who, step); err != nil {
		return err
	}
	return v.Redirect("/office#" + step)
}

// waiting says what a change would do.
func (v *visit) waiting(w office.Waiting, may *core.Office) waitingView {
	out := waitingView{
		ID: strconv.FormatInt(w.ID, 10), Sum: w.Sum, By: v.T("policy.by", kernel.PersonName(may, w.By), v.Stamp(w.At)),
		Mine: w.By == v.Who.Person, Moved: w.Moved,
	}
	out.Consent = !out.Mine && !w.Moved
	for _, c := range w.Changes {
		out.Lines = append(out.Lines, v.line(c))
	}
	return out
}

// line is one change in words.
func (v *visit) line(c officefile.Change) lineView {
	out := lineView{List: v.T("office." + c.List), Name: c.ID, New: c.New}
	for _, f := range c.Fields {
		out.Fields = append(out.Fields, changeView{v.column(c.List, f.Field), v.said(f.Field, plain(f.Was)), v.said(f.Field, plain(f.Now))})
	}
	return out
}

// said is a value as one reads it: codes of the house in words, all else as it stands in the file.
func (v *visit) said(field, value string) string {
	switch {
	case value == "":
	case value == "true":
		return v.T("yes")
	case value == "false":
		return v.T("no")
	case field == "employment":
		return words.Say(v.Lang, words.Employment, value)
	case field == "role":
		return words.Say(v.Lang, words.Role, value)
	}
	return value
}

// plain is a JSON value without the signs around it.
func plain(text string) string {
	if said, err := strconv.Unquote(text); err == nil {
		return said
	}
	return text
}

// decide consents to a change, or gives it up.
func (s *Room) decide(v *visit) error {
	id, err := strconv.ParseInt(v.C.Param("change"), 10, 64)
	if err != nil {
		return casework.FieldError(casework.NotFound, "change", "")
	}
	switch v.C.Param("step") {
	case "consent":
		if err = s.counter.ConsentOffice(v.Ctx, v.Who, id, v.Form("sum")); err == nil {
			s.Flash(v.Visit, "office.consented", "")
		}
	case "discard":
		if err = s.counter.DiscardOffice(v.Ctx, v.Who, id); err == nil {
			s.Flash(v.Visit, "office.discarded", "")
		}
	default:
		err = casework.FieldError(casework.NotFound, "step", "")
	}
	if err != nil {
		return err
	}
	return v.Redirect("/office")
}

// export hands the office out.
func (s *Room) export(v *visit) error {
	format, list := v.Query("format"), v.Query("list")
	raw, err := s.counter.ExportOffice(v.Ctx, v.Who, format, list, v.head)
	if err != nil {
		return err
	}
	name, kind := "office", "application/json; charset=utf-8"
	if list != "" {
		name = list
	}
	switch format {
	case sheet.XLSX:
		name, kind = name+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case sheet.CSV, sheet.GBK:
		name, kind = name+".csv", "text/csv; charset="+map[string]string{sheet.CSV: "utf-8", sheet.GBK: "gbk"}[format]
	default:
		name += ".json"
	}
	v.C.Header("Content-Disposition", `attachment; filename="`+url.PathEscape(name)+`"`)
	v.C.Data(http.StatusOK, kind, raw)
	return nil
}

// head is what a column is called in a table.
func (v *visit) head(list, column string) string {
	if list == "items" {
		return v.T("column." + column)
	}
	return v.column(list, column)
}
