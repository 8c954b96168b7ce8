package e2e

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
)

// A kind that no production file knows is registered by API and by page, lives to each of
// its ends on the real engine, refuses what must be refused, prints its paper and is
// called by its own words (issue 11, done when 1). Then the office is upgraded to the
// next revision of its declaration: what is under way goes on as it began.
func TestAKindOfOnesOwn(t *testing.T) {
	t.Parallel()
	on, keys := shared(t), ownKeys(t)
	h, end := raise(t, on, keys, trialAtFirst())
	underWay := h.tryOut("trial")
	turnedAway(t, h, underWay)
	everyEnd(t, h)
	byPage(t, h)
	end()

	h, end = raise(t, on, keys, trial())
	defer end()
	upgraded(t, h, underWay)
}

// tryOut registers a trial by API.
func (h *raised) tryOut(item string) (number string) {
	h.t.Helper()
	number = h.as("clerk").register(registration{Item: item, Fields: map[string]string{"matter": "试一试"}, Materials: []string{}})
	require.Regexp(h.t, `^SY\d{4}-\d{6}$`, number)
	return number
}

// turnedAway: an act at the wrong stage, of the wrong role, without its field, of another
// kind, of a revision to come.
func turnedAway(t *testing.T, h *raised, number string) {
	for _, tt := range []struct {
		who, act string
		with     args
		status   int
		says     string
	}{
		{"section_head", judge, args{"outcome": "good", "reason": "好"}, http.StatusConflict, string(casework.WrongStage)},
		{"clerk", hand, args{"reason": "交"}, http.StatusForbidden, string(casework.Forbidden)},
		{"handler", hand, args{}, http.StatusBadRequest, "reason"},
		{"handler", hand, args{"reason": "交", "days": 3}, http.StatusBadRequest, "days"},
		{"handler", casework.Complete, args{}, http.StatusNotFound, string(casework.UnknownCommand)},
		{"handler", fetchBack, args{}, http.StatusNotFound, ""},
	} {
		got := h.as(tt.who).send(http.MethodPost, "/cases/"+number+"/"+tt.act, tt.with, rand.Text())
		require.Equal(t, tt.status, got.status, "%s by %s: %s", tt.act, tt.who, got.body)
		require.Contains(t, string(got.body), tt.says, tt.act)
	}
	got := h.as("handler").send(http.MethodPost, "/cases", registration{Item: "trial", Fields: map[string]string{"matter": "试"}, Materials: []string{}}, rand.Text())
	require.Equal(t, http.StatusForbidden, got.status, "who takes nothing in: %s", got.body)
}

// everyEnd lives a trial to each of its ends.
func everyEnd(t *testing.T, h *raised) {
	clerk, handler, head := h.as("clerk"), h.as("handler"), h.as("section_head")
	forgotten := h.tryOut("short-trial")

	good := h.tryOut("trial")
	handler.do(good, hand, args{"reason": "做好了"})
	head.do(good, judge, args{"outcome": "good", "reason": "确实好"})
	certify(t, h, good)

	slow := h.tryOut("trial")
	handler.do(slow, hand, args{"reason": "做完了"})
	eventually(t, answeredWithin, "who judges is late", func() bool {
		return count(head.timeline(slow), named(casework.ClockBreached)) == 1
	})
	head.do(slow, judge, args{"outcome": "bad", "reason": "不行"})
	require.Equal(t, 1, count(head.timeline(slow), named(casework.CardIssued)), "on the matter")

	given := h.tryOut("trial")
	clerk.do(given, casework.Withdraw, args{})

	for number, result := range map[string]string{good: "passed", slow: "failed", given: "withdrawn", forgotten: "forgotten"} {
		eventually(t, answeredWithin, result, func() bool { return clerk.view(number).Closed != nil })
		require.Equal(t, result, clerk.view(number).Result)
	}
	require.Equal(t, 1, count(clerk.timeline(forgotten), named(casework.ClockLapsed)))
}

