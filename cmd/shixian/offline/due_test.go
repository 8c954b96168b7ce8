package offline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// dueLine runs `shixian due` as the command line would.
func dueLine(t *testing.T, in string, args ...string) (string, error) {
	t.Helper()
	var commands struct {
		Due Due `cmd:""`
	}
	var out bytes.Buffer
	parser, err := kong.New(&commands, kong.Writers(&out, &out))
	require.NoError(t, err)
	if _, err = parser.Parse(append([]string{"due"}, args...)); err != nil {
		return out.String(), err
	}
	err = commands.Due.run(strings.NewReader(in), &out)
	return out.String(), err
}

func TestDue(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "berlin.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"zone":"Europe/Berlin","week":{"fri":[["09:00","24:00"]]}}`), 0o600))
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"text": {[]string{"--start", "2026-09-24T09:30", "--limit", "10wd"},
			"到期：2026年10月15日 星期四 17:30（Asia/Shanghai）\nDue: Thursday 15 October 2026, 17:30 (Asia/Shanghai)\n"},
		"provisional": {[]string{"--start", "2026-12-30T09:30", "--limit", "2wd"},
			"到期：2027年1月4日 星期一 17:30（Asia/Shanghai）\nDue: Monday 4 January 2027, 17:30 (Asia/Shanghai)\n" +
				"暂定：跨入的年份没有放假安排，只按周末和法定放假日计算，以后可能变动。\n" +
				"Provisional: no list of days off is at hand for a year in this span; weekends and days off by law are left out, and the date may move.\n"},
		"seconds": {[]string{"--start", "2026-09-24T09:30:15", "--limit", "10s"},
			"到期：2026年9月24日 星期四 09:30:25（Asia/Shanghai）\nDue: Thursday 24 September 2026, 09:30:25 (Asia/Shanghai)\n"},
		"own calendar, closing at 24:00": {[]string{"--start", "2026-09-24T09:30", "--limit", "1wd", "--calendar", file},
			"到期：2026年9月25日 星期五 24:00（Europe/Berlin）\nDue: Friday 25 September 2026, 24:00 (Europe/Berlin)\n"},
		"json": {[]string{"--start", "2026-09-24T09:30", "--limit", "10wd", "--json"},
			`{"due":"2026-10-15T17:30:00+08:00","due_date":"2026-10-15","provisional":false}` + "\n"},
		"pauses": {[]string{"--start", "2026-09-24T09:30", "--limit", "10wd", "--json",
			"--pause", "2026-09-28T10:00/2026-09-29T10:00", "--pause", "2026-10-08T10:00/2026-10-09T10:00"},
			`{"due":"2026-10-19T17:30:00+08:00","due_date":"2026-10-19","provisional":false}` + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := dueLine(t, "", tt.args...)
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}

func TestDueRefusals(t *testing.T) {
	t.Parallel()
	bad := filepath.Join(t.TempDir(), "bad.json")
	require.NoError(t, os.WriteFile(bad, []byte(`{"zone":"Mars/Olympus"}`), 0o600))
	for want, args := range map[string][]string{
		"--start and --limit are needed": {"--limit", "10wd"},
		"limit: ":                        {"--start", "2026-09-24T09:30", "--limit", "10x"},
		"start: ":                        {"--start", "yesterday", "--limit", "10wd"},
		"pauses[0].to: ":                 {"--start", "2026-09-24T09:30", "--limit", "10wd", "--pause", "2026-09-28T10:00"},
		"calendar: zone: ":               {"--start", "2026-09-24T09:30", "--limit", "10wd", "--calendar", bad},
		"no such file":                   {"--start", "2026-09-24T09:30", "--limit", "10wd", "--calendar", bad + "x"},
		"--batch reads":                  {"--batch", "--limit", "10wd"},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			_, err := dueLine(t, "", args...)
			require.ErrorContains(t, err, want)
		})
	}
}

