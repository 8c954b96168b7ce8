package roster

import (
	"context"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/paper"
)

// PostMatters are the posts of a unit and those below it, for its AB list (R161).
func (c *Room) PostMatters(
	ctx context.Context, p casework.Principal, office *core.Office, unit string, names paper.Names,
) ([]paper.Matter, error) {
	rows, err := c.Posts(ctx, p)
	if err != nil {
		return nil, err
	}
	tree := office.Tree()
	var out []paper.Matter
	for _, row := range rows {
		if !tree.Covers(unit, row.Unit) {
			continue
		}
		extra := map[string]string{"post": row.Name, "unit": row.UnitName}
		var backups []string
		for _, h := range row.Holders {
			switch {
			case h.From.After(c.Now()):
			case h.Rank == duty.A:
				extra["a"] = h.Name
			default:
				backups = append(backups, h.Name)
			}
		}
		extra["b"] = strings.Join(backups, "、")
		for _, plan := range row.Plans { // the newest first
			if plan.Approved == nil || extra["approved"] != "" {
				continue
			}
			extra["approved"] = core.NameOf(office, plan.Approved.By) + " " + plan.Approved.At.In(core.Zone).Format(time.DateOnly)
			if plan.Filed != nil {
				extra["filed"] = plan.Filed.At.In(core.Zone).Format(time.DateOnly)
			}
		}
		out = append(out, paper.Matter{Extra: extra, Names: names, At: c.Now()})
	}
	return out, nil
}
