package main

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/doctor"
)

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
