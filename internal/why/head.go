package why

import (
	"fmt"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/words"
)

// Head is the one sentence above a strip.
type Head struct {
	Start       time.Time
	Limit       calendar.Limit // as set, without grants
	Granted     int
	Pauses      int
	Due         time.Time // in the zone of the calendar
	Date        string    // the day it belongs to
	Provisional bool
	Deemed      bool // the law let it start, and it is due no earlier than that
	Stated      bool // due when somebody said so: nothing was counted
}

// Say puts it into words.
func (h Head) Say() (zh, en string) {
	start, zone := h.Start.In(h.Due.Location()), h.Due.Location()
	var w said
	w.add(start.Format("2006年1月2日 15:04")+"起算", "Starts "+start.Format("Mon 2 January 2006, 15:04"))
	if h.Stated {
		w.add("期限由交办人指定", "due when the assigner said")
	} else {
		w.add("时限 "+words.Limit(words.Chinese, h.Limit), "limit "+words.Limit(words.English, h.Limit))
	}
	if h.Granted > 0 {
		more := calendar.Limit{N: h.Granted, Unit: h.Limit.Unit}
		w.add("批准延期 "+words.Limit(words.Chinese, more), words.Limit(words.English, more)+" more granted")
	}
	if h.Pauses > 0 {
		w.add(fmt.Sprintf("扣除暂停 %d 次", h.Pauses), "pauses left out")
	}
	if h.Deemed {
		w.add("因法定视为受理而起算，不早于视为受理之时", "begun by law, and due no earlier than that")
	}
	day, err := time.ParseInLocation(time.DateOnly, h.Date, zone)
	if err != nil {
		day = h.Due
	}
	at := clockTime(h.Due, h.Date)
	w.add(words.Date(day)+"（"+words.DayOfWeek(day.Weekday())[0]+"）"+at+" 到期", "due "+day.Format("Mon 2 January 2006")+", "+at)
	if h.Provisional {
		w.add("没有当年的放假安排，暂定", "provisional: no list of that year's days off is at hand")
	}
	return strings.Join(w.zh, "，") + "。", strings.Join(w.en, "; ") + "."
}
