package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/doctor"
)

// namespaceFits: without the namespace nothing runs, without its search attributes
// every start is refused, and in another installation's every number is taken.
func (h *house) namespaceFits() doctor.Check {
	return doctor.Check{
		Name: "namespace", Weight: doctor.Starting,
		Looks: doctor.Words{ZH: "引擎的命名空间齐备，且属于本套系统", EN: "the engine's namespace is complete, and this installation's"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			name, at := h.settings.temporalNamespace, h.settings.temporalAddress
			state, err := h.namespace.State(ctx)
			switch {
			case errors.Is(err, dispatch.ErrNoNamespace):
				return doctor.Bad(fmt.Sprintf("引擎 %s 没有命名空间 %s", at, name), fmt.Sprintf("the engine %s has no namespace %s", at, name),
					"shixian engine prepare"), nil
			case err != nil:
				return doctor.Finding{}, err
			case len(state.Missing) > 0:
				missing := strings.Join(state.Missing, ", ")
				return doctor.Bad(fmt.Sprintf("命名空间 %s 缺少搜索属性 %s，任何事项都启动不了", name, missing),
					fmt.Sprintf("namespace %s has no search attribute %s: no case can be started", name, missing),
					addAttributes(name, state.Missing)), nil
			}
			return h.ownNamespace(ctx, state.Installation)
		},
	}
}

func addAttributes(namespace string, missing []string) string {
	out := "shixian engine prepare   # or"
	for _, a := range missing {
		out += fmt.Sprintf("\ntemporal operator search-attribute create --namespace %s --name %s --type Keyword", namespace, a)
	}
	return out
}

func (h *house) ownNamespace(ctx context.Context, claimed string) (doctor.Finding, error) {
	name := h.settings.temporalNamespace
	own, err := h.store.Installation(ctx)
	if err != nil {
		return doctor.Finding{}, err
	}
	foreign := claimed != "" && claimed != own
	if claimed == "" {
		if foreign, err = h.strangersIn(ctx); err != nil {
			return doctor.Finding{}, err
		}
	}
	if foreign {
		return doctor.Bad(
			fmt.Sprintf("命名空间 %s 是另一套系统的（%s），这个数据库的是 %s。请检查 TEMPORAL_ADDRESS、TEMPORAL_NAMESPACE 和 DATABASE_URL 是否配成一套；新办公室请用自己的命名空间", name, orUnnamed(claimed), own),
			fmt.Sprintf("namespace %s is another installation's (%s), this database is %s. See whether TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and DATABASE_URL belong together; a new office takes a namespace of its own", name, orUnnamed(claimed), own),
			"TEMPORAL_NAMESPACE=another shixian engine prepare"), nil
	}
	return doctor.Fine("命名空间 "+name+" 齐备", "namespace "+name+" is complete"), nil
}

func orUnnamed(id string) string {
	if id == "" {
		return "not named"
	}
	return id
}

// strangersIn tells whether a namespace nobody has claimed holds cases, and none of
// them is in this database.
func (h *house) strangersIn(ctx context.Context) (bool, error) {
	some, err := h.namespace.Some(ctx, 50)
	if err != nil {
		return false, err
	}
	some = slices.DeleteFunc(some, func(n string) bool { _, _, _, ok := h.settings.kinds.Parse(n); return !ok })
	if len(some) == 0 {
		return false, nil
	}
	unknown, err := h.store.Unknown(ctx, some)
	return len(unknown) == len(some), err
}

var errForeignEngine = errors.New("the engine is another installation's")

// claim writes whose the namespace is, if nobody has.
func (h *house) claim(ctx context.Context) error {
	state, err := h.namespace.State(ctx)
	if err != nil {
		return err
	}
	found, err := h.ownNamespace(ctx, state.Installation)
	switch {
	case err != nil:
		return err
	case found.Verdict != doctor.Right:
		return fmt.Errorf("%w: %s\n    %s", errForeignEngine, found.Says, found.Mend)
	case state.Installation != "":
		return nil
	}
	own, err := h.store.Installation(ctx)
	if err != nil {
		return err
	}
	return h.namespace.Claim(ctx, own)
}

// resumeNumbers lets every counter go on past the engine's highest number: a
// database restored to an earlier day must not give a number out again.
func (h *house) resumeNumbers(ctx context.Context) error {
	zone, err := h.zone(ctx)
	if err != nil {
		zone = time.FixedZone("CST", 8*60*60) // no calendar yet: an office about to begin
	}
	for _, of := range h.settings.kinds.Kinds() {
		for year := time.Now().In(zone).Year(); year <= time.Now().In(zone).Year()+1; year++ {
			last, err := h.store.Serial(ctx, of, year)
			if err != nil {
				return err
			}
			highest, err := h.namespace.Highest(ctx, of, year, last)
			if err != nil {
				return err
			}
			if highest == last {
				continue
			}
			h.log.Warn("the engine knows higher numbers than the database: it was restored to an earlier day",
				"kind", of, "year", year, "database", last, "engine", highest)
			if err := h.store.RaiseSerial(ctx, of, year, highest); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookedAt is how many open workflows doctor holds against the database, and named
// how many of those that disagree it names.
const (
	lookedAt = 20000
	named    = 10
)

// serversAgree: after one of the two databases was restored, each knows of cases the
// other does not.
func (h *house) serversAgree() doctor.Check {
	return doctor.Check{
		Name: "agreement", Weight: doctor.Advice, Slow: true,
		Looks: doctor.Words{ZH: "数据库和引擎里的事项对得上", EN: "database and engine know the same cases"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			open, all, err := h.namespace.Open(ctx, lookedAt)
			if err != nil {
				return doctor.Finding{}, err
			}
			numbers := []string{}
			for _, o := range open {
				if _, _, _, ok := h.settings.kinds.Parse(o.Number); ok {
					numbers = append(numbers, o.Number)
				}
			}
			lost, err := h.store.Unknown(ctx, numbers)
			if err != nil {
				return doctor.Finding{}, err
			}
			var idle []string
			if all {
				if idle, err = h.store.Unattended(ctx, numbers, named+1); err != nil {
					return doctor.Finding{}, err
				}
			}
			return disagreement(lost, idle), nil
		},
	}
}

func disagreement(lost, idle []string) doctor.Finding {
	zh, en, mend := []string{}, []string{}, []string{}
	if len(lost) > 0 {
		zh = append(zh, "引擎里有而数据库没有："+some(lost))
		en = append(en, "the engine has cases the database does not: "+some(lost))
		mend = append(mend, "restore the database's newer backup, or register these anew from paper and end each:\ntemporal workflow terminate --workflow-id NUMBER --reason 'lost with the database'")
	}
	if len(idle) > 0 {
		zh = append(zh, "数据库里在办而引擎没有："+some(idle)+"（巡检会在其下一时限重新启动）")
		en = append(en, "the database has open cases the engine does not: "+some(idle)+" (the sweep starts each anew at its next instant)")
	}
	if len(zh) == 0 {
		return doctor.Fine("数据库和引擎里的事项对得上", "database and engine know the same cases")
	}
	return doctor.Bad(strings.Join(zh, "；"), strings.Join(en, "; "), strings.Join(mend, "\n"))
}

func some(numbers []string) string {
	if len(numbers) <= named {
		return strings.Join(numbers, ", ")
	}
	return strings.Join(numbers[:named], ", ") + " …"
}
