package web

import (
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/words"
)

// allStories are the conditions, in both languages.
func allStories() map[string]func(t *testing.T) string {
	out := map[string]func(t *testing.T) string{}
	for _, some := range []map[string]func(t *testing.T) string{stories, servedStories(), roleStories(), kindStories(), businessStories()} {
		for name, tell := range some {
			out[name] = tell
			out[name+"-en"] = func(t *testing.T) string {
				inEnglish.Store(t, true)
				return tell(t)
			}
		}
	}
	maps.Copy(out, officeStories())
	for name, tell := range unwell {
		out[name] = func(t *testing.T) string { return tell(t, words.Chinese) }
		out[name+"-en"] = func(t *testing.T) string { return tell(t, words.English) }
	}
	return out
}

// unwell are those where what is shown is refused, missing or not right: few meet them, and they
// are read in haste.
var unwell = map[string]func(t *testing.T, lang string) string{
	"operator-wrong": func(t *testing.T, lang string) string {
		v := speaking(t, administrator, lang)
		v.health = doctor.Report{
			{
				Name: "keys", Looks: doctor.Words{ZH: "密钥文件与数据库相符", EN: "the key file fits the database"}, Verdict: doctor.Wrong,
				Says: doctor.Words{ZH: "密钥文件 /var/lib/shixian/an-installation-of-its-own/keys.json 打不开", EN: "the key file /var/lib/shixian/an-installation-of-its-own/keys.json cannot be read"},
				Mend: "SHIXIAN_KEY_FILE=/var/lib/shixian/an-installation-of-its-own/keys.json shixian doctor", At: v.now,
			},
			{
				Name: "worker", Looks: doctor.Words{ZH: "有 worker 在运行", EN: "a worker runs"}, Verdict: doctor.Wrong,
				Says: doctor.Words{ZH: "没有 worker 在运行", EN: "no worker runs"}, Mend: "systemctl start shixian-worker", At: v.now,
			},
		}
		return v.html("/operator")
	},
	"calendars-second": func(t *testing.T, lang string) string {
		v := newVisitor(t, administrator)
		v.lang = lang
		v.counter.ownDrafts()
		return v.html("/admin/calendars")
	},
	"calendars-missing": func(t *testing.T, lang string) string {
		v := speaking(t, administrator, lang)
		v.counter.missing = []int{2026, 2027}
		v.cookies[kernel.FlashCookie] = "calendars.discarded|cn@3"
		return v.html("/admin/calendars")
	},
	"calendars-days": func(t *testing.T, lang string) string {
		v := speaking(t, administrator, lang)
		v.counter.got = rulebook.Imported{CalendarVersion: v.counter.calendars[0]}
		return posted(v, "/admin/calendars/days", url.Values{"date": {"2026-10-19"}, "is": {"off"}, "day_source": {"县政府办通知"}})
	},
	"calendars-days-refused": func(t *testing.T, lang string) string {
		return posted(speaking(t, administrator, lang), "/admin/calendars/days", url.Values{"until": {"2026-10-19"}})
	},
	"recount-moves": func(t *testing.T, lang string) string {
		v := speaking(t, administrator, lang)
		v.counter.moves[0].Undoes, v.counter.moves[0].Stays, v.counter.moves[2].Shifts, v.counter.moves[2].Stays = true, true, true, true
		return v.html("/admin/recounts/7")
	},
	"entered-late": func(t *testing.T, lang string) string {
		v := lateStory(t)
		v.lang = lang
		return v.html("/cases/BJ2026-000412")
	},
	"case-provisional": func(t *testing.T, lang string) string {
		v := speaking(t, covering, lang)
		c := v.counter.cases["BJ2026-000412"]
		c.Clocks[1].Status, c.Clocks[1].Light, c.Clocks[1].Provisional, c.Clocks[1].Due = casework.Breached, casework.Red, true, at("2026-10-15 17:30")
		v.counter.timeline = append(v.counter.timeline, casework.TimelineRow{
			Key: "1.9.1", At: at("2026-10-15 17:30"), Recorded: at("2026-10-15 17:30"), Name: casework.ClockBreached, Clock: "handle", Rule: "R005", Detail: map[string]string{"provisional": "true"},
		})
		return v.html("/cases/BJ2026-000412")
	},
	"case-door": func(t *testing.T, lang string) string {
		v := speaking(t, covering, lang)
		for i, door := range []casework.Door{casework.DoorSignal, casework.DoorUpdate} {
			v.counter.timeline = append(v.counter.timeline, casework.TimelineRow{
				Key: "1.9." + string(door), At: at("2026-10-15 10:30"), Recorded: at("2026-10-15 10:30"), Name: casework.CommandRefused, ActorName: "王强", Rule: "R028",
				Detail: map[string]string{"door": string(door), "command": []string{casework.Pause, casework.Complete}[i], "code": string(casework.Forbidden)},
			})
		}
		return v.html("/cases/BJ2026-000412")
	},
	"signin-busy": func(t *testing.T, lang string) string {
		v := speaking(t, casework.Principal{}, lang)
		v.door.busy = 271 * time.Second
		return posted(v, "/signin", url.Values{"username": {"liMin"}, "password": {"right"}})
	},
	"password-busy": func(t *testing.T, lang string) string {
		v := speaking(t, covering, lang)
		v.door.busy = 40 * time.Second
		return posted(v, "/password", url.Values{"present": {"wrong"}, "new": {"a"}, "again": {"a"}})
	},
	"progress-busy": func(t *testing.T, lang string) string {
		v := speaking(t, casework.Principal{}, lang)
		v.counter.refuse = casework.FieldError(casework.WrongCode, "code", "")
		for range kernel.Guesses {
			v.post("/public/progress", codeTyped())
		}
		return posted(v, "/public/progress", codeTyped())
	},
	"progress-wrong": func(t *testing.T, lang string) string {
		v := speaking(t, casework.Principal{}, lang)
		v.counter.refuse = casework.FieldError(casework.WrongCode, "code", "")
		return posted(v, "/public/progress", codeTyped())
	},
	"case-unknown": func(t *testing.T, lang string) string { return speaking(t, clerk, lang).html("/cases/BJ2026-000999") },
	"public-503": func(t *testing.T, lang string) string {
		v := speaking(t, casework.Principal{}, lang)
		v.counter.down = http.ErrHandlerTimeout
		return v.html("/public/items")
	},
	"desk-503": func(t *testing.T, lang string) string {
		v := speaking(t, covering, lang)
		v.counter.down = http.ErrHandlerTimeout
		return v.html("/")
	},
	"attach-heic": func(t *testing.T, lang string) string { return attachRefused(t, lang, casework.FilePicture) },
	"attach-zip":  func(t *testing.T, lang string) string { return attachRefused(t, lang, casework.FileArchive) },
	"attach-gbk":  func(t *testing.T, lang string) string { return attachRefused(t, lang, casework.FileGBK) },
}

func speaking(t *testing.T, who casework.Principal, lang string) *visitor {
	t.Helper()
	v := newVisitor(t, who)
	v.lang = lang
	return v
}

func attachRefused(t *testing.T, lang string, code casework.Code) string {
	t.Helper()
	v := filed(t, covering)
	v.lang, v.counter.refuse = lang, casework.FieldError(code, "file", "content")
	html, err := v.read(uploading(t, v, "/cases/"+evidence+"/attach", "a.pdf", "x", map[string]string{"key": "k", "audience": "unit"})).Html()
	require.NoError(t, err)
	return html
}
