package e2e

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/testkit"
)

// exampleOffice is the file people start from.
const exampleOffice = "../../deploy/office.example.json"

// TestInstallAnOffice goes the way of the README: from an empty directory to the
// first registered case of an office that is not the demo's, and its workflow runs.
func TestInstallAnOffice(t *testing.T) {
	t.Parallel()
	env := []string{
		"DATA_DIR=" + filepath.Join(t.TempDir(), "data"), "PORT=0", "DEMO_PASSWORD=", "SHIXIAN_ENGINE=" + testkit.EngineBinary(t),
		"DATABASE_URL=", "TEMPORAL_ADDRESS=", "SHIXIAN_LISTEN=", "SHIXIAN_KEY_FILE=", "SHIXIAN_SMTP_URL=",
	}
	page := section(t, "../../README.md", "## An office of your own")
	imported, added := commandOf(t, page, " office import"), commandOf(t, page, " user add")
	require.Equal(t, []string{"office", "import", strings.TrimPrefix(exampleOffice, "../../")}, imported)
	require.Equal(t, []string{"user", "add", "--all"}, added)

	house := up(t, env, firstReady)
	given := setUpInChromium(t, house)
	firstCase(t, house.url, given)
	require.Len(t, passwords(run(t, env, added...)), 10, "everybody else")
	require.Contains(t, run(t, env, "office", "import", written(t, run(t, env, "office", "export"))), "\n没有变化 / nothing changes\n")
	changedOffice(t, env, run(t, env, "office", "export"))
	require.Contains(t, refusedRun(t, env, "setup"), "an office stands already")
	accounts(t, env, house.url, given)
	house.interrupt(t)
	require.Contains(t, run(t, env, "user", "list"), "qianfang  disabled", "a command finds the data of a house that does not run")
}

// TestInstallFromAFile goes the other way of the README: the file, by command, into an empty
// database.
func TestInstallFromAFile(t *testing.T) {
	t.Parallel()
	env := []string{"DATABASE_URL=" + testkit.Schema(t), "DATABASE_DIRECT_URL=", "TEMPORAL_ADDRESS=", "SHIXIAN_KEY_FILE=" + ownKeys(t)}
	run(t, env, "migrate")
	require.Contains(t, run(t, env, "setup"), "/setup?code=")
	require.Contains(t, run(t, env, "office", "import", "--dry-run", exampleOffice), "没有写入 / 59 new, 0 changed")
	brokenOffice(t, env)
	require.Contains(t, run(t, env, "office", "import", exampleOffice), "written: 59 new, 0 changed", "the dry run and the broken file took nothing")
	require.Equal(t, "没有变化 / nothing changes\n", run(t, env, "office", "import", exampleOffice))
	want, err := os.ReadFile(exampleOffice)
	require.NoError(t, err)
	require.Equal(t, string(want), run(t, env, "office", "export"), "what came in goes out, byte for byte")
	require.Len(t, passwords(run(t, env, "user", "add", "--all")), 12)
}

// firstCase is registered by the window, taken in by the desk, and counted.
func firstCase(t *testing.T, url string, given map[string]string) {
	t.Helper()
	number := signIn(t, url, "heli", given["heli"]).register(registration{
		Item:      "small-catering",
		Fields:    map[string]string{"applicant": "望溪面馆", "phone": "0000-5550103", "address": "望溪县溪边路 3 号", "matter": "热食类食品制售"},
		Materials: []string{"application", "licence", "id-card"}, Examine: true,
	})
	desk := signIn(t, url, "qianfang", given["qianfang"])
	desk.do(number, casework.Accept, args{})
	view := desk.view(number)
	require.Equal(t, casework.StageHandle, view.Stage)
	require.NotZero(t, view.Revision, "its workflow runs")
}

var shownPassword = regexp.MustCompile(`(?m)^ *(\S+) +((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}) `)

