package web

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

func TestLabelsMissNoLanguage(t *testing.T) {
	t.Parallel()
	verbs := regexp.MustCompile(`%[sd]`)
	for key, l := range labels {
		require.NotEmpty(t, l.zh, key)
		require.NotEmpty(t, l.en, key)
		require.ElementsMatch(t, verbs.FindAllString(l.zh, -1), verbs.FindAllString(l.en, -1), "%s takes the same arguments in both", key)
	}
}

// prefixes are the labels looked up by a code; the codes follow below.
var prefixes = map[string][]string{
	"do.": append(kind.Office().Commands(), "accountability/report"), "hint.": append(kind.Office().Commands(), "accountability/report"), "pause.": append([]string{casework.SpanClosed}, casework.PauseCategories...),
	"role.":   append(roleNames(), "acting_holder", "next_backup", "applicant", "person_concerned", "investigator"),
	"stage.":  stageNames,
	"status.": {"running", "paused", "met", "late", "breached", "deemed", "lapsed", "dropped", "recurred"},
	"day.is.": {"", "off", "work", "half"},
	"light.":  {"red", "today", "yellow", "green", "grey"}, "class.": {"permit", "service"},
	"result.": {"completed", "denied", "declined", "withdrawn", "closed_by_hand", "returned", "manned", "refused", "undecided", "no_fault", "exempt", "reminder", "referred", "reversed", "final", "deemed_consent", "suggestion", "not_taken", "confirmed", "signed_off", "merged", "converted", "document/completed", "complaint/withdrawn", "duties/closed_by_hand"},
	"owed.": {
		"urgent_act", "intake", "handle", "statutory", "deliver", "explain", "verify", "absence/approve", "absence/leave", "absence/return", "absence/papers", "absence/designate",
		"complaint/forward", "complaint/handle", "complaint/redo", "complaint/confirm",
		"accountability/handle", "accountability/statement", "accountability/serve", "accountability/ask_review", "accountability/review", "accountability/appeal", "accountability/appealed", "accountability/direct_appeal", "accountability/mend",
	},
	"cause.": {"started", "paused", "resumed", "extended", "corrected", "reopened", "recounted", "recurred"},
	"limit.": units(), "limit.one.": {"wd", "d", "mo"}, "unit.": units(), "left.": spans(), "late.": spans(), "approve.": {"true", "false"}, "cases.open.": {"yes", "no"},
	"field.": {"act", "reason", "basis", "materials", "category", "until", "clock", "days", "approve", "post", "received", "person", "outcome", "ground", "share", "measure", "members", "present", "in_favour",
		"designate.post", "designate.person", "file-papers.reason", "state-facts.reason", "state-facts.person", "hear.reason", "split.reason", "ask-review.reason",
		"decide-review.measure", "present.hint.decide", "in_favour.hint.decide", "measure.hint.decide-review", "share.hint.split",
		"unit", "asked_by", "state-facts.unit", "state-facts.asked_by", "decide.outcome", "decide.limit", "outcome.hint.decide", "ask-review.category",
		"file", "audience", "case", "merge.case", "relation", "kind", "case.hint.link", "case.hint.merge", "reason.hint.convert", "reason.hint.screen", "convert.unit", "convert.post", "convert.person", "unit.hint.convert",
		"limit", "screen.category", "special-notice.category", "assign-step.post", "assign-step.until", "file.received", "file.reason", "complete.basis", "forward.approve", "decide-points.approve", "assign.until", "issue.until", "assign.post", "forward.post", "issue.post",
		"propose.reason", "instruct.reason", "complete.reason", "reply.reason", "confirm.reason", "relay.reason", "self-report.reason",
		"issue.reason", "report.reason", "sign-off.reason", "file-duty.reason",
		"matter", "screen.matter", "disclose.received", "disclose.approve", "forward.basis", "advise.category", "rate.outcome",
	},
	"accounted.":     {casework.AccountPending, casework.NoPersonalFault, "no_fault", "exempt", "reminder", "final", "referred", "reversed", "closed_by_hand"},
	"complain.hint.": {"ground", "statement", "anonymous", "applicant", "phone"},
	"decided.":       {"confirmed", "denied", "upheld", "rejected", "refused", "consented"},
	"choice.":        append(officeChoices(), casework.RoundReview, casework.RoundAppeal), "fact.": factOptions(),
	"error.": {"400", "403", "404", "405", "413", "429", "503", "400.do", "403.do", "404.do", "405.do", "413.do", "429.do", "503.do"},
	"day.":   {"0", "1", "2", "3", "4", "5", "6"}, "nav.": {"desk", "register", "cases", "approvals", "inbox", "watch", "policies", "calendars", "promises", "due", "board", "onpost", "registers", "papercheck", "complain", "progress", "duties", "operator"}, "door.": {string(casework.DoorSignal), string(casework.DoorUpdate)},
	"week.": {"0", "1", "2", "3", "4", "5", "6"}, "mark.": {"start", "day_off", "weekend", "paused", "rolled", "make_up", "half_day", "provisional"},
	"outcome.": {"breach", "deemed", "lapse", "recur", "no_fault", "exempt", "reminder", "formal", "upheld", "reversed", "lighter", casework.Impose, casework.Refer}, "warn.": {"half", "near"}, "card.": {"yellow", "red"}, "place.": {"line", "event", "off", "work"},
	"due.unit.": limitUnitNames(), "due.means.": limitUnitNames(), "due.pause.": {"from", "to"}, "watch.": {counter.LatePause, counter.Reopened, counter.PingPong},
	"form.": append(slices.Clone(counter.AbsenceForms), counter.FormVacancy, "outing.hint", "leave.hint", "emergency.hint"), "absence.": {"reason.hint", "place.hint", "contact.hint"},
	"board.": {counter.BoardOn, counter.BoardCovered, counter.BoardEmpty}, "share.": {casework.ShareFull, casework.ShareMain, casework.ShareSecondary},
	"measure.": append([]string{"none", casework.NotFiled}, casework.MeasureCodes()...), "ground.": casework.GroundCodes(), "plan.": {counter.PlanExcept, counter.PlanApprove, counter.PlanFile},
	"figure.": figureCodes(), "points.": {"targets", "targets.hint", "marks", "marks.hint"},
	"step.": {"verify", "hear", "recommend", "decide", "serve", "review"}, "step.state.": {"done", "now", "todo", "skipped"},
	"refused.": {"form.R153", "form.R183", "from.R156", "until.R156", "until.R153", "until.R155", "from.R154", "from.R183", "person.R153", "person.R130", "from.R162", "holders.R161", "holders.R170", "standin.R211",
		"year.R212", "weight.R212", "goal.R212", "figure.R212", "quarter.R213", "value.R213", "figure.R213", "figure.R215", "case.itself", "outcome.R067", "fields.applicant.R067", "fields.phone.R067", "fields.against_unit.R065", "fields.statement.R065"},
	"relation.": relations(), "relation.back.": relations(),
}

