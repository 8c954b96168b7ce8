package e2e

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
)

// What must hold after every fault, whatever it was: nothing lost, nothing twice,
// nothing standing still.

// act is one act of a life that several cases lead alike.
type act struct {
	who, command string
	args         args
}

// matter is a kind of case, who takes it in, and what is then done, in this order.
type matter struct {
	who  string
	form registration
	acts []act
}

// matters are one case of each kind that a counter or an office takes in by hand.
func matters() map[casework.Kind]matter {
	return map[casework.Kind]matter{
		casework.Service: {"clerk", foodPermit(), []act{
			{"handler", casework.Accept, args{}},
			{"handler", casework.RequestExtension, args{"clock": "handle", "days": 3, "reason": "检测机构排期"}},
			{"leader_in_charge", casework.DecideExtension, args{"clock": "handle", "approve": true, "days": 2, "reason": "同意"}},
		}},
		casework.Document: {"general_office", officeForm("incoming-document", map[string]string{"sender": "县水务局", "title": "关于会签的函"}), []act{
			{"general_office", casework.Assign, args{"post": "food-desk"}},
			{"handler", casework.Return, args{"reason": "不属本岗职责"}},
			{"general_office", casework.Assign, args{"post": "hygiene-desk"}},
		}},
		casework.Complaint: {"efficiency_office", officeForm("efficiency-complaint", map[string]string{
			"applicant": "孙小小", "phone": "0000-5550178", "against_unit": "permits", "against": "许可科", "statement": "态度生硬", "channel": "letter",
		}), []act{
			{"efficiency_office", casework.Screen, args{"outcome": "complaint", "category": "rudeness", "reason": "受理"}},
			{"efficiency_office", casework.Forward, args{"post": "food-desk"}},
			{"handler", casework.Disclaim, args{"reason": "非本岗职责"}},
		}},
		casework.Supervision: {"supervision_office", officeForm("supervision-item", map[string]string{
			"source": "省政府办公厅", "matter": "核查整改", "origin": "provincial_office",
		}), []act{
			{"inspector", casework.Propose, args{"category": "provincial_office", "basis": "交办通知", "reason": "拟请许可科办理"}},
			{"leader_in_charge", casework.Issue, args{"post": "food-desk", "reason": "请办理"}},
			{"handler", casework.Reply, args{"reason": "已整改"}},
			{"supervision_office", casework.Chase, args{"reason": "请补充"}},
		}},
	}
}

// promise is an act handed in under one key, which whoever handed it in asks again
// until it has its verdict.
type promise struct {
	by     *person
	path   string
	body   any
	key    string
	answer answer // the last
}

func promised(by *person, path string, body any) *promise {
	return &promise{by: by, path: path, body: body, key: rand.Text()}
}

// hand asks once. A server that cannot answer has promised nothing.
func (p *promise) hand() error {
	got, err := p.by.try(http.MethodPost, p.path, p.body, p.key)
	if err == nil {
		p.answer = got
	}
	return err
}

// handAll hands many in at once, and does not mind who answers.
func handAll(promises []*promise) {
	var work errgroup.Group
	work.SetLimit(hands)
	for _, p := range promises {
		work.Go(func() error {
			_ = p.hand() // asked again by keepAll
			return nil
		})
	}
	_ = work.Wait()
}

// keepAll asks until each is carried out.
func keepAll(t *testing.T, promises []*promise) {
	t.Helper()
	for _, p := range promises {
		eventually(t, recoveredWithin, "the verdict on "+p.path, func() bool {
			return p.hand() == nil && (p.answer.status == http.StatusOK || p.answer.status == http.StatusCreated ||
				p.answer.status >= http.StatusBadRequest && p.answer.status < http.StatusInternalServerError)
		})
		require.Less(t, p.answer.status, http.StatusBadRequest, "%s: %s", p.path, p.answer.body)
		if got := decode[cases.Answer](t, p.answer); got.Verdict != nil {
			require.True(t, got.Verdict.Accepted, "%s: %s", p.path, p.answer.body)
		}
	}
}

// watchStanding keeps every case that was ever parked, however short.
func watchStanding(t *testing.T, h *house) {
	t.Helper()
	for _, statement := range []string{
		"CREATE TABLE ever_parked AS SELECT * FROM parked",
		`CREATE FUNCTION ever_parked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ever_parked SELECT NEW.*; RETURN NEW; END $$`,
		"CREATE TRIGGER ever_parked BEFORE INSERT OR UPDATE ON parked FOR EACH ROW EXECUTE FUNCTION ever_parked()",
	} {
		_, err := h.db.ExecContext(t.Context(), statement)
		require.NoError(t, err)
	}
	h.watched = true
}

