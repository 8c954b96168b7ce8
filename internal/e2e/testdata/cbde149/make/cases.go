package main

import (
	"encoding/json"
	"log"
	"net/http"
	"time"
)

var (
	permit = fields{
		"applicant": "青岚小吃店", "id_number": "91000000MA00000001", "phone": "0000-5550101", "address": "青岚县人民路 1 号",
		"business": "餐饮服务经营者", "matter": "热食类食品制售",
	}
	papers = []string{"application", "licence", "id-card", "layout", "rules"}
)

const why = "验证数据"

// services: every stage, a pause and a request that are open, and one that closed
// with an explanation still owed.
func (o *office) services() {
	permitted := func(about string, late bool) string {
		body := fields{"item": "food-permit", "fields": permit, "materials": papers}
		if late {
			body["received"], body["reason"] = past, "补录"
		}
		return o.file("service: "+about, "clerk", body)
	}
	permitted("nobody looked at it since its receipt", true)
	permitted("received today", false)
	n := permitted("told what is missing", false)
	o.do(n, "handler", "one-time-notice", fields{"materials": []string{"proxy"}})
	n = permitted("accepted", false)
	o.do(n, "handler", "accept", nil)
	n = permitted("paused for years", false)
	o.do(n, "handler", "accept", nil)
	o.do(n, "handler", "pause", fields{"category": "inspection", "until": ahead(3), "reason": why})
	n = permitted("more time asked for", false)
	o.do(n, "handler", "accept", nil)
	o.do(n, "handler", "request-extension", fields{"clock": "handle", "days": 3, "reason": why})
	n = permitted("more time granted", false)
	o.do(n, "handler", "accept", nil)
	o.do(n, "handler", "request-extension", fields{"clock": "handle", "days": 3, "reason": why})
	o.do(n, "leader_in_charge", "decide-extension", fields{"clock": "handle", "approve": true, "days": 2, "reason": why})
	n = permitted("to be delivered", false)
	o.do(n, "handler", "complete", nil)
	n = permitted("closed", false)
	o.do(n, "handler", "complete", nil)
	o.do(n, "handler", "deliver", nil)
	o.file("service: an allowance", "clerk", fields{"item": "elder-allowance", "materials": []string{"id-card", "household", "bank"}, "fields": fields{
		"applicant": "青岚老人", "id_number": "000000194001010001", "phone": "0000-5550103", "address": "青岚县人民路 2 号",
	}})
	o.file("service: a copy, counted in hours", "clerk", fields{"item": "archive-copy", "materials": []string{"id-card"}, "fields": fields{
		"applicant": "青岚居民", "id_number": "000000199001010001", "phone": "0000-5550104", "matter": "婚姻登记档案",
	}})
	n = o.overdue("service: closed, an explanation owed")
	o.do(n, "handler", "complete", nil)
	o.do(n, "handler", "deliver", nil)
}

// overdue is a practice case whose every clock has run out.
func (o *office) overdue(about string) string {
	return o.file(about, "clerk", fields{
		"item": "practice", "materials": []string{"sheet"}, "fields": fields{"applicant": "演示申请人", "phone": "0000-5550102"},
		"received": time.Now().Add(-9 * time.Minute).Format(time.RFC3339), "reason": why,
	})
}

func (o *office) documents() {
	incoming := func(about string, more ...string) string {
		f := fields{"sender": "县水务局", "title": "关于河道整治的函", "secrecy": "none"}
		for _, fact := range more {
			f[fact] = "true"
		}
		return o.file("document: "+about, "general_office", fields{"item": "incoming-document", "fields": f})
	}
	given := fields{"post": "food-desk"}
	o.file("document: nobody looked at it", "general_office", fields{
		"item": "incoming-document", "received": past, "reason": "补录", "fields": fields{"sender": "县水务局", "title": "关于河道整治的函"},
	})
	n := incoming("on the leader's desk")
	o.do(n, "general_office", "propose", fields{"reason": why})
	n = incoming("to be assigned")
	o.do(n, "general_office", "propose", fields{"reason": why})
	o.do(n, "leader_in_charge", "instruct", fields{"reason": why})
	n = incoming("assigned and chased", "important")
	o.do(n, "general_office", "assign", given)
	n = incoming("assigned for decades")
	o.do(n, "general_office", "assign", fields{"post": "food-desk", "limit": "400mo"})
	n = incoming("a date stated, years ahead")
	o.do(n, "general_office", "assign", fields{"post": "food-desk", "until": ahead(4)})
	leading := incoming("others follow it")
	o.do(leading, "general_office", "assign", given)
	n = incoming("merged")
	o.do(n, "general_office", "assign", given)
	o.do(n, "general_office", "merge", fields{"case": leading, "reason": why})
	n = incoming("closed, an explanation owed")
	o.do(n, "general_office", "assign", fields{"post": "food-desk", "limit": "1s"})
	o.until(n, "handle", "breached")
	o.do(n, "handler", "complete", fields{"reason": why})
	n = o.file("document: silence was consent, to be confirmed", "general_office", fields{"item": "request-from-below", "fields": fields{
		"sender": "城关镇人民政府", "title": "关于占道施工的请示", "matter": "拟占用人民路东段施工三日", "request": "true", "subject": "other",
	}})
	o.do(n, "general_office", "assign", fields{"post": "food-desk", "limit": "2s"})
	o.reaches(n, "consent")
}

