package web

import (
	"io"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/words"
)

// officeStories are the pages an office is set up and changed on, in both languages.
func officeStories() map[string]func(t *testing.T) string {
	out := map[string]func(t *testing.T) string{}
	for name, tell := range map[string]func(t *testing.T, lang string) string{
		"setup": func(t *testing.T, lang string) string {
			return speaking(t, casework.Principal{}, lang).html("/setup?code=7KQ2-9XHM-4D3C-ZP8T")
		},
		"setup-refused": func(t *testing.T, lang string) string {
			return speaking(t, casework.Principal{}, lang).posted("/setup", url.Values{"bureau": {long}, "password": {"x"}})
		},
		"setup-steps": func(t *testing.T, lang string) string {
			v := settingUp(t, lang)
			v.health = doctor.Report{{Name: "keys", Says: doctor.Words{ZH: "密钥文件 data/keys.json 与数据库相符", EN: "the key file data/keys.json fits the database"}}}
			return v.html("/office")
		},
		"setup-hours-refused": func(t *testing.T, lang string) string {
			return settingUp(t, lang).posted("/office/step/hours", url.Values{"mon": {"9点"}})
		},
		"office": func(t *testing.T, lang string) string {
			v := speaking(t, watcher, lang)
			v.counter.house.waiting = waitingChange()
			return v.html("/office")
		},
		"office-moved": func(t *testing.T, lang string) string {
			v := speaking(t, administrator, lang)
			v.counter.house.waiting = waitingChange()
			v.counter.house.waiting[0].Moved = true
			return v.html("/office")
		},
		"office-units":   func(t *testing.T, lang string) string { return settingUp(t, lang).html("/office/list/units") },
		"office-persons": func(t *testing.T, lang string) string { return settingUp(t, lang).html("/office/list/persons") },
		"office-posts":   func(t *testing.T, lang string) string { return settingUp(t, lang).html("/office/list/posts") },
		"office-person": func(t *testing.T, lang string) string {
			return speaking(t, administrator, lang).html("/office/edit/persons")
		},
		"office-post": func(t *testing.T, lang string) string { return settingUp(t, lang).html("/office/edit/posts") },
		"office-accounts": func(t *testing.T, lang string) string {
			return speaking(t, administrator, lang).html("/office/accounts")
		},
		"office-given": func(t *testing.T, lang string) string {
			return speaking(t, administrator, lang).posted("/office/accounts", url.Values{"person": {"backup", "clerk"}})
		},
		"office-post-refused": func(t *testing.T, lang string) string {
			return settingUp(t, lang).posted("/office/edit/posts", url.Values{"name": {"新岗"}, "holder0": {""}})
		},
		"office-leave": func(t *testing.T, lang string) string {
			v := speaking(t, administrator, lang)
			f, err := officeFake{v.counter}.StandingOffice(t.Context(), administrator)
			require.NoError(t, err)
			return v.html("/office/leave?id=" + f.Holders[0].Person)
		},
		"office-import": func(t *testing.T, lang string) string { return settingUp(t, lang).html("/office/import") },
		"office-import-wrong": func(t *testing.T, lang string) string {
			return told(t, settingUp(t, lang), "id,name,unit,active,email\nxin,新人,nowhere,也许,x\nxin,新人,market,是,\n")
		},
		"office-import-shown": func(t *testing.T, lang string) string {
			v := settingUp(t, lang)
			f, err := officeFake{v.counter}.StandingOffice(t.Context(), administrator)
			require.NoError(t, err)
			return told(t, v, "id,name,unit,active,employment\nxin,新人,"+f.Units[0].ID+",是,contract\n"+f.Persons[0].ID+",改名,"+f.Units[0].ID+",是,\n")
		},
	} {
		out[name] = func(t *testing.T) string { return tell(t, words.Chinese) }
		out[name+"-en"] = func(t *testing.T) string { return tell(t, words.English) }
	}
	return out
}

func told(t *testing.T, v *visitor, list string) string {
	t.Helper()
	res := v.upload("/office/import", "office.csv", []byte(list), nil)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return string(raw)
}