// nothingLost holds the record against itself once the house has recovered.
func nothingLost(t *testing.T, h *house) {
	t.Helper()
	none := func(what, query string) {
		t.Helper()
		var n int
		eventually(t, recoveredWithin, "none: "+what, func() bool { return h.db.GetContext(t.Context(), &n, query) == nil && n == 0 })
	}
	none("commands without a verdict", "SELECT count(*) FROM commands WHERE verdict IS NULL")
	none("cases not begun", "SELECT count(*) FROM cases WHERE started_at IS NULL AND voided_at IS NULL AND opens_at <= now()")
	none("cases that stand still", "SELECT count(*) FROM parked")
	require.True(t, h.watched, "nobody watched for cases that stood still")
	var stood []string
	require.NoError(t, h.db.SelectContext(t.Context(), &stood, "SELECT concat_ws(' ', number, doing, code, sqlstate, on_what) FROM ever_parked"))
	require.Empty(t, stood, "cases that stood still, though nothing stood against their step")
	none("events of clocks that stand twice", `
SELECT count(*) FROM (SELECT FROM timeline t
    WHERE clock <> '' AND takes_back IS NULL AND name LIKE ANY ('{clock_%,card_issued,escalated,accountability_opened}')
      AND name NOT IN ('clock_paused', 'clock_resumed', 'clock_moved', 'clock_recurred')
      AND NOT EXISTS (SELECT FROM timeline x WHERE x.number = t.number AND x.takes_back = t.key)
    GROUP BY number, clock, round, level, name, due_version HAVING count(*) > 1) d`)
	none("messages that stand twice", `
SELECT count(*) FROM (SELECT FROM inbox WHERE superseded_at IS NULL
    GROUP BY number, event, at, clock, round, level, due_version, of_event, of_level, post, next_backup HAVING count(*) > 1) d`)
	none("breaches not at the instant the ledger says", `
SELECT count(*) FROM timeline_now t WHERE t.name = 'clock_breached' AND t.at IS DISTINCT FROM (
    SELECT l.new_at FROM ledger_now l WHERE l.number = t.number AND l.clock = t.clock AND l.round = t.round ORDER BY l.id DESC LIMIT 1)`)
	goOn(t, h)
	checkEngine(t, h)
	require.NotContains(t, strings.ToLower(h.worker.log.String()), "nondeterministic")
	require.Contains(t, run(t, h.env, "audit", "verify"), "audit chain intact")
}

// goOn: each open case takes an act and carries it out, also one whose workflow must
// first be brought back for it.
func goOn(t *testing.T, h *house) {
	t.Helper()
	var open []string
	require.NoError(t, h.db.SelectContext(t.Context(), &open, "SELECT number FROM case_now WHERE open AND kind <> 'duties' ORDER BY number"))
	people := map[string]*person{}
	for _, who := range reminders {
		people[who] = h.as(who)
	}
	var work errgroup.Group
	work.SetLimit(hands)
	for _, number := range open {
		work.Go(func() error {
			said := ""
			for _, who := range reminders {
				p := promised(people[who], "/cases/"+number+"/"+casework.Chase, args{"reason": "请按期办理"})
				deadline := time.Now().Add(recoveredWithin)
				for err := p.hand(); err != nil || p.answer.status == http.StatusAccepted; err = p.hand() {
					if time.Now().After(deadline) {
						return fmt.Errorf("%s: no verdict for %s", number, who)
					}
				}
				if p.answer.status == http.StatusOK {
					return nil
				}
				said += fmt.Sprintf("%s %s\n", who, p.answer.body)
			}
			return fmt.Errorf("%s takes no act:\n%s", number, said)
		})
	}
	require.NoError(t, work.Wait())
}

// lifeOf is what a case says of itself, in whatever order it was written, without
// what others of its kind brought upon it: a report is owed by the third complaint
// about a unit in one month (R080).
func lifeOf(t *testing.T, h *house, number string) (life []string) {
	t.Helper()
	require.NoError(t, h.db.SelectContext(t.Context(), &life, `
SELECT concat_ws(' ', name, NULLIF(clock, ''), NULLIF(round, 0)::text, NULLIF(level, ''), NULLIF(actor, ''))
FROM timeline_now WHERE number = $1 AND name NOT IN ('cancel_ignored', 'command_refused', 'self_report_owed')
  AND clock <> 'self_report' ORDER BY 1`, number))
	return life
}

// heardOf is who was told what of a case, once each; of what others brought upon it
// nothing.
func heardOf(t *testing.T, h *house, number string) (heard []string) {
	t.Helper()
	require.NoError(t, h.db.SelectContext(t.Context(), &heard, `
SELECT concat_ws(' ', post, CASE WHEN next_backup THEN 'backup' END, event, NULLIF(clock, ''), NULLIF(round, 0)::text, NULLIF(level, ''), NULLIF(of_event, ''))
FROM inbox WHERE number = $1 AND superseded_at IS NULL AND event NOT IN ('cancel_ignored', 'command_refused', 'self_report_owed')
  AND clock <> 'self_report' ORDER BY 1`, number))
	return heard
}

// numberOf is the case a registration led to.
func numberOf(t *testing.T, p *promise) string {
	t.Helper()
	return decode[core.Receipt](t, p.answer).Number
}

// checkActs: each act that was carried out stands once, under its one verdict.
func checkActs(t *testing.T, h *house, acts []*promise) {
	t.Helper()
	var n int
	require.NoError(t, h.db.GetContext(t.Context(), &n,
		"SELECT count(*) FROM commands WHERE (verdict ->> 'accepted')::boolean AND digest IS NOT NULL"))
	require.Equal(t, len(acts), n, "acts carried out")
	want := map[string]int{}
	for _, p := range acts {
		want[strings.Split(p.path, "/")[2]]++
	}
	for number, acts := range want {
		var steps int
		require.NoError(t, h.db.GetContext(t.Context(), &steps,
			"SELECT count(DISTINCT (at, actor)) FROM timeline_now WHERE number = $1 AND actor <> '' AND name NOT IN ('case_registered', 'command_refused')", number))
		require.Equal(t, acts, steps, "acts in the life of %s", number)
	}
}
