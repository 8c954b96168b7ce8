package label

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/policy"
	"github.com/stretchr/testify/require"
)

// whoMay finds who in the place of whoever.
var whoMay = regexp.MustCompile(`(?i)\b(to|than|only|by|not|as|answer) who\b`)

func TestLabelsMissNoLanguage(t *testing.T) {
	t.Parallel()
	verbs := regexp.MustCompile(`%[sd]`)
	for key, l := range labels {
		require.NotEmpty(t, l[0], key)
		require.NotEmpty(t, l[1], key)
		require.NotRegexp(t, `[“”＋]`, l[1], "%s: a Chinese font sets these a whole character wide", key)
		require.NotRegexp(t, whoMay, l[1], "%s: whoever", key)
		require.ElementsMatch(t, verbs.FindAllString(l[0], -1), verbs.FindAllString(l[1], -1), "%s takes the same arguments in both", key)
	}
}

// prefixes are the labels looked up by a code; the codes follow below.
var prefixes = map[string][]string{

	"day.is.": {"", "off", "work", "half"}, "form.": {"outing.hint", "leave.hint", "emergency.hint"},

	"left.": spans(), "late.": spans(), "approve.": {"true", "false", "back"}, "states.": {"true", "false"}, "cases.open.": {"yes", "no"},
	"figures.by.": {"unit", "item", "month"}, "figures.": slices.Concat(core.Standing, core.Happened),
	"field.": {"act", "reason", "basis", "materials", "category", "until", "clock", "days", "approve", "arranged", "post", "received", "person", "outcome", "ground", "share", "measure", "members", "present", "in_favour",
		"designate.post", "designate.person", "file-papers.reason", "state-facts.reason", "state-facts.person", "hear.reason", "split.reason", "ask-review.reason",
		"decide-review.measure", "present.hint.decide", "in_favour.hint.decide", "measure.hint.decide-review", "share.hint.split",
		"proof", "request", "purpose", "unit", "asked_by", "state-facts.unit", "state-facts.asked_by", "decide.outcome", "decide.limit", "outcome.hint.decide", "ask-review.category",
		"file", "audience", "case", "merge.case", "relation", "kind", "case.hint.link", "case.hint.merge", "reason.hint.convert", "reason.hint.screen", "convert.unit", "convert.post", "convert.person", "unit.hint.convert",
		"limit", "screen.category", "special-notice.category", "special-notice.basis", "special-notice.reason", "special-notice.received", "special-notice.proof", "proof.hint.special-notice", "means", "assign-step.post", "assign-step.until", "withdraw.received", "file.received", "file.reason", "complete.basis", "forward.approve", "decide-points.approve", "assign.until", "issue.until", "assign.post", "forward.post", "issue.post",
		"propose.reason", "instruct.reason", "complete.reason", "reply.reason", "confirm.reason", "relay.reason", "self-report.reason",
		"issue.reason", "report.reason", "sign-off.reason", "file-duty.reason",
		"matter", "screen.matter", "disclose.received", "disclose.approve", "forward.basis", "advise.category", "rate.outcome",
	},
	"item.":        strings.Fields("promised statutory basis condition procedure fee fee_basis place phone result term window handler responsible watch_phone code"),
	"column.":      append(columns(), strings.Fields("id.hint code.hint basis.hint promised.hint statutory.hint counts_from.hint review.hint fee.hint fields.options.hint")...),
	"items.":       append(strings.Fields("materials fields materials.lead fields.lead section.what section.limits section.how section.who section.more as.xlsx as.csv as.gbk form.original form.copy"), types()...),
	"paper.":       casework.PaperForms,
	"exchange.as.": strings.Fields("xlsx csv gbk json"), "exchange.column.": strings.Fields("item received reason materials number stage result due closed outside_system outside_number until"),
	"public.": {"complaint"}, "progress.": {"rate", "rate.lead", "ask-look", "ask-look.lead"}, "held.": {appraisal.HeldFirst, appraisal.HeldNotice, appraisal.HeldLimit},
	"complain.hint.": {"ground", "statement", "anonymous", "applicant", "phone"},

	"help.": pages(), "office.": offices(), "setup.hours.day.": strings.Fields("mon tue wed thu fri sat sun"),

	"rulefield.": rulefields(), "rulehint.": {"limit", "rule"}, "rulepart.": {"main", "stop", "extension", "extra"}, "rulecode.": {"week", "month", "quarter", "half", "list"},

	"error.":      {"400", "403", "404", "405", "413", "429", "503", "400.do", "403.do", "404.do", "405.do", "413.do", "429.do", "503.do"},
	"nav.":        {"desk", "register", "cases", "approvals", "inbox", "watch", "policies", "items", "calendars", "promises", "due", "board", "onpost", "registers", "papercheck", "complaint", "progress", "duties", "operator", "audit", "office"},
	"mark.":       {"start", "day_off", "weekend", "paused", "rolled", "make_up", "half_day", "provisional"},
	"place.":      {"line", "event", "off", "work"},
	"desk.waits.": {rulebook.WaitsCalendar, rulebook.WaitsPolicy, rulebook.WaitsItem, rulebook.WaitsRecount}, "due.unit.": strings.Fields("wd d mo wh wm h m"), "due.means.": strings.Fields("wd d mo wh wm h m"), "due.pause.": {"from", "to"}, "coverage.": {"planned", "covered", "left", "must"}, "coverage.mode.": {"open", "covert"}, "watch.": {appraisal.LatePause, appraisal.Reopened, appraisal.PingPong}, "alone.": {appraisal.SecondAsked, appraisal.SecondGiven, appraisal.SecondRefused, appraisal.SecondLapsed, appraisal.DoneAlone},
	"progress.read.":    {"file", "paper", "handled"},
	"audit.":            {"demo_year.begin", "demo_year.made", "case.view_personal", "session.begin", "session.end", "session.refuse", "session.throttle", "session.expire", "session.password", "office.import", "audit.view", "case.register", "board.view", "paper.issue", "points.view", "watch.view"},
	"audit.detail.":     {"fields", "texts", "listed", "found", "attachment", "query code"},
	"attendance.class.": {"attended", "excused", "late", "left_early", "absent", "pending", "off_post"},
	"find.for.":         {"handle", "answer", "check", "supervise"},
	"absence.":          {"reason.hint", "place.hint", "contact.hint", "plan.hint", "arrangement.hint", "recognised.owed", "recognised.yes", "recognised.no", "relief.owed", "relief.there", "arranged.owed", "arranged.done", "handover.owed", "handover.sent", "handover.accepted"},
	"board.":            {roster.BoardOn, roster.BoardCovered, roster.BoardEmpty, roster.BoardClosed},
	"sheet.":            {"content", "quantity", "quality", "procedure", "standard", "limit", "powers", "duties"},
	"plan.":             {roster.PlanExcept, roster.PlanApprove, roster.PlanFile},
	"points.":           {"targets", "targets.hint", "marks", "marks.hint", "aims", "aims.hint"},
	"measure.":          {"appointing", "elsewhere"}, "step.": {"verify", "open", "hear", "recommend", "decide", "serve", "review"}, "step.state.": {"done", "now", "todo", "skipped"}, "disclosed.state.": {"there", "missing", "overdue", "mending"},
	"refused.": {"form.R153", "form.R183", "from.R156", "until.R156", "until.R153", "until.R155", "from.R154", "from.R183", "person.R153", "person.R130", "fields.plan.R237", "fields.arrangement.R244", "means.R198", "means.R228", "limit.R227", "from.R162", "holders.R161", "holders.R170", "standin.R211",
		"year.R212", "weight.R212", "goal.R212", "figure.R212", "quarter.R213", "value.R213", "figure.R213", "figure.R215", "case.itself", "outcome.R067", "fields.applicant.R067", "fields.phone.R067", "fields.applicant.R084", "fields.phone.R084", "fields.against_unit.R065", "fields.statement.R065"},
	"law.group.": {"service", "document", "complaint", "petition", "supervision", "inspection", "accountability", "absence", "attendance", "disclosure", "post", "report", "later"}, "law.standing.": {"", "absent", "enforced", "claimed", "recorded", "configured", "duplicate", "outside"},
}