func TestBatch(t *testing.T) {
	t.Parallel()
	out, err := dueLine(t, strings.Join([]string{
		`{"id":"a","op":"due","start":"2026-09-24T09:30","limit":"10wd","want":{"ignored":true}}`,
		`nonsense`,
		``,
		`{"id":7,"op":"due","start":"2026-09-24T09:30:00Z","limit":"10x"}`,
		`{"id":"b","op":"elapsed","start":"2026-09-24T11:00","end":"2026-09-24T15:00"}`,
		`{"id":"c","op":"due","start":"2026-03-28T16:00","limit":"2wh","calendar":{"zone":"Europe/Berlin","week":{"sun":[["09:00","17:00"]]}}}`,
		`{"id":"d","op":"due","start":"2026-03-28T16:00","limit":"2wh","calendar":{"week":{"sun":[["17:00","09:00"]]}}}`,
		`{"id":"d","op":"due","start":"2026-03-28T16:00","limit":"2wh","calendar":{"week":{"sun":[["17:00","09:00"]]}}}`,
		`{"id":"e","op":"due","start":"2026-12-30T16:00","limit":"2wd","calendar":null,"pauses":[{"from":"2026-12-31T10:00","to":"2027-01-04T10:00"}]}`,
		`{"id":"f","op":"when"}`,
		`{"op":"due","start":1}`,
		`{"id":"g","op":"elapsed","start":"2026-09-24T11:00"}`,
		`{"id":"h","op":"due","start":"2026-09-24T09:30","limit":"1wd","pauses":[{"from":"2026-09-24T10:00"}]}`,
		`{"id":"long","op":"` + strings.Repeat("x", longestLine) + `"}`,
		"{\"id\":\"i\",\"op\":\"due\",\"start\":\"2026-09-24T09:30\",\"limit\":\"0wd\"}\r",
	}, "\n"), "--batch")
	require.NoError(t, err)
	want := []string{
		`{"id":"a","due":"2026-10-15T17:30:00+08:00","due_date":"2026-10-15","provisional":false}`,
		`{"id":null,"error":"line: invalid character 'o' in literal null (expecting 'u')"}`,
		`{"id":7,"error":"limit: \"10x\" is no limit: want digits and wd, d, mo, wh, wm, ws, h, m or s"}`,
		`{"id":"b","working_seconds":7200}`,
		`{"id":"c","due":"2026-03-29T11:00:00+02:00","due_date":"2026-03-29","provisional":false}`,
		`{"id":"d","error":"calendar: week.sun[0]: closes at 09:00 before it opens at 17:00"}`,
		`{"id":"d","error":"calendar: week.sun[0]: closes at 09:00 before it opens at 17:00"}`,
		`{"id":"e","due":"2027-01-05T17:30:00+08:00","due_date":"2027-01-05","provisional":true}`,
		`{"id":"f","error":"op: want \"due\" or \"elapsed\""}`,
		`{"id":null,"error":"start: a number is not accepted here"}`,
		`{"id":"g","error":"end: \"\" is no time: want 2026-09-24T09:30 or RFC 3339"}`,
		`{"id":"h","error":"pauses[0].to: \"\" is no time: want 2026-09-24T09:30 or RFC 3339"}`,
		`{"id":null,"error":"line: over 1048576 bytes"}`,
		`{"id":"i","due":"2026-09-24T17:30:00+08:00","due_date":"2026-09-24","provisional":false}`,
	}
	require.Equal(t, want, strings.Split(strings.TrimSuffix(out, "\n"), "\n"))
}

