package kernel

import (
	"net/http"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// Frame is what every page carries around its own data.
type Frame struct {
	Lang    string
	Title   string
	Nav     string // which entry of the navigation is current
	Here    string // path to come back to after a change of language
	CSS, JS string
	Large   bool
	Home    string // of everybody's pages; staff go home to the desk
	Dock    bool   // the page has actions at the bottom edge of a phone
	Who     *whoView
	Links   []navLink
	Find    string // what was searched for
	Flash   string
	AsOf    string
	Live    bool     // it looks again when something is told to its reader
	Refresh int      // seconds until a light on this page changes; 0 never
	Help    []string // what one does here, in the words of this page
}

func (f *Frame) base() *Frame { return f }

// whoView is the person at the page and where he stands.
type whoView struct {
	Name, Unit string
	Covers     []string // 替 王强 顶岗
	Posts      []postView
	Extents    []extent // how far he covers, and where
}

// extent is one reach of cover and the posts it holds for.
type extent struct {
	Cover string
	Posts []string
}

type postView struct {
	Name    string
	Covers  string // name of the absent holder
	Standby bool
}

type navLink struct {
	Href, Key string
	Name      string // empty: as the label of the key says
	Count     int
	Current   bool
}

// Shown is how many wait there, as far as anybody counts.
func (l navLink) Shown() string { return Bounded(l.Count) }

// Frame builds the frame of a page for whoever asks.
func (s *Site) Frame(v *Visit, nav, title string) (Frame, error) {
	f := Frame{
		Lang: v.Lang, Title: title, Nav: nav, Here: v.C.Request.URL.RequestURI(), AsOf: v.Full(v.Now),
		Large: v.cookie(SizeCookie) == Large, Flash: v.takeFlash(s.Deps.Secure),
	}
	if v.C.Request.Method != http.MethodGet {
		f.Here = "/"
	}
	if !v.Signed {
		return f, nil
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return f, err
	}
	f.Who = v.whoView(office)
	if f.Links, err = s.links(v, office); err != nil {
		return f, err
	}
	for i := range f.Links {
		f.Links[i].Current = f.Links[i].Key == nav
	}
	return f, nil
}

// links are the ways open to whoever asks, with what waits behind them.
func (s *Site) links(v *Visit, office *core.Office) ([]navLink, error) {
	unread, err := s.Deps.Counter.Unread(v.Ctx, v.Who)
	if err != nil {
		return nil, err
	}
	out := []navLink{{Href: "/", Key: "desk"}}
	tree := office.Tree()
	if v.Lists(tree, access.CaseRegister, v.taken()...) {
		out = append(out, navLink{Href: "/register", Key: "register"})
	}
	out = append(out, navLink{Href: "/cases", Key: "cases"})
	if v.Lists(tree, access.ApprovalsList, v.taken()...) {
		waiting, err := s.Deps.Counter.Approvals(v.Ctx, v.Who)
		if err != nil {
			return nil, err
		}
		out = append(out, navLink{Href: "/approvals", Key: "approvals", Count: wanted(waiting)})
	}
	out = append(out, navLink{Href: "/inbox", Key: "inbox", Count: unread})
	board, err := s.boardLink(v, tree)
	if err != nil {
		return nil, err
	}
	out = append(out, board)
	if v.Lists(tree, access.RegisterView, v.Kinds.Kinds()...) || v.Lists(tree, access.PaperView, v.Kinds.Standing()) { // who reads circulars finds them there
		out = append(out, navLink{Href: "/registers", Key: "registers"})
	}
	if v.May(office, access.DisclosedHouse) {
		out = append(out, navLink{Href: "/disclosures", Key: "disclosures"})
	}
	if v.Lists(tree, access.CaseList, v.Kinds.Standing()) {
		out = append(out, navLink{Href: "/duties", Key: "duties"})
	}
	if v.Lists(tree, access.WatchView, v.Kinds.Kinds()...) {
		out = append(out, navLink{Href: "/owed", Key: "owed"}, navLink{Href: "/watch", Key: "watch"})
	}
	for _, more := range []struct{ href, key, action string }{
		{"/items", "items", access.PolicyView}, {"/policies", "policies", access.PolicyView}, {"/admin/calendars", "calendars", access.CalendarView},
		{"/audit", "audit", access.AuditView}, {"/office", "office", access.OfficeAdmin}, {"/operator", "operator", access.OperatorView},
	} {
		if v.May(office, more.action) {
			out = append(out, navLink{Href: more.href, Key: more.key})
		}
	}
	return out, nil
}

// wanted counts what is waited for: a case may want more time, an urgent act and a second
// signature.
func wanted(waiting []casework.CaseView) (n int) {
	for _, c := range waiting {
		for _, waits := range []bool{c.Extension != nil, c.Consent != nil, c.Second != nil} {
			if waits {
				n++
			}
		}
	}
	return n
}

// boardLink leads to who is on post; where absences wait for a grant, to those.
func (s *Site) boardLink(v *Visit, tree access.Tree) (navLink, error) {
	link := navLink{Href: "/board", Key: "board"}
	if _, err := v.Rights.Cover(v.Who, access.ApprovalsList, v.Kinds.Leave(), tree); err != nil {
		return link, nil //nolint:nilerr // who grants nothing is asked nothing
	}
	asked, err := s.Deps.Counter.Asked(v.Ctx, v.Who)
	if link.Count = len(asked); link.Count > 0 {
		link.Href = "/absences"
	}
	return link, err
}

func (v *Visit) whoView(office *core.Office) *whoView {
	w := &whoView{Name: v.Who.Name, Unit: v.UnitName(office, v.Who.Unit)}
	for _, h := range v.Who.Holdings {
		p := postView{Name: v.PostName(office, h.Post, h.Name), Standby: h.Standby}
		if h.Covers != "" {
			p.Covers = PersonName(office, h.Covers)
			if words := v.T("nav.covers", p.Covers); !slices.Contains(w.Covers, words) {
				w.Covers = append(w.Covers, words)
			}
			w.reach(v.Cover(h.Post), p.Name)
		}
		w.Posts = append(w.Posts, p)
	}
	return w
}

// reach adds a post to those he covers so far.
func (w *whoView) reach(cover, post string) {
	if cover == "" {
		return // standing by, he covers it no further than to read
	}
	i := slices.IndexFunc(w.Extents, func(e extent) bool { return e.Cover == cover })
	if i < 0 {
		i, w.Extents = len(w.Extents), append(w.Extents, extent{Cover: cover})
	}
	w.Extents[i].Posts = append(w.Extents[i].Posts, post)
}

// UnitName finds a unit's name; the id where the office does not know it.
func (w Voice) UnitName(office *core.Office, id string) string {
	for _, u := range office.Units {
		if u.ID == id {
			return w.Pick(u.Name, u.NameEn)
		}
	}
	return id
}

// PostName finds a post's name; kept is shown where the office does not know it.
func (w Voice) PostName(office *core.Office, id, kept string) string {
	for _, p := range office.Posts {
		if p.ID == id {
			return w.Pick(p.Name, p.NameEn)
		}
	}
	if kept != "" {
		return kept
	}
	return id
}

// Proposed says what somebody asked a second person to sign, so that nobody signs blind:
// the act, and whose desk, until when or from which receipt it would have (R048).
func (w Voice) Proposed(office *core.Office, of casework.Kind, x *casework.SecondView) string {
	act := w.Verb(of, x.Act)
	if x.Post != "" {
		act += w.T("second.post", w.PostName(office, x.Post, ""))
	}
	if !x.Until.IsZero() {
		act += w.T("second.until", w.Stamp(x.Until))
	}
	if !x.Received.IsZero() {
		act += w.T("second.received", w.Stamp(x.Received))
	}
	return w.T("second.asked", PersonName(office, x.By), act)
}

// PersonName finds a person's name; the id where the office does not know him.
func PersonName(office *core.Office, id string) string {
	if p, known := office.Person(id); known {
		return p.Name
	}
	return id
}

// ItemName is what the item of a case was called when it was received; kept is shown
// where the catalogue lost it. It is empty where the item only bears the name of its
// kind, which stands beside it.
func (w Voice) ItemName(office *core.Office, of casework.Kind, id string, version int, kept string) string {
	it, known := office.ItemOf(id, version)
	if !known {
		return kept
	}
	if it.Name == words.Kind(w.Kinds, of)[0] {
		return ""
	}
	return w.Pick(it.Name, it.NameEn)
}

// PostNamed is PostName where a row keeps what the post is called and nothing else of it.
func (w Voice) PostNamed(office *core.Office, name string) string {
	for _, p := range office.Posts {
		if p.Name == name {
			return w.Pick(p.Name, p.NameEn)
		}
	}
	return name
}

// ItemNamed is ItemName where a row keeps what the item is called and nothing else of it.
func (w Voice) ItemNamed(office *core.Office, of casework.Kind, name string) string {
	for _, it := range office.Items {
		if it.Name == name {
			return w.ItemName(office, of, it.ID, 0, name)
		}
	}
	return name
}

// Kind names a kind of case at the head of a line.
func (w Voice) Kind(k casework.Kind) string {
	return words.Capital(words.Kind(w.Kinds, k).In(w.Lang))
}

// Pick chooses the English name where there is one and the page is English.
func (w Voice) Pick(zh, en string) string {
	if w.Lang == words.English && en != "" {
		return en
	}
	return zh
}

// Refresh is how many seconds until the next light on a page changes, at most an
// hour ahead, so that a page left open does not go stale.
func (w Voice) Refresh(clocks []casework.ClockView) int {
	next := w.Now.Add(time.Hour)
	found := false
	for _, c := range clocks {
		for _, at := range []*time.Time{c.Half, c.Near, &c.Due} {
			if at != nil && at.After(w.Now) && at.Before(next) && IsOpen(c) {
				next, found = *at, true
			}
		}
	}
	if !found {
		return 0
	}
	return int(next.Sub(w.Now)/time.Second) + 1
}

// PublicFrame is the frame of a page anybody may read; it asks nobody who he is.
func (v *Visit) PublicFrame(nav, title string) Frame {
	f := Frame{
		Lang: v.Lang, Title: title, Nav: nav, Here: v.C.Request.URL.RequestURI(), AsOf: v.Full(v.Now), Large: v.cookie(SizeCookie) == Large,
		Home: "/public", Links: []navLink{{Href: "/public/items", Key: "promises"}, {Href: "/public/disclosures", Key: "disclosures"}, {Href: "/public/due", Key: "due"}, {Href: "/public/board", Key: "onpost"}},
	}
	for _, d := range v.Kinds.All() {
		if d.Public {
			f.Links = append(f.Links, navLink{Href: "/public/" + string(d.Kind), Key: string(d.Kind), Name: v.Own(d.Kind, "nav")})
		}
	}
	f.Links = append(f.Links, navLink{Href: "/public/progress", Key: "progress"})
	for i := range f.Links {
		f.Links[i].Current = f.Links[i].Key == nav
	}
	return f
}
