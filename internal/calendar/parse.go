package calendar

import "time"

// ParseTime reads RFC 3339, or a date and time without a zone, which is then
// the calendar's: "2026-09-24T09:30", seconds optional. A wall time that
// daylight saving skips is the jump, one that comes twice the first. An *Error
// names the field.
func (c *Calendar) ParseTime(field, s string) (time.Time, error) {
	if len(s) < len("2026-09-24T09:30") || s[10] != 'T' || s[13] != ':' { // package time lets 9:30 pass
		return time.Time{}, badTime(field, s)
	}
	for _, layout := range [...]string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
		if t, err := time.ParseInLocation(layout, s, c.zone.loc); err == nil {
			return t.In(c.zone.loc), inRange(field, t)
		}
	}
	for _, layout := range [...]string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		wall, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if err := inRange(field, wall); err != nil {
			return time.Time{}, err
		}
		zone := c.zone
		return time.Unix(zone.at(wall.Unix()), int64(wall.Nanosecond())).In(c.zone.loc), nil
	}
	return time.Time{}, badTime(field, s)
}

func badTime(field, s string) error {
	return refuse(field, BadTime, "%s is no time: want 2026-09-24T09:30 or RFC 3339", quote(s))
}
