package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"go.temporal.io/sdk/client"

	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/store/health"
)

// checks is the one list of what must be right about this installation. It is
// asked when a process starts, on /readyz, by shixian doctor, and for the
// operator's page and the metrics. Whoever knows of one more thing adds one line
// here and one function beside what it looks at.
func (h *house) checks() []doctor.Check {
	return []doctor.Check{
		h.databaseAnswers(),
		h.schemaIsNew(),
		h.databaseWrites(),
		h.diskHasRoom(),
		h.engineAnswers(),
		h.namespaceFits(),
		h.keysFit(),
		h.workerLives(),
		h.casesMove(),
		h.nextListIsIn(),
		h.serversAgree(),
	}
}

func (h *house) databaseAnswers() doctor.Check {
	return doctor.Check{
		Name: "database", Weight: doctor.Serving, Looks: doctor.Words{ZH: "数据库能连上", EN: "the database answers"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			if err := h.store.Ping(ctx); err != nil {
				return doctor.Bad("数据库没有应答："+err.Error(), "the database does not answer: "+err.Error(), //nolint:nilerr // what is wrong is the finding
					"psql \"$DATABASE_URL\" -c 'SELECT 1'"), nil
			}
			return doctor.Fine("数据库有应答", "the database answers"), nil
		},
	}
}

// schemaIsNew: on tables of an older version every list is an error. Newer ones serve
// an older binary while it is replaced.
func (h *house) schemaIsNew() doctor.Check {
	return doctor.Check{
		Name: "schema", Weight: doctor.Starting, Looks: doctor.Words{ZH: "数据表是这个版本的", EN: "the tables are of this version"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			lacks, err := h.store.Unmigrated(ctx)
			switch {
			case err != nil:
				return doctor.Finding{}, err
			case len(lacks) == 0:
				return doctor.Fine("数据表是这个版本的", "the tables are of this version"), nil
			}
			return doctor.Bad(fmt.Sprintf("数据表是旧版本的，还差 %d 项迁移：%s", len(lacks), some(lacks)),
				fmt.Sprintf("the tables are of an older version, %d migrations are missing: %s", len(lacks), some(lacks)), "shixian migrate"), nil
		},
	}
}

func (h *house) engineAnswers() doctor.Check {
	return doctor.Check{
		Name: "engine", Weight: doctor.Serving, Looks: doctor.Words{ZH: "引擎能连上", EN: "the engine answers"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			if _, err := h.temporal.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
				at := h.settings.temporalAddress
				return doctor.Bad(fmt.Sprintf("引擎（%s）没有应答：%v", at, err), fmt.Sprintf("the engine (%s) does not answer: %v", at, err),
					"systemctl status shixian-engine"), nil
			}
			return doctor.Fine("引擎有应答", "the engine answers"), nil
		},
	}
}

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

// stands says why cases stand still, and how they go on. What the sweep cares for by
// itself has stood for a minute all the same: whoever asks looks at what it needs.
var stands = map[string]struct {
	zh, en, mend string
}{
	health.StuckParked:    {"下一步被数据库永久拒绝，等待放行", "parked, since the database refuses the next step for good", "shixian case release NUMBER   # once the cause is mended"},
	health.StuckUnstarted: {"已登记而引擎没有接收", "registered, and the engine has not got it", "systemctl status shixian-engine shixian-worker"},
	health.StuckUndecided: {"有操作没有结论", "a command has no verdict", "temporal workflow describe --workflow-id NUMBER"},
	health.StuckBehind:    {"时限已到而没有下一步", "its instant has passed, and no step came", "temporal workflow describe --workflow-id NUMBER"},
}

// casesMove: a case that stands still needs an operator.
func (h *house) casesMove() doctor.Check {
	return doctor.Check{
		Name: "stuck", Weight: doctor.Advice, Looks: doctor.Words{ZH: "没有停住的事项", EN: "no case stands still"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			all, err := h.store.Stuck(ctx, named+1)
			switch {
			case err != nil:
				return doctor.Finding{}, err
			case len(all) == 0:
				return doctor.Fine("没有停住的事项", "no case stands still"), nil
			}
			var zh, en, mend []string
			for _, one := range all {
				why := stands[one.Why]
				zh = append(zh, fmt.Sprintf("%s %d 件：%s", why.zh, one.Count, some(one.Numbers)))
				en = append(en, fmt.Sprintf("%s (%d): %s", why.en, one.Count, some(one.Numbers)))
				if len(mend) == 0 || mend[len(mend)-1] != why.mend {
					mend = append(mend, why.mend)
				}
			}
			return doctor.Bad(strings.Join(zh, "；"), strings.Join(en, "; "), strings.Join(mend, "\n")), nil
		},
	}
}
