package people

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Upwards finds the office that may judge a complaint against somebody, where it is
// none of the usual ones (docs/adr/0011).
func Upwards(ctx context.Context, q kernel.Querier, at time.Time, facts map[string]string) (to casework.Post, up bool, err error) {
	office, err := Staffed(ctx, q)
	if err != nil {
		return to, false, err
	}
	line, err := lineFrom(ctx, q, at)
	if err != nil {
		return to, false, err
	}
	return cases.Direct(office, line, facts)
}
