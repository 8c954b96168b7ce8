package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
)

// coveringOf is one post covered for some hours, and what was done on his own while
// he was away himself.
func coveringOf(t *testing.T) roster.Covering {
	t.Helper()
	return roster.Covering{
		Covers: []roster.CoveredPost{{Holding: shortCover.Holdings[0], Holder: "王强", Cases: []casework.CaseView{mainCase(t)}}},
		Handed: []roster.HandedPost{{Number: "LG2026-000012", Post: "food-desk", Holder: "王强", From: at("2026-10-19 08:30"), Cases: []casework.CaseView{mainCase(t)}}},
		Back: &roster.Homecoming{From: at("2026-10-15 08:30"), Returned: at("2026-10-15 17:30"), Done: []casework.TimelineRow{
			{Number: "BJ2026-000400", At: at("2026-10-15 10:00"), Name: casework.Accepted, Actor: "inspector", ActorName: "蒋志远"},
		}},
	}
}

// B reads what he takes over, with dates, lights and what is awaited, how far his
// cover goes, and never why A is away (R156, R164, R166).
func TestHandoverPage(t *testing.T) {
	t.Parallel()
	doc := story(t, "handover")
	require.Equal(t, 2, doc.Find("section.covered").Length())
	handed := doc.Find("section.covered").First()
	require.Contains(t, textOf(handed.Find("h2")), "2026年10月19日")
	require.Equal(t, "/handover/LG2026-000012", handed.Find("form").AttrOr("action", ""))
	require.Equal(t, "确认接手", textOf(handed.Find("button")))
	require.Equal(t, "/cases/BJ2026-000412", handed.Find("tbody a").AttrOr("href", ""))
	post := doc.Find("section.covered").Last()
	require.Contains(t, textOf(post.Find("h2")), "替 王强 顶岗")
	require.Contains(t, textOf(post.Find("h2")), "17:00")
	require.Contains(t, textOf(post), "短时顶岗")
	row := post.Find("tbody tr")
	require.Equal(t, "/cases/BJ2026-000412", row.Find("a").AttrOr("href", ""))
	require.Equal(t, 1, row.Find(".light").Length())
	require.Contains(t, textOf(row), "10-16 17:30")
	back := doc.Find("#back")
	require.Contains(t, textOf(back.Find("tbody")), "蒋志远")
	require.Equal(t, "/cases/BJ2026-000400", back.Find("a").AttrOr("href", ""))
	require.Contains(t, textOf(story(t, "handover-nobody").Find("main")), "您现在没有替别人顶岗")
}

// B confirms where he reads it: the absence itself is closed to him.
func TestHandOverIsConfirmed(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, shortCover)
	res := v.post("/handover/LG2026-000012", url.Values{"key": {"k"}})
	require.Equal(t, "/handover", res.Header.Get("Location"))
	require.Equal(t, []string{"LG2026-000012 " + casework.ConfirmReceipt}, v.counter.did)
}

// Many posts of one absent colleague: he is named once, posts with nothing open share
// a line, and a case is read by what the post owes, not by another's clock on it.
func TestManyPostsAreCovered(t *testing.T) {
	t.Parallel()
	who := shortCover
	card := who.Holdings[0]
	card.Post, card.Name = "card-desk", "优待证岗"
	who.Holdings = append(slices.Clone(who.Holdings), card)
	v := newVisitor(t, who)
	own := clockOf("DB2026-000002", "receipt", "督办事项", "1wd", "2026-10-19 17:30", casework.Green, casework.Running)
	others := clockOf("DB2026-000002", "follow_up", "督办事项", "7d", "2026-10-16 17:30", casework.Yellow, casework.Running)
	others.Post, others.Owner = "supervision", casework.SupervisionOffice
	item := casework.CaseView{Number: "DB2026-000002", Kind: casework.Supervision, Post: "food-desk", Stage: casework.StageHandle, Clocks: []casework.ClockView{others, own}}
	v.counter.covers = roster.Covering{Covers: []roster.CoveredPost{
		{Holding: who.Holdings[0], Holder: "王强", Cases: []casework.CaseView{item}}, {Holding: card, Holder: "王强"},
	}}
	doc, _ := v.get("/handover")
	require.Equal(t, 1, strings.Count(textOf(doc.Find(".who")), "替 王强 顶岗"))
	require.Equal(t, 1, doc.Find("section.covered").Length())
	require.Contains(t, textOf(doc.Find("section.covered tbody tr")), "10-19 17:30")
	require.Contains(t, textOf(doc.Find("#idle")), "优待证岗")
	desk, _ := v.get("/")
	require.Contains(t, textOf(desk.Find(".notice")), "食品经营许可岗；优待证岗")
}

// The desk leads there, and so does the message that the post changed hands.
func TestTheWayToTheHandover(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, shortCover)
	v.counter.inbox = []casework.InboxRow{
		{ID: 1, At: at("2026-10-16 08:30"), Number: "LG2026-000012", Kind: casework.Absence, Event: casework.ActingHolderChanged, Role: casework.ActingHolder, Post: "food-desk", Rule: "R157"},
	}
	desk, _ := v.get("/")
	require.Equal(t, 1, desk.Find("main a[href='/handover']").Length())
	require.Contains(t, textOf(desk.Find("main")), "短时顶岗")
	inbox, _ := v.get("/inbox")
	require.Equal(t, "/handover", inbox.Find(".messages a.number").AttrOr("href", ""))

	own := newVisitor(t, clerk)
	desk, _ = own.get("/")
	require.Zero(t, desk.Find("main a[href='/handover']").Length(), "who covers nobody is not sent there")
}

// On the case page a short cover reads what he may do, and what waits for consent.
func TestCasePageTellsTheCover(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, shortCover)
	c := mainCase(t)
	state := kernel.StateOf(c)
	state.Urgent = &casework.Urgent{Act: casework.Complete, By: "backup", At: at("2026-10-16 09:00")}
	v.counter.cases[c.Number] = stated(t, c, state)
	doc, status := v.get("/cases/" + c.Number)
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, textOf(doc.Find(".case-head")), "短时顶岗")
	require.Contains(t, textOf(doc.Find(".case-head")), "李敏 请示：")

	const word = ".notice a[href='/approvals/BJ2026-000412/urgent']"
	require.Zero(t, doc.Find(word).Length(), "who asked gives no word on it")
	v.counter.actions = append(v.counter.actions, casework.Form{Command: casework.DecideUrgent})
	doc, _ = v.get("/cases/" + c.Number)
	require.Equal(t, 1, doc.Find(word).Length(), "who may is led to where it is given")
}