// complaints under whichever text of complaint@1 the office holds.
func (o *office) complaints(text string) {
	named := func(about string) string {
		return o.file("complaint: "+about+", "+text, "efficiency_office", fields{"item": "efficiency-complaint", "fields": fields{
			"applicant": "孙小小", "phone": "0000-5550178", "against_unit": "permits", "against": "许可科窗口", "statement": "态度生硬", "channel": "letter",
		}})
	}
	taken := func(about string) string {
		n := named(about)
		o.do(n, "efficiency_office", "screen", fields{"outcome": "complaint", "category": "rudeness", "reason": why})
		o.do(n, "efficiency_office", "forward", fields{"post": "food-desk"})
		return n
	}
	answered := func(about, outcome string) string {
		n := taken(about)
		o.do(n, "handler", "reply", fields{"outcome": outcome, "reason": why})
		return n
	}
	named("to be screened")
	leading := taken("being answered")
	n := taken("merged")
	o.do(n, "efficiency_office", "merge", fields{"case": leading, "reason": why})
	n = taken("not ours, says the unit")
	o.do(n, "handler", "disclaim", fields{"reason": why})
	answered("proven, to be passed", "proven")
	n = answered("proven, who answers is being asked", "proven")
	o.do(n, "efficiency_office", "confirm", fields{"approve": true, "outcome": "accountability", "reason": why})
	n = answered("sent back", "unproven")
	o.do(n, "efficiency_office", "confirm", fields{"approve": false, "reason": why})
	n = answered("advised on, for years", "partly")
	o.do(n, "efficiency_office", "advise", fields{"category": "rectify", "limit": "60mo", "reason": why})
	n = answered("to be advised on", "partly")
	_ = n
}

func (o *office) supervisions() {
	item := func(about string) string {
		return o.file("supervision: "+about, "supervision_office", fields{"item": "supervision-item", "fields": fields{
			"source": "局长办公会", "matter": "人民路占道经营整治", "origin": "ordinary",
		}})
	}
	issued := func(about string) string {
		n := item(about)
		o.do(n, "supervision_office", "issue", fields{"post": "food-desk", "reason": why})
		return n
	}
	item("to be issued")
	o.file("supervision: nobody issued it", "supervision_office", fields{
		"item": "supervision-item", "received": past, "reason": "补录",
		"fields": fields{"source": "局长办公会", "matter": "人民路占道经营整治", "origin": "provincial_leader"},
	})
	issued("issued")
	n := issued("with a part for another unit")
	o.do(n, "supervision_office", "assign-step", fields{"post": "card-desk", "limit": "3wd", "reason": why})
	n = issued("followed up")
	o.do(n, "handler", "reply", fields{"reason": why})
	n = issued("signed off")
	o.do(n, "handler", "reply", fields{"reason": why})
	o.do(n, "supervision_office", "sign-off", fields{"reason": why})
	n = item("stated for years")
	o.do(n, "supervision_office", "issue", fields{"post": "food-desk", "limit": "60mo", "reason": why})
}

func (o *office) duties() {
	o.file("duties: of the bureau, for long", "supervision_office", fields{
		"item": "standing-duties", "received": past, "reason": "补建台账", "fields": fields{"matter": "例行职责"},
	})
}

