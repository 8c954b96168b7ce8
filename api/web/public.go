package web

import (
	"net/http"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// publicView is the way in for everybody.
type publicView struct{ frame }

type promisesView struct {
	frame
	Groups []itemGroup
}

type promiseView struct {
	frame
	Item itemView
}

// publicFrame is the frame of a page anybody may read; it asks nobody who he is.
func (v *visit) publicFrame(nav, title string) frame {
	f := frame{
		Lang: v.lang, Title: title, Nav: nav, Here: v.c.Request.URL.RequestURI(), AsOf: v.full(v.now), Large: v.cookie(sizeCookie) == large,
		Home: "/public", Links: []navLink{{Href: "/public/items", Key: "promises"}, {Href: "/public/due", Key: "due"}, {Href: "/public/board", Key: "onpost"},
			{Href: "/public/complaint", Key: "complain"}, {Href: "/public/progress", Key: "progress"}},
	}
	for i := range f.Links {
		f.Links[i].Current = f.Links[i].Key == nav
	}
	return f
}

// public leads to the promises, to the calculator, to who is on post, and to the
// complaint (R032, R039, R175, R082).
func (s *site) public(v *visit) error {
	return s.render(v, http.StatusOK, "public", &publicView{frame: v.publicFrame("", v.t("public.title"))})
}

// promises lists what the office handles and what it promises.
func (s *site) promises(v *visit) error {
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	view := &promisesView{frame: v.publicFrame("promises", v.t("nav.promises"))}
	view.Groups = v.itemGroups(office, v.promised)
	return s.render(v, http.StatusOK, "promises", view)
}

// promise tells everything about one item at once (R021).
func (s *site) promise(v *visit) error {
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	id := v.c.Param("item")
	i := slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.ID == id && v.promised(it) })
	if i < 0 {
		return casework.Errorf(casework.UnknownItem, "item")
	}
	view := &promiseView{Item: v.itemView(office.Items[i], office)}
	view.frame = v.publicFrame("promises", view.Item.Name)
	return s.render(v, http.StatusOK, "promise", view)
}

// promised tells whether an item is a promise to the public; what the office takes
// in for itself is none (R032).
func (v *visit) promised(it policy.Item) bool { return v.kinds.Of(it.Kind).Window && !it.Practice }

// itemGroups are the items that fit, by class, in the order of the catalogue.
func (v *visit) itemGroups(office *core.Office, fits func(policy.Item) bool) []itemGroup {
	var groups []itemGroup
	for _, item := range office.Items {
		if !fits(item) {
			continue
		}
		name := v.className(item)
		i := slices.IndexFunc(groups, func(g itemGroup) bool { return g.Name == name })
		if i < 0 {
			groups = append(groups, itemGroup{Name: name})
			i = len(groups) - 1
		}
		groups[i].Items = append(groups[i].Items, v.itemView(item, office))
	}
	return groups
}

// className is what an item is: a permit, a service, or a kind without classes.
func (v *visit) className(item policy.Item) string {
	if item.Class == "" {
		return v.kind(item.Kind)
	}
	return words.Say(v.lang, words.Class, item.Class)
}
