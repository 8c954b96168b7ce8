package notify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Notice is one event to be told. What is empty is left out of the text. Times
// are printed in their own location: give them in the office's zone.
type Notice struct {
	Number      string    // BJ2026-000123
	Kind        string    // service, complaint, …
	Item        string    // name of the item or matter, never personal data
	Clock       string    // handle, step:planning, …
	Event       string    // clock_breached, …; "correction" takes Of back
	Level       string    // half, near, 1, 2, 3, yellow, red
	Of, OfLevel string    // the event a correction takes back, and its level
	Owner       string    // the post that owes it
	At          time.Time // legal instant of the event
	Due         time.Time // 00:00 means the end of the day before
	Provisional bool      // Due was counted without the year's holiday list
	Rule        string    // R069
	Basis       string    // the article, in Chinese in both languages
	Link        string    // where it can be acted on
}

// Compose says one event: what is owed, by whom, by when, under which rule.
// Lang is "en" or "zh". An event it does not know is named as it is.
func Compose(lang string, n Notice) (subject, text string) {
	subject = EventLabel(lang, n.Event, n.Level) + words{"：", ": "}.in(lang) + n.matter(lang)
	if !n.Due.IsZero() {
		subject += words{"，", ", "}.in(lang) + moment(lang, n.Due, n.At)
	}
	lines := []string{sentence(lang, n), ""}
	add := func(label words, value string) {
		if value != "" {
			lines = append(lines, label.in(lang)+oneLine(value))
		}
	}
	add(words{"事项：", "Matter: "}, n.matter(lang))
	add(words{"时限：", "Limit: "}, n.limit(lang))
	add(words{"责任岗位：", "Answerable: "}, n.Owner)
	add(words{"依据：", "Basis: "}, n.authority(lang))
	add(words{"查看：", "Open: "}, n.Link)
	return oneLine(subject), strings.Join(lines, "\n") + "\n"
}

// ComposeDigest says many events at once, the latest first: late, due soon,
// other, each by due date. One notice is said as Compose says it; none, not at all.
func ComposeDigest(lang string, notices []Notice) (subject, text string) {
	switch len(notices) {
	case 0:
		return "", ""
	case 1:
		return Compose(lang, notices[0])
	}
	sorted := slices.Clone(notices)
	slices.SortStableFunc(sorted, func(a, b Notice) int {
		return cmp.Or(cmp.Compare(a.group(), b.group()), a.due().Compare(b.due()), cmp.Compare(a.Number, b.Number))
	})
	counts := make([]int, len(groups))
	var out strings.Builder
	for i, n := range sorted {
		if counts[n.group()]++; counts[n.group()] == 1 {
			fmt.Fprintf(&out, "%s\n\n", groups[n.group()].in(lang))
		}
		fmt.Fprintf(&out, "%d. %s\n   %s\n", i+1, n.matter(lang), sentence(lang, n))
		if n.Link != "" {
			fmt.Fprintf(&out, "   %s\n", oneLine(n.Link))
		}
		out.WriteString("\n")
	}
	return fmt.Sprintf(words{
		"时限提醒 %d 项：已超期 %d，将到期 %d，其他 %d",
		"%d reminders: %d late, %d due soon, %d other",
	}.in(lang), len(sorted), counts[late], counts[soon], counts[other]), out.String()
}

// sentence fills in the event's sentence.
func sentence(lang string, n Notice) string {
	e, known := lookUp(n.Event, n.Level)
	if less, ok := doubted[n.Event+"/"+n.Level]; ok && n.Provisional {
		e.says = less
	}
	says, of := e.says, EventLabel(lang, n.Of, n.OfLevel)
	if !known {
		says, of = unknown, n.Event
	}
	text := strings.NewReplacer(
		"{who}", cmp.Or(n.Owner, words{"责任岗位", "the post answerable"}.in(lang)),
		"{by}", n.by(lang),
		"{due}", n.instant(lang),
		"{owed}", owed(lang, n.Kind, n.Clock),
		"{clock}", n.clockLabel(lang),
		"{basis}", n.basis(lang),
		"{of}", cmp.Or(of, words{"本事项", "in this matter"}.in(lang)),
		"{deemed}", consequence(deemed, n).in(lang),
		"{lapsed}", consequence(lapsed, n).in(lang),
	).Replace(says.in(lang))
	text = strings.ReplaceAll(text, "） ", "）") // a full-width bracket brings its own space
	return capital(oneLine(text))
}

func consequence(table map[string]words, n Notice) words {
	base, _, _ := strings.Cut(n.Clock, ":")
	for _, key := range []string{n.Kind + "/" + base, base} {
		if w, ok := table[key]; ok {
			return w
		}
	}
	return table[""]
}

func (n Notice) group() group {
	if e, ok := lookUp(n.Event, n.Level); ok {
		return e.group
	}
	return other
}

// due puts what has no date behind what has one.
func (n Notice) due() time.Time {
	if n.Due.IsZero() {
		return time.Unix(1<<40, 0)
	}
	return n.Due
}

func (n Notice) matter(lang string) string {
	return oneLine(strings.Join([]string{KindLabel(lang, n.Kind), n.Number, n.Item}, " "))
}

func (n Notice) clockLabel(lang string) string {
	base, _, _ := strings.Cut(n.Clock, ":")
	if _, ok := clocks[n.Kind+"/"+base]; ok {
		return ClockLabel(lang, n.Kind+"/"+n.Clock)
	}
	return cmp.Or(ClockLabel(lang, n.Clock), words{"时限", "The limit"}.in(lang))
}

// by says before when to act. A limit that has passed leaves only "at once".
func (n Notice) by(lang string) string {
	switch {
	case n.Due.IsZero():
		return words{"尽快", "as soon as you can"}.in(lang)
	case !n.At.IsZero() && !n.At.Before(n.Due):
		return words{"立即", "at once"}.in(lang)
	}
	return fmt.Sprintf(words{"在 %s 前", "by %s"}.in(lang), n.instant(lang))
}

// instant is the due time with its caveat.
func (n Notice) instant(lang string) string {
	if n.Due.IsZero() {
		return words{"规定时间", "the time set"}.in(lang)
	}
	if n.Provisional {
		return moment(lang, n.Due, n.At) + words{"（暂定）", " (provisional)"}.in(lang)
	}
	return moment(lang, n.Due, n.At)
}

func (n Notice) limit(lang string) string {
	if n.Due.IsZero() {
		return ""
	}
	text := n.clockLabel(lang) + words{"，", ", "}.in(lang) + full(lang, n.Due)
	if n.Provisional {
		text += words{"（暂定：没有该年的放假安排）", " (provisional: no list of that year's days off is at hand)"}.in(lang)
	}
	return text
}

// authority is article and rule; Rule alone says nothing to most readers.
func (n Notice) authority(lang string) string {
	if n.Basis == "" || n.Rule == "" {
		return n.Basis + n.Rule
	}
	return n.Basis + words{"，", ", "}.in(lang) + n.Rule
}

func (n Notice) basis(lang string) string {
	if n.authority(lang) == "" {
		return ""
	}
	return fmt.Sprintf(words{"（依据：%s）", " (basis: %s)"}.in(lang), n.authority(lang))
}

// capital begins an English sentence as it should; Chinese has no capitals.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