// passwords reads what was printed once.
func passwords(printed string) map[string]string {
	out := map[string]string{}
	for _, m := range shownPassword.FindAllStringSubmatch(printed, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// refusedRun carries out a command that must fail, and returns what it said.
func refusedRun(t *testing.T, env []string, arguments ...string) string {
	t.Helper()
	binary, err := shixian()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), binary, arguments...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	var failed *exec.ExitError
	require.ErrorAs(t, err, &failed, "shixian %v: %s", arguments, out)
	require.Equal(t, 1, failed.ExitCode(), "%s", out)
	return string(out)
}

// brokenOffice has two faults far apart; both are said, and nothing is taken.
func brokenOffice(t *testing.T, env []string) {
	t.Helper()
	raw, err := os.ReadFile(exampleOffice)
	require.NoError(t, err)
	text := strings.Replace(string(raw), `"caoyun@wangxi.example"`, `"caoyun"`, 1)
	text = strings.Replace(text, `"promised": "12wd"`, `"promised": "21wd"`, 1)
	file := written(t, text)
	said := refusedRun(t, env, "office", "import", file)
	require.Regexp(t, regexp.QuoteMeta(file)+`:\d+: persons\[0\]\.email: 邮箱写法不对 / `, said)
	require.Regexp(t, `:\d+: items\[0\]\.promised: .*R037`, said)
	require.Contains(t, said, "2 faults, nothing was taken")
}

func written(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "office.json")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

// changedOffice: what changes is shown, and what may not is refused.
func changedOffice(t *testing.T, env []string, text string) {
	t.Helper()
	file := written(t, strings.Replace(text, "效能监督员", "一级效能监督员", 1))
	require.Contains(t, run(t, env, "office", "import", file), `~ persons  pengfei: title "效能监督员" → "一级效能监督员"`)
	require.Contains(t, run(t, env, "office", "export"), "一级效能监督员")
	renamed := strings.ReplaceAll(text, "yeqing", "yelan") // somebody else on his post, and he is gone
	said := refusedRun(t, env, "office", "import", written(t, renamed))
	require.Contains(t, said, `"yeqing" stands in the office and not in the file`)
	require.Contains(t, said, "R162")
}

// accounts: every act ends the sessions it must end, and shows in the list.
func accounts(t *testing.T, env []string, url string, given map[string]string) {
	t.Helper()
	require.Contains(t, refusedRun(t, env, "user", "add", "nobody"), "no person")
	require.Contains(t, refusedRun(t, env, "user", "add", "heli"), "has an account")

	here, there := signIn(t, url, "heli", given["heli"]), signIn(t, url, "heli", given["heli"])
	weak := here.send(http.MethodPost, "/session/password", args{"present": given["heli"], "new": "heli"}, "")
	require.Equal(t, http.StatusUnprocessableEntity, weak.status, "%s", weak.body)
	changed := here.send(http.MethodPost, "/session/password", args{"present": given["heli"], "new": "Own-Choice-2026"}, "")
	require.Equal(t, http.StatusNoContent, changed.status, "%s", changed.body)
	require.Equal(t, http.StatusOK, here.send(http.MethodGet, "/session", nil, "").status)
	require.Equal(t, http.StatusUnauthorized, there.send(http.MethodGet, "/session", nil, "").status)

	again := passwords(run(t, env, "user", "passwd", "heli"))
	require.Equal(t, http.StatusUnauthorized, here.send(http.MethodGet, "/session", nil, "").status, "another password ends his sessions")
	signIn(t, url, "heli", again["heli"])

	desk := signIn(t, url, "qianfang", given["qianfang"])
	require.Regexp(t, `(?m)^[0-9a-f]{12} +qianfang +127\.0\.0\.1 +\d{4}-`, run(t, env, "user", "sessions", "qianfang"))
	require.Contains(t, run(t, env, "user", "sessions", "--end", "qianfang"), "sessions ended")
	require.Equal(t, http.StatusUnauthorized, desk.send(http.MethodGet, "/session", nil, "").status)
	desk = signIn(t, url, "qianfang", given["qianfang"])
	run(t, env, "user", "disable", "qianfang")
	require.Equal(t, http.StatusUnauthorized, desk.send(http.MethodGet, "/session", nil, "").status)
	refused := desk.send(http.MethodPost, "/session", args{"username": "qianfang", "password": given["qianfang"]}, "")
	require.Equal(t, http.StatusUnauthorized, refused.status)

	list := run(t, env, "user", "list")
	require.Regexp(t, `(?m)^heli +given +\d{4}-\d\d-\d\d `, list, "when he signed in last")
	require.Regexp(t, `(?m)^dengli +given +—`, list)
}
