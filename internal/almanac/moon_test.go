package almanac_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	moon "github.com/6tail/lunar-go/calendar"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/almanac"
)

const moonFile = "../../schema/reference/calendars/moon.json"

// write makes the data anew: go generate ./internal/almanac.
var write = flag.Bool("write", false, "write moon.json")

// computed asks the library for the years the law is known for: from the text of
// 2013 to the end of the century.
func computed() almanac.Law {
	var law almanac.Law
	for year := 2014; year <= 2099; year++ {
		day := func(month, day int) string { return moon.NewLunarFromYmd(year, month, day).GetSolar().ToYmd() }
		law = append(law, almanac.Moon{
			Year: year, NewYear: day(1, 1), DragonBoat: day(5, 5), MidAutumn: day(8, 15),
			Qingming: moon.NewLunarFromYmd(year, 1, 1).GetJieQiTable()["清明"].ToYmd(),
		})
	}
	return law
}

// TestMoon: the data is what the library computes.
func TestMoon(t *testing.T) {
	t.Parallel()
	law := computed()
	require.NoError(t, law.Check())
	lines := make([]string, len(law))
	for i, m := range law {
		line, err := json.Marshal(m)
		require.NoError(t, err)
		lines[i] = "  " + string(line)
	}
	text := "[\n" + strings.Join(lines, ",\n") + "\n]\n"
	if *write {
		require.NoError(t, os.WriteFile(moonFile, []byte(text), 0o644))
	}
	raw, err := os.ReadFile(moonFile)
	require.NoError(t, err)
	require.Equal(t, text, string(raw), "go generate ./internal/almanac")
}

// known is the law as the binary carries it.
func known(t testing.TB) almanac.Law {
	t.Helper()
	raw, err := os.ReadFile(moonFile)
	require.NoError(t, err)
	var law almanac.Law
	require.NoError(t, json.Unmarshal(raw, &law))
	return law
}

// TestLawInEveryList: every day off by law was off in every list the State Council
// announced, 2018 to 2026, and the law gives as many days as its text says.
func TestLawInEveryList(t *testing.T) {
	t.Parallel()
	law, national := known(t), national(t)
	for year := 2014; year <= 2099; year++ {
		days, ok := law.Year(year)
		require.True(t, ok)
		count := map[string]int{}
		for _, d := range days {
			count[d.ZH]++
			if year >= 2018 && year <= 2026 {
				require.Contains(t, national.Off, d.Date, d.ZH)
			}
		}
		eve, may := 3, 1
		if year >= 2025 {
			eve, may = 4, 2
		}
		require.Equal(t, map[string]int{"元旦": 1, "春节": eve, "清明节": 1, "劳动节": may, "端午节": 1, "中秋节": 1, "国庆节": 3}, count, year)
	}
	_, ok := law.Year(2013)
	require.False(t, ok, "its text is not at hand")
	days, _ := law.Year(2027)
	require.Equal(t, "[2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09 2027-09-15 2027-10-01 2027-10-02 2027-10-03]", fmt.Sprint(dates(days)))
}

func dates(days []almanac.Legal) (out []string) {
	for _, d := range days {
		out = append(out, d.Date)
	}
	return out
}

func TestLawCheck(t *testing.T) {
	t.Parallel()
	law := known(t)
	require.NoError(t, law.Check())
	gap := append(almanac.Law{}, law[0], law[2])
	require.ErrorContains(t, gap.Check(), "follows")
	summer := append(almanac.Law{}, law[0])
	summer[0].NewYear = "2014-07-31"
	require.ErrorContains(t, summer.Check(), "2014-07-31")
}
