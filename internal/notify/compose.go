package notify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// Notice is one event to be told. What is empty is left out of the text. Times
// are printed in their own location: give them in the office's zone.
type Notice struct {
	Number      string // BJ2026-000123
	Kind        casework.Kind
	Title       words.Text        // what its kind is called
	Declared    *kind.Declaration // says what is the kind's own; nil: nothing is
	Item        string            // name of the item or matter, never personal data
	Clock       string            // handle, step:planning, …
	Event       string            // clock_breached, …; "correction" takes Of back
	Level       string            // half, near, 1, 2, 3, yellow, red
	Of, OfLevel string            // the event a correction takes back, and its level
	Owner       string            // the post that owes it
	Act         words.Text        // the act it is about
	Asker       string            // the post that asked for it
	At          time.Time         // legal instant of the event
	Due         time.Time         // 00:00 means the end of the day before
	Provisional bool              // Due was counted without the year's holiday list
	Rule        string            // R069
	Basis       string            // the article, in Chinese in both languages
	Link        string            // where it can be acted on
	Notice      string            // which of the notices the event stands for
	Outside     bool              // it goes to whoever applied
}

// Compose says one event: what is owed, by whom, by when, under which rule.
// Lang is "en" or "zh". An event it does not know is named as it is.
func Compose(lang string, n Notice) (subject, text string) {
	subject = words.Event(lang, n.Declared, n.Event, n.Level) + words.Text{"：", ": "}.In(lang) + n.matter(lang)
	if !n.Due.IsZero() {
		subject += words.Text{"，", ", "}.In(lang) + moment(lang, n.Due, n.At)
	}
	lines := []string{sentence(lang, n), ""}
	add := func(label words.Text, value string) {
		if value != "" {
			lines = append(lines, label.In(lang)+oneLine(value))
		}
	}
	add(words.Text{"事项：", "Matter: "}, n.matter(lang))
	add(words.Text{"时限：", "Limit: "}, n.limit(lang))
	add(words.Text{"责任岗位：", "Answerable: "}, n.Owner)
	add(words.Text{"依据：", "Basis: "}, n.authority(lang))
	add(words.Text{"查看：", "Open: "}, n.Link)
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
			fmt.Fprintf(&out, "%s\n\n", groups[n.group()].In(lang))
		}
		fmt.Fprintf(&out, "%d. %s\n   %s\n", i+1, n.matter(lang), sentence(lang, n))
		if n.Link != "" {
			fmt.Fprintf(&out, "   %s\n", oneLine(n.Link))
		}
		out.WriteString("\n")
	}
	return fmt.Sprintf(words.Text{
		"时限提醒 %d 项：已超期 %d，将到期 %d，其他 %d",
		"%d reminders: %d late, %d due soon, %d other",
	}.In(lang), len(sorted), counts[words.Late], counts[words.Soon], counts[words.Other]), out.String()
}

// sentence fills in the event's sentence.
func sentence(lang string, n Notice) string {
	level := n.Level
	if level == "" && n.Clock == "" {
		level = words.NoClock
	}
	e, known := words.Happened(n.Declared, n.Event, level)
	if less, ok := doubted[n.Event+"/"+n.Level]; ok && n.Provisional {
		e.Says = less
	}
	says, of := e.Says, words.Event(lang, n.Declared, n.Of, n.OfLevel)
	if !known {
		says, of = unknown, n.Event
	}
	text := strings.NewReplacer(
		"{who}", cmp.Or(n.Owner, words.Text{"责任岗位", "the post answerable"}.In(lang)),
		"{act}", cmp.Or(n.Act.In(lang), words.Text{"一项操作", "an act"}.In(lang)),
		"{asker}", cmp.Or(n.Asker, words.Text{"有关岗位", "a post of the office"}.In(lang)),
		"{by}", n.by(lang),
		"{due}", n.instant(lang),
		"{owed}", cmp.Or(n.own(lang, words.Duty), words.Owed(lang, n.Kind, n.Clock)),
		"{clock}", n.clockLabel(lang),
		"{basis}", n.basis(lang),
		"{of}", cmp.Or(of, words.Text{"本事项", "in this matter"}.In(lang)),
		"{deemed}", consequence(deemed, n).In(lang),
		"{lapsed}", cmp.Or(n.own(lang, words.Lapsed), consequence(lapsed, n).In(lang)),
	).Replace(says.In(lang))
	text = strings.ReplaceAll(text, "） ", "）") // a full-width bracket brings its own space
	return words.Capital(oneLine(text))
}

// own is what the kind itself says of the clock; empty where it says nothing.
func (n Notice) own(lang string, s words.Subject) string {
	t, _ := words.Own(n.Declared, s, n.Clock)
	return t.In(lang)
}

func consequence(table map[string]words.Text, n Notice) words.Text {
	base, _, _ := strings.Cut(n.Clock, ":")
	for _, key := range []string{string(n.Kind) + "/" + base, base} {
		if w, ok := table[key]; ok {
			return w
		}
	}
	return table[""]
}

func (n Notice) group() words.Group {
	if e, ok := words.Happened(n.Declared, n.Event, n.Level); ok {
		return e.Group
	}
	return words.Other
}

// due puts what has no date behind what has one.
func (n Notice) due() time.Time {
	if n.Due.IsZero() {
		return time.Unix(1<<40, 0)
	}
	return n.Due
}

func (n Notice) matter(lang string) string {
	return oneLine(strings.Join([]string{n.Title.In(lang), n.Number, n.Item}, " "))
}

func (n Notice) clockLabel(lang string) string {
	if n.Clock == "" {
		return words.Text{"时限", "The limit"}.In(lang)
	}
	return cmp.Or(n.own(lang, words.Clocks), words.Clock(lang, n.Kind, n.Clock))
}

// by says before when to act. A limit that has passed leaves only "at once".
func (n Notice) by(lang string) string {
	switch {
	case n.Due.IsZero():
		return words.Text{"尽快", "as soon as you can"}.In(lang)
	case !n.At.IsZero() && !n.At.Before(n.Due):
		return words.Text{"立即", "at once"}.In(lang)
	}
	return fmt.Sprintf(words.Text{"在 %s 前", "by %s"}.In(lang), n.instant(lang))
}

// instant is the due time with its caveat.
func (n Notice) instant(lang string) string {
	if n.Due.IsZero() {
		return words.Text{"规定时间", "the time set"}.In(lang)
	}
	if n.Provisional {
		return moment(lang, n.Due, n.At) + words.Text{"（暂定）", " (provisional)"}.In(lang)
	}
	return moment(lang, n.Due, n.At)
}

func (n Notice) limit(lang string) string {
	if n.Due.IsZero() {
		return ""
	}
	text := n.clockLabel(lang) + words.Text{"，", ", "}.In(lang) + full(lang, n.Due)
	if n.Provisional {
		text += words.Text{"（暂定：没有该年的放假安排）", " (provisional: no list of that year's days off is at hand)"}.In(lang)
	}
	return text
}

// authority is article and rule; Rule alone says nothing to most readers.
func (n Notice) authority(lang string) string {
	if n.Basis == "" || n.Rule == "" {
		return n.Basis + n.Rule
	}
	return n.Basis + words.Text{"，", ", "}.In(lang) + n.Rule
}

func (n Notice) basis(lang string) string {
	if n.authority(lang) == "" {
		return ""
	}
	return fmt.Sprintf(words.Text{"（依据：%s）", " (basis: %s)"}.In(lang), n.authority(lang))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
