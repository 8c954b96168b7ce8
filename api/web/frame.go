package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// frame is what every page carries around its own data.
type frame struct {
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
	Refresh int // seconds until a light on this page changes; 0 never
}

func (f *frame) base() *frame { return f }

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
	Count     int
	Current   bool
}

// frame builds the frame of a page for whoever asks.
func (s *site) frame(v *visit, nav, title string) (frame, error) {
	f := frame{
		Lang: v.lang, Title: title, Nav: nav, Here: v.c.Request.URL.RequestURI(), AsOf: v.full(v.now),
		Large: v.cookie(sizeCookie) == large, Flash: v.takeFlash(s.deps.Secure),
	}
	if v.c.Request.Method != http.MethodGet {
		f.Here = "/"
	}
	if !v.signed {
		return f, nil
	}
	office, err := s.deps.Counter.Office(v.ctx)
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
func (s *site) links(v *visit, office *core.Office) ([]navLink, error) {
	unread, err := s.deps.Counter.Unread(v.ctx, v.who)
	if err != nil {
		return nil, err
	}
	out := []navLink{{Href: "/", Key: "desk"}}
	tree := access.NewTree(office.Units)
	if v.lists(tree, access.CaseRegister, v.taken()...) {
		out = append(out, navLink{Href: "/register", Key: "register"})
	}
	out = append(out, navLink{Href: "/cases", Key: "cases"})
	if v.lists(tree, access.ApprovalsList, v.taken()...) {
		waiting, err := s.deps.Counter.Approvals(v.ctx, v.who)
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
	if v.lists(tree, access.RegisterView, v.kinds.Kinds()...) {
		out = append(out, navLink{Href: "/registers", Key: "registers"})
	}
	if v.lists(tree, access.CaseList, v.kinds.Standing()) {
		out = append(out, navLink{Href: "/duties", Key: "duties"})
	}
	if v.lists(tree, access.WatchView, v.kinds.Kinds()...) {
		out = append(out, navLink{Href: "/watch", Key: "watch"})
	}
	for _, more := range []struct{ href, key, action string }{
		{"/policies", "policies", access.PolicyView}, {"/admin/calendars", "calendars", access.CalendarView},
		{"/operator", "operator", access.OperatorView},
	} {
		if v.may(office, more.action) {
			out = append(out, navLink{Href: more.href, Key: more.key})
		}
	}
	return out, nil
}

// wanted counts what is waited for: a case may want more time and an urgent act.
func wanted(waiting []casework.CaseView) (n int) {
	for _, c := range waiting {
		if c.Extension != nil {
			n++
		}
		if c.Consent != nil {
			n++
		}
	}
	return n
}

// boardLink leads to who is on post; where absences wait for a grant, to those.
func (s *site) boardLink(v *visit, tree access.Tree) (navLink, error) {
	link := navLink{Href: "/board", Key: "board"}
	if _, err := v.rights.Cover(v.who, access.ApprovalsList, v.kinds.Leave(), tree); err != nil {
		return link, nil //nolint:nilerr // who grants nothing is asked nothing
	}
	asked, err := s.deps.Counter.Asked(v.ctx, v.who)
	if link.Count = len(asked); link.Count > 0 {
		link.Href = "/absences"
	}
	return link, err
}

func (v *visit) whoView(office *core.Office) *whoView {
	w := &whoView{Name: v.who.Name, Unit: v.unitName(office, v.who.Unit)}
	for _, h := range v.who.Holdings {
		p := postView{Name: v.postName(office, h.Post, h.Name), Standby: h.Standby}
		if h.Covers != "" {
			p.Covers = personName(office, h.Covers)
			if words := v.t("nav.covers", p.Covers); !slices.Contains(w.Covers, words) {
				w.Covers = append(w.Covers, words)
			}
			w.reach(v.cover(h.Post), p.Name)
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

func (w voice) unitName(office *core.Office, id string) string {
	for _, u := range office.Units {
		if u.ID == id {
			return w.pick(u.Name, u.NameEn)
		}
	}
	return id
}

// postName finds a post's name; kept is shown where the office does not know it.
func (w voice) postName(office *core.Office, id, kept string) string {
	for _, p := range office.Posts {
		if p.ID == id {
			return w.pick(p.Name, p.NameEn)
		}
	}
	if kept != "" {
		return kept
	}
	return id
}

func personName(office *core.Office, id string) string {
	i := slices.IndexFunc(office.Persons, func(p casework.Person) bool { return p.ID == id })
	if i < 0 {
		return id
	}
	return office.Persons[i].Name
}

// itemName is what the item of a case was called when it was received; kept is shown
// where the catalogue lost it. It is empty where the item only bears the name of its
// kind, which stands beside it.
func (w voice) itemName(office *core.Office, of casework.Kind, id string, version int, kept string) string {
	it, known := office.ItemOf(id, version)
	if !known {
		return kept
	}
	if it.Name == words.Kind(w.kinds, of)[0] {
		return ""
	}
	return w.pick(it.Name, it.NameEn)
}

// kind names a kind of case at the head of a line.
func (w voice) kind(k casework.Kind) string {
	return words.Capital(words.Kind(w.kinds, k).In(w.lang))
}

// pick chooses the English name where there is one and the page is English.
func (w voice) pick(zh, en string) string {
	if w.lang == words.English && en != "" {
		return en
	}
	return zh
}

// refresh is how many seconds until the next light on a page changes, at most an
// hour ahead, so that a page left open does not go stale.
func (w voice) refresh(clocks []casework.ClockView) int {
	next := w.now.Add(time.Hour)
	found := false
	for _, c := range clocks {
		for _, at := range []*time.Time{c.Half, c.Near, &c.Due} {
			if at != nil && at.After(w.now) && at.Before(next) && isOpen(c) {
				next, found = *at, true
			}
		}
	}
	if !found {
		return 0
	}
	return int(next.Sub(w.now)/time.Second) + 1
}

// publicFrame is the frame of a page anybody may read; it asks nobody who he is.
func (v *visit) publicFrame(nav, title string) frame {
	f := frame{
		Lang: v.lang, Title: title, Nav: nav, Here: v.c.Request.URL.RequestURI(), AsOf: v.full(v.now), Large: v.cookie(sizeCookie) == large,
		Home: "/public", Links: []navLink{{Href: "/public/items", Key: "promises"}, {Href: "/public/due", Key: "due"}, {Href: "/public/board", Key: "onpost"}},
	}
	for _, d := range v.kinds.All() {
		if d.Public {
			f.Links = append(f.Links, navLink{Href: "/public/" + string(d.Kind), Key: string(d.Kind)})
		}
	}
	f.Links = append(f.Links, navLink{Href: "/public/progress", Key: "progress"})
	for i := range f.Links {
		f.Links[i].Current = f.Links[i].Key == nav
	}
	return f
}