// certify issues its paper by API and reads it as it prints.
func certify(t *testing.T, h *raised, number string) {
	head := h.as("section_head")
	asks := args{"form": "trial_certificate", "number": number}
	got := head.send(http.MethodPost, "/papers/draft", asks, "")
	require.Equal(t, http.StatusOK, got.status, "%s", got.body)
	asks["digest"] = decode[papers.Draft](t, got).Digest
	got = head.send(http.MethodPost, "/papers", asks, rand.Text())
	require.Equal(t, http.StatusCreated, got.status, "%s", got.body)
	sheet := h.visit("section_head").page("/papers/" + decode[papers.Paper](t, got).ID)
	for _, printed := range []string{"试办证书", number, "试一试", "确实好", "校验码"} {
		require.Contains(t, sheet, printed)
	}
}

var keyField = regexp.MustCompile(`name="key" value="([^"]+)"`)

// byPage registers and acts at the pages, in both languages.
func byPage(t *testing.T, h *raised) {
	clerk, handler := h.visit("clerk"), h.visit("handler")
	require.Contains(t, clerk.page("/register"), "试办一件")
	key := keyField.FindStringSubmatch(clerk.page("/register/trial"))
	require.Len(t, key, 2)
	taken := clerk.submit("/register/trial", url.Values{"key": {key[1]}, "fields.matter": {"在页面上登记"}})
	number := regexp.MustCompile(`SY\d{4}-\d{6}`).FindString(taken)
	require.NotEmpty(t, number)
	eventually(t, answeredWithin, "the engine has it", func() bool { return h.as("clerk").view(number).Revision > 0 })

	say := func(lang string, list, page, desk, inbox []string) {
		for _, v := range []*visitor{clerk, handler} {
			v.submit("/lang", url.Values{"lang": {lang}, "next": {"/"}})
		}
		for _, read := range []struct {
			by    *visitor
			path  string
			words []string
		}{
			{clerk, "/cases?kind=trial", list}, {handler, "/cases/" + number, page}, {handler, "/", desk}, {handler, "/inbox", append(inbox, number)},
		} {
			text := read.by.page(read.path)
			for _, word := range read.words {
				require.Contains(t, text, word, "%s: %s in %s", word, read.path, lang)
			}
		}
	}
	say("en", []string{"Trial matter", "Being tried"}, []string{"Trial matter", "Hand in", "For the section head to judge", "Being tried", "Time to try"},
		[]string{"Hand in what was tried"}, []string{"hand in what was tried"})
	say("zh", []string{"试办事项", "试做中"}, []string{"试办事项", "交卷", "交给科室负责人评判", "试做中", "试做期限"},
		[]string{"试完交卷"}, []string{"试完交卷"})

	key = keyField.FindStringSubmatch(handler.page("/cases/" + number + "?do=" + hand))
	page := handler.submit("/cases/"+number+"/"+hand, url.Values{"key": {key[1]}, "reason": {"页面上交的"}})
	require.Contains(t, page, "等评判", "it stands where it is judged")
	head := h.visit("section_head").page("/cases/" + number + "?do=" + judge)
	for _, word := range []string{"好用", "不好用", "评判期限"} {
		require.Contains(t, head, word)
	}
	require.Equal(t, judging, h.as("handler").view(number).Stage)
	require.False(t, strings.Contains(page, "取回重做"), "an act of a revision to come")
}

// upgraded: a case that began under the first revision asks for a reason and is not
// fetched back; the next one is not asked for any, and is.
func upgraded(t *testing.T, h *raised, underWay string) {
	handler := h.as("handler")
	got := handler.send(http.MethodPost, "/cases/"+underWay+"/"+hand, args{}, rand.Text())
	require.Equal(t, http.StatusBadRequest, got.status, "%s", got.body)
	handler.do(underWay, hand, args{"reason": "还是照老规矩"})
	got = handler.send(http.MethodPost, "/cases/"+underWay+"/"+fetchBack, args{}, rand.Text())
	require.Equal(t, http.StatusNotFound, got.status, "%s", got.body)
	require.Contains(t, string(got.body), casework.UnknownCommand)
	require.NotContains(t, h.visit("handler").page("/cases/"+underWay), "取回重做")

	later := h.tryOut("trial")
	handler.do(later, hand, args{})
	require.Contains(t, h.visit("handler").page("/cases/"+later), "取回重做")
	handler.do(later, fetchBack, args{})
	handler.do(later, hand, args{})
	h.as("section_head").do(later, judge, args{"outcome": "good", "reason": "好"})
	require.Equal(t, "passed", handler.view(later).Result)
}
