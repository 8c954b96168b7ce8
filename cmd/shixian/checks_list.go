package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/doctor"
)

// nextListIsIn: without a year's list of days off all dates in it are provisional, and
// one after the other is moved once it comes. From 1 November on it is next year's.
func (h *house) nextListIsIn() doctor.Check {
	return nextListIsIn(func(ctx context.Context, now time.Time) ([]int, error) { return h.counter.MissingLists(ctx, now) },
		func() time.Time { return h.now() })
}

func nextListIsIn(missing func(context.Context, time.Time) ([]int, error), now func() time.Time) doctor.Check {
	return doctor.Check{
		Name: "next-list", Weight: doctor.Advice, Looks: doctor.Words{ZH: "放假安排已录入", EN: "the lists of days off are in"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			lacks, err := missing(ctx, now())
			switch {
			case err != nil:
				return doctor.Finding{}, err
			case len(lacks) == 0:
				return doctor.Fine("放假安排已录入", "the lists of days off are in"), nil
			}
			var mends []string
			for _, year := range lacks {
				mends = append(mends, fmt.Sprintf("shixian calendar import --year %d FILE", year))
			}
			return doctor.Bad("没有录入放假安排："+years(lacks)+"；落在其中的日期都是暂定的",
				"no list of days off for "+years(lacks)+"; dates in it are provisional", strings.Join(mends, "\n")), nil
		},
	}
}
