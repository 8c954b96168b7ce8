package workflows_test

import (
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/workflows"
)

// histories are lives of cases as the real engine recorded them (record_test.go).
// A workflow that no longer fits one would break the cases open today:
// workflow.GetVersion, and a history of the old way recorded first.
func histories(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/histories/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

func replay(t *testing.T, file string, registered map[string]any) error {
	t.Helper()
	replayer := worker.NewWorkflowReplayer()
	for name, fn := range registered {
		replayer.RegisterWorkflowWithOptions(fn, workflow.RegisterOptions{Name: name})
	}
	return replayer.ReplayWorkflowHistoryFromJSONFile(log.NewStructuredLogger(slog.New(slog.DiscardHandler)), file)
}

func TestHistoriesReplay(t *testing.T) {
	t.Parallel()
	for _, file := range histories(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			replayHeard(t, file)
		})
	}
}

// Replaying proves something: a workflow that waits for one timer more does not
// fit any of them.
func TestAChangedWorkflowDoesNotReplay(t *testing.T) {
	t.Parallel()
	changed := map[string]any{}
	for name, fn := range workflows.Of(kind.Office()).All() {
		life := fn.(func(workflow.Context, casework.Start) (string, error))
		changed[name] = func(ctx workflow.Context, in casework.Start) (string, error) {
			workflow.NewTimer(ctx, time.Second)
			return life(ctx, in)
		}
	}
	for _, file := range histories(t) {
		require.Error(t, replay(t, file, changed), file)
	}
}

var payload = regexp.MustCompile(`"data": ?"([A-Za-z0-9+/=]+)"`)

// The engine holds no word a person wrote: texts travel as ids. Beyond ASCII
// there are the names of laws, which the policies cite, and nothing else.
func TestHistoriesHoldNoPersonalWord(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	laws := []string{"行政许可法第三十二条", "行政许可法第四十五条", "效能投诉处理暂行办法第七条", "效能投诉处理暂行办法第十一条", "本单位规定", "行政机关公务员处分条例第三十九条", "行政机关公务员处分条例第四十一条", "行政机关公务员处分条例第四十二条", "中国共产党党组工作条例第二十七条"} // cited by commands
	laws = append(laws, petitionLaws...)
	for _, w := range kind.Office().Of(casework.Service).Ways {
		laws = append(laws, w.Basis)
	}
	for _, p := range ref.Policies {
		for _, r := range p.Rules {
			laws = append(laws, fullWidth.Replace(r.Basis))
		}
	}
	for _, file := range histories(t) {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NotRegexp(t, `[^\x00-\x7F]`, string(raw), file)
		payloads := payload.FindAllStringSubmatch(string(raw), -1)
		require.NotEmpty(t, payloads, file)
		for _, m := range payloads {
			data, err := base64.StdEncoding.DecodeString(m[1])
			require.NoError(t, err, file)
			var value any
			require.NoError(t, json.Unmarshal(data, &value), file)
			noPersonalWord(t, file, laws, value)
		}
	}
}

// fullWidth: older histories cite the rules of the office with half-width marks.
var fullWidth = strings.NewReplacer(":", "：", ",", "，")

func noPersonalWord(t *testing.T, file string, laws []string, value any) {
	t.Helper()
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			require.NotContains(t, []string{"reason", "text", "name_of_person", "applicant", "phone"}, key, file)
			noPersonalWord(t, file, laws, inner)
		}
	case []any:
		for _, inner := range v {
			noPersonalWord(t, file, laws, inner)
		}
	case string:
		if strings.ContainsFunc(v, func(r rune) bool { return r > 127 }) {
			require.Contains(t, laws, fullWidth.Replace(v), file)
		}
	}
}