// absences under whichever text of absence@1 the office holds. The emergency makes
// the cover a short one, who asks for consent to an urgent act.
func (o *office) absences(text string) {
	away := func(about, who, form string, from, until time.Time) string {
		return o.file("absence: "+about+", "+text, who, fields{
			"kind": "absence", "form": form, "from": from.Format(time.RFC3339), "until": until.Format(time.RFC3339),
			"fields": fields{"reason": why, "place": "县医院", "contact": "0000-5550109"},
		})
	}
	now, month, who := time.Now(), 10, "auditor"
	if text == "as first published" {
		month, who = 11, "handler"
	}
	away("asked for", "inspector", "leave", now.AddDate(0, month, 0), now.AddDate(0, month, 5))
	n := away("granted, months ahead", "clerk", "leave", now.AddDate(0, month, 0), now.AddDate(0, month, 1))
	o.do(n, "leader_in_charge", "approve", fields{"approve": true})
	away("begun by phone", who, "emergency", now.Add(-time.Hour), now.Add(2*time.Hour))
	if who != "handler" {
		return
	}
	n = o.file("service: an urgent act asked for, "+text, "clerk", fields{"item": "food-permit", "fields": permit, "materials": papers})
	o.do(n, "backup", "ask-urgent", fields{"act": "complete", "reason": why})
}

// liability: cases that ask who answers, each opened by a practice case nobody
// touched, in different stages.
func (o *office) liability() {
	opened := func(about string) string {
		cause := o.overdue("service: overdue, " + about)
		for range 300 {
			if list, _ := o.view(cause)["opened"].([]any); len(list) == 1 {
				n := list[0].(string)
				if clocks, _ := o.view(n)["clocks"].([]any); len(clocks) > 0 {
					o.numbers["accountability: "+about] = n
					return n
				}
			}
			time.Sleep(100 * time.Millisecond)
		}
		log.Fatal("no accountability case for ", cause)
		return ""
	}
	formal := func(about string) string {
		n := opened(about)
		o.do(n, "efficiency_office", "state-facts", fields{"outcome": "formal", "person": "handler", "ground": "time_limit", "reason": why})
		return n
	}
	decided := func(about string) string {
		n := formal(about)
		o.do(n, "handler", "hear", fields{"reason": why})
		o.do(n, "efficiency_office", "recommend", fields{"measure": "circulated_criticism", "reason": why})
		o.do(n, "party_group", "decide", fields{
			"measure": "circulated_criticism", "limit": "6mo", "members": 9, "present": 7, "in_favour": 5, "reason": why,
		})
		return n
	}
	opened("being verified")
	formal("to be heard")
	decided("to be served")
	n := decided("served")
	o.do(n, "efficiency_office", "serve", nil)
	n = decided("under review")
	o.do(n, "efficiency_office", "serve", nil)
	o.do(n, "handler", "ask-review", fields{"reason": why})
}

// until waits for what became of a clock.
func (o *office) until(number, clock, status string) {
	o.wait(number, func(view map[string]any) bool {
		list, _ := view["clocks"].([]any)
		for _, c := range list {
			c := c.(map[string]any)
			if c["clock"] == clock && c["status"] == status {
				return true
			}
		}
		return false
	})
}

func (o *office) reaches(number, stage string) {
	o.wait(number, func(view map[string]any) bool { return view["stage"] == stage })
}

func (o *office) wait(number string, done func(view map[string]any) bool) {
	var view map[string]any
	for range 300 {
		view = o.send(o.as("principal_leader"), http.MethodGet, "/cases/"+number, nil, http.StatusOK)
		if done(view) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	text, _ := json.Marshal(view)
	log.Fatalf("%s did not get there: %s", number, text)
}

// lastMinute takes in what falls due once everything has been stopped.
func (o *office) lastMinute() {
	o.file("service: ran out while nobody was there", "clerk", fields{
		"item": "practice", "materials": []string{"sheet"}, "fields": fields{"applicant": "演示申请人", "phone": "0000-5550102"},
	})
	n := o.file("document: ran out while nobody was there", "general_office", fields{
		"item": "incoming-document", "fields": fields{"sender": "县水务局", "title": "关于河道整治的函"},
	})
	o.do(n, "general_office", "assign", fields{"post": "food-desk", "limit": "30s"})
}

// settle lets the sweep and the courier finish.
func (o *office) settle() { time.Sleep(15 * time.Second) }