// columns are what is said of a matter, with the hints of some.
func columns() (out []string) {
	for _, c := range catalogue.Columns() {
		out = append(out, c.Name)
	}
	return out
}

// pages are the templates of whole pages: each has help of its own.
func pages() (out []string) {
	files, err := filepath.Glob(filepath.Join("..", "kernel", "templates", "*.html"))
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), ".html"); name != "layout" && name != "error" && !strings.HasPrefix(name, "part_") {
			out = append(out, name)
		}
	}
	return out
}

// offices are the lists of an office, what is said of their elements, and hints to some.
func offices() (out []string) {
	out = strings.Fields("column.id column.name column.name_en units.id.hint persons.id.hint posts.id.hint posts.line.hint posts.sheet items.order")
	for _, list := range officefile.Lists() {
		out = append(out, list)
		if list != "holders" {
			out = append(out, list+".has")
		}
		if list != "holders" && list != "items" {
			out = append(out, list+".add")
		}
		for _, c := range officefile.Columns(list) {
			if c.Name != "name_en" && (c.Name != "id" && c.Name != "name" || list == "persons") && (c.Name != "unit") {
				out = append(out, list+"."+c.Name)
			}
		}
	}
	return out
}

// rulefields are what a policy can say, but for what it is called by: titles, choices, clocks.
func rulefields() (out []string) {
	for prefix, of := range map[string]reflect.Type{
		"": reflect.TypeFor[policy.Rule](), "extension.": reflect.TypeFor[policy.Extension](), "warn.": reflect.TypeFor[policy.Warning](), "ladder.": reflect.TypeFor[policy.Rung](),
	} {
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			out = append(out, prefix+name)
		}
	}
	return append(out, "title", "title_en", "class", "choices", "by_choice")
}

