package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/internal/words"
)

type inboxView struct {
	frame
	All    bool
	Unread int
	Rows   []messageView
	Pager  pagerView
}

// messageView says what is owed by whom by when under which rule, in the words
// the mail uses.
type messageView struct {
	ID      int64
	At      string
	What    string
	Says    string
	Number  string
	Href    string
	Item    string
	Post    string
	Unread  bool
	Caption string // names the message for a screen reader
}

// inbox shows a person's messages: the unread ones, or all.
func (s *site) inbox(v *visit) error {
	f, err := s.frame(v, "inbox", v.t("inbox.title"))
	if err != nil {
		return err
	}
	view := &inboxView{frame: f, All: v.query("all") == "1"}
	mail, err := s.deps.Counter.Inbox(v.ctx, v.who, !view.All, core.Page{Offset: (v.page() - 1) * deskRows, Limit: deskRows})
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	view.Unread, view.Pager = mail.Unread, v.pager(deskRows, mail.Total)
	for _, row := range mail.Rows {
		view.Rows = append(view.Rows, v.message(row, office))
	}
	return s.render(v, http.StatusOK, "inbox", view)
}

func (v *visit) message(row casework.InboxRow, office *core.Office) messageView {
	n := notify.Notice{
		Number: row.Number, Kind: row.Kind, Title: words.Kind(v.kinds, row.Kind), Item: row.ItemName, Clock: row.Clock, Event: string(row.Event), Level: row.Level,
		Of: string(row.Of), OfLevel: row.OfLevel, Provisional: row.Provisional,
		Owner: row.Owner, At: v.local(row.At), Rule: row.Rule, Basis: row.Basis,
	}
	if n.Owner == "" && row.Role == casework.ActingHolder {
		n.Owner = v.postName(office, row.Post, "")
	}
	if row.Due != nil {
		n.Due = v.local(*row.Due)
	}
	_, text := notify.Compose(v.lang, n)
	says, _, _ := strings.Cut(text, "\n")
	m := messageView{
		ID: row.ID, At: v.stamp(row.At), What: words.Event(v.lang, row.Event, row.Level), Says: says,
		Number: row.Number, Href: notify.Path(n), Item: row.ItemName, Post: v.postName(office, row.Post, ""), Unread: row.Read == nil,
	}
	m.Caption = m.What + " " + m.Number
	return m
}

// markRead marks the messages named by the form; those of others change nothing.
func (s *site) markRead(v *visit) error {
	var ids []int64
	for _, text := range v.c.Request.PostForm["id"] {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return casework.FieldError(casework.Invalid, "id", "")
		}
		ids = append(ids, id)
	}
	if err := s.deps.Counter.MarkRead(v.ctx, v.who, ids); err != nil {
		return err
	}
	return v.redirect(local(v.form("next")))
}
