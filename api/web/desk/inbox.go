package desk

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/internal/words"
)

type inboxView struct {
	kernel.Frame
	All    bool
	Unread int
	Rows   []messageView
	Pager  kernel.PagerView
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
func (s *Room) inbox(v *visit) error {
	f, err := s.Frame(v.Visit, "inbox", v.T("inbox.title"))
	if err != nil {
		return err
	}
	view := &inboxView{Frame: f, All: v.Query("all") == "1"}
	mail, err := s.counter.Inbox(v.Ctx, v.Who, !view.All, core.Page{Offset: (v.Page() - 1) * kernel.DeskRows, Limit: kernel.DeskRows})
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	view.Unread, view.Pager = mail.Unread, v.Pager(kernel.DeskRows, mail.Total)
	for _, row := range mail.Rows {
		view.Rows = append(view.Rows, v.message(row, office))
	}
	return s.Render(v.Visit, http.StatusOK, "inbox", view)
}

func (v *visit) message(row casework.InboxRow, office *core.Office) messageView {
	n := notify.Notice{
		Number: row.Number, Kind: row.Kind, Declared: v.Kinds.Of(row.Kind), Title: words.Kind(v.Kinds, row.Kind), Item: row.ItemName, Clock: row.Clock, Event: string(row.Event), Level: row.Level,
		Of: string(row.Of), OfLevel: row.OfLevel, Provisional: row.Provisional,
		Owner: row.Owner, At: v.Local(row.At), Rule: row.Rule, Basis: row.Basis, Asker: row.Asker,
	}
	n.Act, _, _ = words.Act(v.Kinds, row.Kind, row.Act)
	if n.Owner == "" && row.Role == casework.ActingHolder {
		n.Owner = v.PostName(office, row.Post, "")
	}
	if row.Due != nil {
		n.Due = v.Local(*row.Due)
	}
	_, text := notify.Compose(v.Lang, n)
	says, _, _ := strings.Cut(text, "\n")
	m := messageView{
		ID: row.ID, At: v.Stamp(row.At), What: words.Event(v.Lang, v.Kinds.Of(row.Kind), row.Event, row.Level), Says: says,
		Number: row.Number, Href: notify.Path(n), Item: row.ItemName, Post: v.PostName(office, row.Post, ""), Unread: row.Read == nil,
	}
	m.Caption = m.What + " " + m.Number
	return m
}

// markRead marks the messages named by the form; those of others change nothing.
func (s *Room) markRead(v *visit) error {
	var ids []int64
	for _, text := range v.C.Request.PostForm["id"] {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return casework.FieldError(casework.Invalid, "id", "")
		}
		ids = append(ids, id)
	}
	if err := s.counter.MarkRead(v.Ctx, v.Who, ids); err != nil {
		return err
	}
	return v.Redirect(kernel.Local(v.Form("next")))
}
