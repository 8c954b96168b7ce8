package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/store/health"
)

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
