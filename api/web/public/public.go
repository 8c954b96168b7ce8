package public

import (
	"net/http"
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/policy"
)

// publicView is the way in for everybody.
type publicView struct {
	kernel.Frame
	Forms []publicForm
}

// publicForm leads to the form of a kind that anybody may bring.
type publicForm struct{ Kind, Name, Leads string }

type promisesView struct {
	kernel.Frame
	Groups []kernel.ItemGroup
}

type promiseView struct {
	kernel.Frame
	Item      kernel.ItemView
	Published []cases.Published // why cases of it were late (R240)
}

// public leads to the promises, to the calculator, to who is on post, and to the
// complaint (R032, R039, R175, R082).
func (s *Room) public(v *visit) error {
	view := &publicView{Frame: v.PublicFrame("", v.T("public.title"))}
	for _, d := range v.Kinds.All() {
		if d.Public {
			view.Forms = append(view.Forms, publicForm{string(d.Kind), v.Own(d.Kind, "nav"), v.Own(d.Kind, "public")})
		}
	}
	return s.Render(v.Visit, http.StatusOK, "public", view)
}

// promises lists what the office handles and what it promises.
func (s *Room) promises(v *visit) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	view := &promisesView{Frame: v.PublicFrame("promises", v.T("nav.promises"))}
	view.Groups = v.ItemGroups(office, v.Promised)
	return s.Render(v.Visit, http.StatusOK, "promises", view)
}

// promise tells everything about one item at once (R021).
func (s *Room) promise(v *visit) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	id := v.C.Param("item")
	i := slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.ID == id && v.Promised(it) })
	if i < 0 {
		return casework.Errorf(casework.UnknownItem, "item")
	}
	view := &promiseView{Item: v.ItemView(office.Items[i], office)}
	if view.Published, err = s.counter.PublishedOf(v.Ctx, id); err != nil {
		return err
	}
	view.Frame = v.PublicFrame("promises", view.Item.Name)
	return s.Render(v.Visit, http.StatusOK, "promise", view)
}
