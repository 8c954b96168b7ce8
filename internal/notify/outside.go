package notify

import (
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// ComposeOutside says one event to whoever applied: the number, what happened, until when,
// and where he reads on with his query code. It names nobody and no matter: whoever reads
// the mail over his shoulder learns nothing of him.
func ComposeOutside(lang string, n Notice) (subject, text string) {
	what := Happened(lang, n)
	subject = what + words.Text{"：", ": "}.In(lang) + n.Title.In(lang) + " " + n.Number
	lines := []string{words.Text{
		"您的{kind} {number}：{what}。", "Your {kind} {number}: {what}.",
	}.In(lang), ""}
	if n.Of != "" { // an earlier one is taken back
		lines[0] = words.Text{
			"更正：此前关于您的{kind} {number}“{of}”的告知不再有效，请以查询页为准。", "Correction: what you were told of your {kind} {number}, “{of}”, no longer holds. The query page does.",
		}.In(lang)
	}
	if !n.Due.IsZero() {
		lines = append(lines, words.Text{"期限：", "Until: "}.In(lang)+full(lang, n.Due))
	}
	if n.Link != "" {
		lines = append(lines, words.Text{"凭查询码查询：", "Read on with your query code: "}.In(lang)+oneLine(n.Link))
	}
	lines = append(lines, "", words.Text{"本邮件自动发出，请勿回复。", "Sent by machine; please do not answer."}.In(lang))
	says := strings.NewReplacer(
		"{kind}", n.Title.In(lang), "{number}", n.Number, "{what}", what, "{of}", words.Event(lang, n.Declared, n.Of, n.OfLevel),
	).Replace(strings.Join(lines, "\n"))
	return oneLine(subject), says + "\n"
}

// Happened is what happened in a few words; of a notice, which one it is.
func Happened(lang string, n Notice) string {
	if n.Notice != "" && n.Event == string(casework.NoticeIssued) {
		return words.NoticeOf(lang, n.Declared, n.Notice)
	}
	return words.Event(lang, n.Declared, n.Event, n.Level)
}
