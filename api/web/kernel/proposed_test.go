package kernel

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/webtest"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// Whoever signs second reads what the act would do: whose desk has the case then, until
// when its clocks stand still, from which receipt they would count (R048).
func TestNobodySignsBlind(t *testing.T) {
	t.Parallel()
	_, cal := webtest.National(t)
	office := &core.Office{
		Persons: []casework.Person{{ID: "handler", Name: "王强"}},
		Posts:   []casework.Post{{ID: "road-desk", Name: "道路岗", NameEn: "roads desk"}},
	}
	for name, tt := range map[string]struct {
		view   casework.SecondView
		zh, en string
	}{
		"transfer": {casework.SecondView{Act: casework.Transfer, Post: "road-desk"}, "王强 提出：移交，交 道路岗，等第二人签署", "王强 asked for: Transfer, to roads desk, which waits for a second signature"},
		"pause":    {casework.SecondView{Act: casework.Pause, Until: webtest.At("2026-12-31 17:30")}, "，至 12-31 17:30，", "until"},
		"correct":  {casework.SecondView{Act: casework.Correct, Received: webtest.At("2026-10-12 09:00")}, "，收件时间改为 10-12 09:00，", "receipt as of"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.view.By = "handler"
			says := func(lang string) string {
				return Voice{Lang: lang, Cal: cal, Now: SampleNow, Kinds: kind.Office()}.Proposed(office, casework.Service, &tt.view)
			}
			require.Contains(t, says(words.Chinese), tt.zh)
			require.Contains(t, says(words.English), tt.en)
		})
	}
}
