package entry

import (
	"net/http"
	"slices"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// profileView is what the office holds of whoever looks: himself and the posts he stands on.
type profileView struct {
	kernel.Frame
	Facts []kernel.Fact
	Posts []postRow
}

type postRow struct{ Post, Unit, Role, How string }

// profilePage shows somebody himself. What is wrong there he has mended by whoever keeps the
// office; his own are only his password, language and size of letters.
func (s *Room) profilePage(v *visit) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "profile", v.T("profile.title"))
	if err != nil {
		return err
	}
	view := &profileView{Frame: f}
	add := func(label, value string) {
		if value != "" {
			view.Facts = append(view.Facts, kernel.Fact{Name: v.T(label), Value: value})
		}
	}
	add("profile.name", v.Who.Name)
	add("profile.login", v.Who.Person)
	add("case.unit", v.UnitName(office, v.Who.Unit))
	if i := slices.IndexFunc(office.Persons, func(p casework.Person) bool { return p.ID == v.Who.Person }); i >= 0 {
		p := office.Persons[i]
		add("profile.job", p.Title)
		if p.Employment != "" {
			add("profile.employment", words.Say(v.Lang, words.Employment, p.Employment))
		}
		add("profile.email", p.Email)
	}
	for _, h := range v.Who.Holdings {
		r := postRow{Post: v.PostName(office, h.Post, ""), Unit: v.UnitName(office, h.Unit), Role: words.Say(v.Lang, words.Role, h.Role), How: v.Cover(h.Post)}
		if h.Standby {
			r.How = v.T("desk.standby")
		}
		view.Posts = append(view.Posts, r)
	}
	return s.Render(v.Visit, http.StatusOK, "profile", view)
}