func types() (out []string) {
	for _, t := range policy.FieldTypes() {
		out = append(out, "type."+t)
	}
	return out
}

func worded(key string) bool { _, ok := labels[key]; return ok }

func spans() []string { return strings.Split("days hours mins minutes seconds free", " ") }

// TestNounsGoByTheirNumber: "1 times" is said nowhere; what is counted in English is written as
// {time|times} behind its number.
func TestNounsGoByTheirNumber(t *testing.T) {
	t.Parallel()
	many := regexp.MustCompile(`%d ([a-z]+ )?([a-z]{2,}s|are|were)\b`)
	for key, l := range labels {
		require.Empty(t, many.FindString(strings.ReplaceAll(l[1], "for this", "")), key)
		require.NotContains(t, l[0], "|", "%s: Chinese has one form", key)
	}
	require.Equal(t, "1 working day left", Say("en", "left.days", 1))
	require.Equal(t, "2 working days left", Say("en", "left.days", 2))
}

func TestLabelsKnowEveryCode(t *testing.T) {
	t.Parallel()
	for prefix, codes := range prefixes {
		for _, code := range codes {
			require.True(t, worded(prefix+code), "no words for %s", prefix+code)
		}
	}
}

// looked is how a page looks a label up by a prefix and a code, in Go and in a template.
var looked = regexp.MustCompile(`(?:\.T\(|\bprintf? |Known\([^,()]+, |Find\()"([a-z0-9_.-]+\.)(?:"|%)`)

// TestEveryPrefixIsListed: a prefix that is looked up and stands in no list above would have
// its words left out without a test to miss them.
func TestEveryPrefixIsListed(t *testing.T) {
	t.Parallel()
	found := 0
	for _, m := range looked.FindAllStringSubmatch(source(t), -1) {
		found++
		listed := false
		for prefix, codes := range prefixes {
			for _, code := range codes {
				listed = listed || strings.HasPrefix(prefix+code, m[1])
			}
		}
		require.True(t, listed, "%q is looked up by a code: list its codes", m[1])
	}
	require.Greater(t, found, len(prefixes)/2, "the expression finds them no more")
}

// TestNoKeyIsWrittenTwice: of two labels under one key one is said in the place of the other.
func TestNoKeyIsWrittenTwice(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, part := range parts {
		for key := range part {
			require.False(t, seen[key], "%s has words in two places", key)
			seen[key] = true
		}
	}
	require.Len(t, labels, len(seen))
}

// TestLabelsAreUsed finds words nobody says and keys nobody wrote words for.
func TestLabelsAreUsed(t *testing.T) {
	t.Parallel()
	said := source(t)
	for _, m := range regexp.MustCompile(`(?:\bt "|\.[tT]\(")([a-z0-9_.-]+[a-z0-9])"`).FindAllStringSubmatch(said, -1) {
		require.True(t, worded(m[1]), "no words for %s", m[1])
	}
	var idle []string
	for key := range labels {
		dynamic := false
		for prefix, codes := range prefixes {
			for _, code := range codes {
				dynamic = dynamic || key == prefix+code
			}
		}
		if !dynamic && !strings.Contains(said, `"`+key+`"`) {
			idle = append(idle, key)
		}
	}
	require.Empty(t, idle, "nobody says these")
}

// source is everything that asks for a label: pages and templates, and no test.
func source(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	require.NoError(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || filepath.Dir(path) == filepath.Join("..", "label") {
			return err
		}
		if ext := filepath.Ext(path); ext == ".go" || ext == ".html" {
			text, err := os.ReadFile(path)
			all.Write(text)
			return err
		}
		return nil
	}))
	return all.String()
}
