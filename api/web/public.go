package web

import (
	"net/http"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// publicView is the way in for everybody.
type publicView struct {
	frame
	Forms []string // kinds that are brought by a public form
}

type promisesView struct {
	frame
	Groups []itemGroup
}

type promiseView struct {
	frame
	Item itemView
}

// public leads to the promises, to the calculator, to who is on post, and to the
// complaint (R032, R039, R175, R082).
func (s *site) public(v *visit) error {
	view := &publicView{frame: v.publicFrame("", v.t("public.title"))}
	for _, d := range v.kinds.All() {
		if d.Public {
			view.Forms = append(view.Forms, string(d.Kind))
		}
	}
	return s.render(v, http.StatusOK, "public", view)
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
