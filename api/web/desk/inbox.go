package desk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/internal/words"
)

// inboxView has the messages bundled by morning and matter; of what nobody owes any more it
// keeps a line, folded away.
type inboxView struct {
	kernel.Frame
	All     bool
	Unread  string // how many, as far as anybody counts
	Days    []dayView
	Settled []bundleView
	IDs     []int64 // of this page that are not read
	Next    string
}

type dayView struct {
	Day     string
	Bundles []bundleView
}

// bundleView is what was told of one matter on one day: the last, and what came before it.
type bundleView struct {
	Number, Href, Kind, Item string
	Head                     messageView
	Rest                     []messageView
	IDs                      []int64 // not read
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
	view.Live = v.Query("before") == ""                      // what comes stands on the first page
	before, _ := strconv.ParseInt(v.Query("before"), 10, 64) // what is none is the beginning
	mail, err := s.counter.Inbox(v.Ctx, v.Who, core.InboxFilter{Unread: !view.All, Before: max(before, 0), Limit: inboxRows})
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	view.Unread = kernel.Bounded(mail.Unread)
	v.bundle(view, mail.Rows, office)
	if n := len(mail.Rows); n == inboxRows {
		q := v.C.Request.URL.Query()
		q.Set("before", strconv.FormatInt(mail.Rows[n-1].ID, 10))
		view.Next = "/inbox?" + q.Encode()
	}
	return s.Render(v.Visit, http.StatusOK, "inbox", view)
}

// inboxRows is how many messages a page bundles.
const inboxRows = 100

// bundle lays out the messages of a page, newest first.
func (v *visit) bundle(view *inboxView, rows []casework.InboxRow, office *core.Office) {
	rows = slices.Clone(rows) // what was told together may be of several days
	slices.SortStableFunc(rows, func(a, b casework.InboxRow) int { return b.At.Compare(a.At) })
	for _, row := range rows {
		m := v.message(row, office)
		if m.Unread {
			view.IDs = append(view.IDs, m.ID)
		}
		if row.Settled {
			view.Settled = into(view.Settled, v.Kind(row.Kind), m)
			continue
		}
		day := v.FullDay(row.At)
		if n := len(view.Days); n == 0 || view.Days[n-1].Day != day {
			view.Days = append(view.Days, dayView{Day: day})
		}
		last := &view.Days[len(view.Days)-1]
		last.Bundles = into(last.Bundles, v.Kind(row.Kind), m)
	}
}

// into adds a message to the bundle of its matter.
func into(bundles []bundleView, kind string, m messageView) []bundleView {
	i := slices.IndexFunc(bundles, func(b bundleView) bool { return b.Number == m.Number })
	if i < 0 {
		i, bundles = len(bundles), append(bundles, bundleView{Number: m.Number, Href: m.Href, Kind: kind, Item: m.Item, Head: m})
	} else {
		bundles[i].Rest = append(bundles[i].Rest, m)
	}
	if m.Unread {
		bundles[i].IDs = append(bundles[i].IDs, m.ID)
	}
	return bundles
}

func (v *visit) message(row casework.InboxRow, office *core.Office) messageView {
	n := notify.Notice{
		Number: row.Number, Kind: row.Kind, Declared: v.Kinds.Of(row.Kind), Title: words.Kind(v.Kinds, row.Kind), Item: row.ItemName, Clock: row.Clock, Event: string(row.Event), Level: row.Level,
		Of: string(row.Of), OfLevel: row.OfLevel, Provisional: row.Provisional,
		Owner: v.PostNamed(office, row.Owner), At: v.Local(row.At), Rule: row.Rule, Basis: row.Basis, Asker: v.PostNamed(office, row.Asker),
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
		Number: row.Number, Href: notify.Path(n), Item: v.ItemNamed(office, row.Kind, row.ItemName), Post: v.PostName(office, row.Post, ""), Unread: row.Read == nil,
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