// officeChoices are what the forms of documents, complaints and supervision offer.
func officeChoices() (out []string) {
	for _, of := range []casework.Kind{casework.Document, casework.Complaint, casework.Supervision, casework.Duties} {
		for _, form := range kind.Office().Of(of).Forms() {
			for _, f := range form.Fields {
				if f.Name != "act" { // an act is said as its button is
					out = append(out, f.Choices...)
				}
			}
		}
	}
	return out
}

// factOptions are what the catalogue's facts are chosen among.
func factOptions() (out []string) {
	ref, err := reference.Load(kind.Office())
	if err != nil {
		panic(err)
	}
	for _, item := range ref.Items {
		for _, f := range item.Fields {
			if f.Fact {
				out = append(out, f.Options...)
			}
		}
	}
	return out
}

func relations() []string {
	return append(slices.Clone(casework.Stated), string(casework.MergedInto), string(casework.ConvertedTo), string(casework.SplitInto), string(casework.AnsweredIn))
}

func worded(key string) bool { _, ok := labels[key]; return ok }

func units() []string { return strings.Split("wd d mo wh wm ws h m s", " ") }
func spans() []string { return strings.Split("days day hours mins minutes seconds free", " ") }

func limitUnitNames() []string {
	var out []string
	for _, u := range limitUnits {
		out = append(out, string(u))
	}
	return out
}

func roleNames() []string {
	var out []string
	for _, r := range casework.Roles() {
		out = append(out, string(r))
	}
	return out
}

func TestLabelsKnowEveryCode(t *testing.T) {
	t.Parallel()
	for prefix, codes := range prefixes {
		for _, code := range codes {
			require.True(t, worded(prefix+code), "no words for %s", prefix+code)
		}
	}
}

// TestLabelsAreUsed finds words nobody says and keys nobody wrote words for.
func TestLabelsAreUsed(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("templates/*.html")
	require.NoError(t, err)
	sources, err := filepath.Glob("*.go")
	require.NoError(t, err)
	var all strings.Builder
	for _, name := range append(files, sources...) {
		if strings.HasPrefix(name, "labels") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		all.Write(text)
	}
	said := all.String()
	for _, m := range regexp.MustCompile(`(?:\bt "|\.t\(")([a-z0-9_.-]+[a-z0-9])"`).FindAllStringSubmatch(said, -1) {
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

// TestRefusalsHaveWords holds the table of checks against what counter refuses.
func TestRefusalsHaveWords(t *testing.T) {
	t.Parallel()
	for check, key := range checks {
		require.True(t, worded(key), check)
	}
	form := casework.Form{Fields: []casework.Field{
		{Name: "days", Type: casework.FieldInt}, {Name: "until", Type: casework.FieldTime}, {Name: "approve", Type: casework.FieldBool},
		{Name: "category", Type: casework.FieldChoice, Choices: []string{"test"}}, {Name: "clock", Type: casework.FieldClock},
		{Name: "post", Type: casework.FieldPost}, {Name: "reason", Type: casework.FieldText, Required: true},
	}}
	_, _, err := counter.ParseArgs(kind.Office(), form, map[string]any{
		"days": "x", "until": "x", "approve": "x", "category": "x", "clock": "!", "post": "!", "reason": "",
	})
	refused := counter.RefusalsOf(err)
	require.Len(t, refused, 7)
	v := &visit{kinds: kind.Office(), words: words{lang: Chinese}}
	for _, e := range refused {
		require.Contains(t, checks, e.Rule)
		require.NotEqual(t, e.Text("zh"), v.refusal(e), "%s is told more exactly than by its code", e.Field)
	}
}

func figureCodes() []string {
	var out []string
	for _, f := range casework.Figures {
		out = append(out, f.Code)
	}
	return out
}
