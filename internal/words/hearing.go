package words

import "github.com/shixian/shixian/internal/casework"

// notices are what whoever applied is told by a notice of its own. What one kind alone tells,
// it says itself.
var notices = map[string]Text{
	"one_time": {"一次性告知", "All that is missing, told at once"}, "extension": {"延长办理期限", "More time was taken"},
	"special_procedure": {"进入特别程序，暂停计时", "A special procedure; the time stands still"},
}

// ways are those of telling somebody outside.
var ways = map[string]Text{casework.WayPaper: {"纸质", "On paper"}, casework.WayMail: {"电子邮件", "E-mail"}}

// hearings are what became of it.
var hearings = map[string]Text{
	string(casework.HearingSent): {"已送出", "sent"}, string(casework.HearingWaiting): {"待发", "waiting to be sent"},
	string(casework.HearingUnsent): {"没有送出，由本单位以纸质告知", "could not be sent; the office gives it on paper"},
}
