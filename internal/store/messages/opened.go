package messages

import (
	"context"
	"fmt"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

// A reading is the post's on which somebody stood then. Who looks for inspection, audit, a
// complaint or accountability is hidden whatever else he held that day: that anybody looked
// is not for him whom it could warn. So is a reading of nobody's post.
const selectOpened = `
SELECT a.at, w.name AS post, w.name_en AS post_en,
       CASE WHEN a.detail IN ('fields', 'texts', 'listed') OR a.detail LIKE 'found:%' THEN 'handled' WHEN a.detail LIKE 'attach%' OR a.detail LIKE 'file%' THEN 'file' ELSE 'paper' END AS purpose
FROM audit a JOIN cases k ON k.number = a.object
JOIN LATERAL (
    SELECT p.name, p.name_en FROM duty_segments s JOIN posts p ON p.id = s.post
    WHERE s.person = a.actor AND s.from_at <= a.at AND a.at < s.to_at
    ORDER BY s.post = k.post DESC, p.unit = k.unit DESC, p.id LIMIT 1
) w ON true
WHERE a.object = $1 AND a.action = 'case.view_personal' AND a.actor <> ''
  AND NOT EXISTS (SELECT FROM post_holders h JOIN posts p ON p.id = h.post WHERE h.person = a.actor AND h.from_at <= a.at AND a.at < h.to_at AND p.role = ANY($2))
ORDER BY a.at DESC LIMIT 500`

// watching are the roles whose looking is never told.
var watching = pq.StringArray{
	string(casework.EfficiencyOffice), string(casework.SupervisionOffice), string(casework.Inspector), string(casework.DisciplineOffice),
	string(casework.PartyGroup), string(casework.Auditor), string(casework.Admin),
}

// Opened implements cases.Inboxes.
func (s *Room) Opened(ctx context.Context, number string) ([]core.Opening, error) {
	var rows []core.Opening
	if err := kernel.List(ctx, s.db, &rows, selectOpened, number, watching); err != nil {
		return nil, fmt.Errorf("select who opened %s: %w", number, err)
	}
	return rows, nil
}
