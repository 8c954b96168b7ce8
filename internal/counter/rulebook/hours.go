package rulebook

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// OfficeHours are the hours of a week that new cases are counted by.
func (c *Room) OfficeHours(ctx context.Context, p casework.Principal) (map[string][]calendar.Span, error) {
	if err := c.Installation(ctx, p, access.CalendarView); err != nil {
		return nil, err
	}
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("office hours: %w", err)
	}
	return weekOf(versions), nil
}

func weekOf(versions []CalendarVersion) map[string][]calendar.Span {
	if week := published(versions, National).Spec.Week; week != nil {
		return week
	}
	return calendar.DefaultWeek()
}

// SetOfficeHours puts other hours in force for new cases, as a version of the calendar. The
// same hours again make none.
func (c *Room) SetOfficeHours(ctx context.Context, p casework.Principal, week map[string][]calendar.Span) error {
	now, err := c.OfficeHours(ctx, p)
	if err != nil || maps.EqualFunc(now, week, slices.Equal) {
		return err
	}
	text, err := json.Marshal(week)
	if err != nil {
		return fmt.Errorf("set office hours: %w", err)
	}
	made, err := c.draftCalendar(ctx, p, "", brought{text: text, source: "办公时间"}, func(versions []CalendarVersion) (CalendarVersion, error) {
		return c.upon(versions, following(versions, ""), func(base calendar.Spec) calendar.Spec {
			base.Week = week
			return almanac.Normal(base)
		})
	})
	if err != nil {
		return err
	}
	return c.PublishCalendar(ctx, p, made.Ref())
}
