package papers

import (
	"context"
	"strconv"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/words"
)

// overHead lists what the head of the house has let pass, of one case or of all that p may
// list. No case is opened over him in his own house: he who is above him is told (design
// section 1, no ladder ends in silence).
func (c *Room) overHead(ctx context.Context, p casework.Principal, names speller, office *core.Office, number string) ([]paper.Matter, error) {
	views, err := c.ListAll(ctx, p, access.CaseList, core.CaseFilter{Light: casework.Red})
	if err != nil {
		return nil, err
	}
	var out []paper.Matter
	for _, view := range views {
		if number != "" && view.Number != number || casework.IsClassified(core.StateOf(view).Facts) {
			continue
		}
		for _, owed := range core.OwedIn(core.StateOf(view), c.Now()) {
			if owed.OverHead {
				out = append(out, c.ofHead(view, owed, names, office))
			}
		}
	}
	return out, nil
}

func (c *Room) ofHead(view casework.CaseView, owed core.Owed, names speller, office *core.Office) paper.Matter {
	clock := owed.Clock
	return paper.Matter{Case: view, Names: names, At: c.Now(), Extra: map[string]string{
		"office": core.UnitName(office, view.Unit), "kind": c.Kinds.Of(view.Kind).Title.Zh, "clock": words.Clock(words.Chinese, view.Kind, casework.Ruling(clock.Name)), "basis": clock.Basis,
		"due": paper.Moment(clock.Due, core.Zone), "late": strconv.Itoa(names.Late(clock.Due, c.Now())) + "个工作日", "rounds": strconv.Itoa(owed.Rounds) + "次",
	}}
}
