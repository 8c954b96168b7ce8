package main

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/client"

	"github.com/shixian/shixian/internal/doctor"
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