// TestBatchForgetsCalendars: any number of calendars, a bounded number kept.
func TestBatchForgetsCalendars(t *testing.T) {
	t.Parallel()
	national, err := (&Due{}).calendar()
	require.NoError(t, err)
	b := newBatch(national)
	for i := range keptCalendars + 10 {
		line := fmt.Sprintf(`{"id":1,"op":"due","start":"2026-09-24T09:30","limit":"1wd","calendar":{"zone":"UTC","source":{"n":"%d"}}}`, i)
		require.Contains(t, string(b.answer(nil, []byte(line))), `"due_date":"2026-09-25"`)
		require.LessOrEqual(t, len(b.kept), keptCalendars)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestBatchTellsWhenNobodyReads(t *testing.T) {
	t.Parallel()
	cmd := Due{Batch: true}
	require.ErrorIs(t, cmd.run(strings.NewReader(`{"id":1}`), brokenWriter{}), os.ErrClosed)
}

// FuzzBatchLine: one line in, one JSON line out, with exactly one kind of
// answer.
func FuzzBatchLine(f *testing.F) {
	for _, line := range []string{
		`{"id":"a","op":"due","start":"2026-09-24T09:30","limit":"10wd"}`,
		`{"id":"a","op":"elapsed","start":"2026-09-24T09:30","end":"2026-09-25T09:30+02:00"}`,
		`{"id":{"x":[1]},"op":"due","start":"2026-03-28T16:00","limit":"2wh","calendar":{"zone":"Europe/Berlin","off":["2026-10-01"],"week":{"sun":[["09:00","17:00"]]}}}`,
		`{"id":"e","op":"due","start":"2026-12-30T16:00","limit":"2d","pauses":[{"from":"2026-12-31T10:00","to":"2027-01-04T10:00"}]}`,
		`{"id":1e400,"op":"due"}`, `null`, `[]`, `"x"`, `{"start":{}}`, `{"calendar":[]}`,
	} {
		f.Add([]byte(line))
	}
	national, err := (&Due{}).calendar()
	require.NoError(f, err)
	b := newBatch(national)
	f.Fuzz(func(t *testing.T, line []byte) {
		line = bytes.ReplaceAll(line, []byte("\n"), nil) // run cuts there
		answer := b.answer(nil, line)
		require.Equal(t, 1, bytes.Count(answer, []byte("\n")))
		var got map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(answer, &got))
		kinds := 0
		for _, key := range []string{"due", "working_seconds", "error"} {
			if _, ok := got[key]; ok {
				kinds++
			}
		}
		require.Equal(t, 1, kinds)
		require.Contains(t, got, "id")
	})
}

// BenchmarkBatch answers 100,000 lines an iteration; the figure is under 2 s.
func BenchmarkBatch(b *testing.B) {
	var in bytes.Buffer
	for i := range 100_000 {
		switch i % 4 {
		case 0:
			fmt.Fprintf(&in, `{"id":"%d","op":"due","start":"2026-%02d-24T09:30:00+08:00","limit":"%dwd"}`+"\n", i, i%12+1, i%60)
		case 1:
			fmt.Fprintf(&in, `{"id":"%d","op":"due","start":"2026-%02d-24T09:30","limit":"%dd","pauses":[{"from":"2026-03-01T10:00","to":"2026-03-05T10:00"}]}`+"\n", i, i%12+1, i%60)
		case 2:
			fmt.Fprintf(&in, `{"id":"%d","op":"elapsed","start":"2026-01-04T09:30","end":"2026-03-%02dT09:30"}`+"\n", i, i%28+1)
		default:
			fmt.Fprintf(&in, `{"id":"%d","op":"due","start":"2026-03-24T09:30","limit":"%dwh","calendar":{"zone":"Europe/Berlin","week":{"mon":[["09:00","17:00"]],"tue":[["09:00","17:00"]]},"off":["2026-04-%02d"]}}`+"\n", i, i%60, i%30+1)
		}
	}
	cmd := Due{Batch: true}
	for b.Loop() {
		var out bytes.Buffer
		if err := cmd.run(bytes.NewReader(in.Bytes()), &out); err != nil {
			b.Fatal(err)
		}
		if n := bytes.Count(out.Bytes(), []byte("\n")); n != 100_000 || bytes.Contains(out.Bytes(), []byte("error")) {
			b.Fatalf("%d answers, or an error among them", n)
		}
	}
}

// What a spreadsheet or an editor saves begins with a byte order mark.
func TestDueBatchWithAByteOrderMark(t *testing.T) {
	t.Parallel()
	got, err := dueLine(t, "\ufeff"+`{"id":"a","op":"due","start":"2026-09-24T09:30","limit":"10wd"}`+"\n", "--batch")
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"a","due":"2026-10-15T17:30:00+08:00","due_date":"2026-10-15","provisional":false}`, got)
}
