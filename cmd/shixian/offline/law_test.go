package offline

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// lawOf runs `shixian law` as the command line would.
func lawOf(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var commands struct {
		Law Law `cmd:""`
	}
	var out bytes.Buffer
	parser, err := kong.New(&commands, kong.Writers(&out, &out))
	require.NoError(t, err)
	k, err := parser.Parse(append([]string{"law"}, args...))
	require.NoError(t, err)
	err = k.Run()
	return out.String(), err
}

func TestLawCommands(t *testing.T) {
	t.Parallel()
	out, err := lawOf(t, "list")
	require.NoError(t, err)
	require.Equal(t, 244, strings.Count(out, "\n"))
	require.Contains(t, out, "R069  十个工作日内办结并告知")

	out, err = lawOf(t, "list", "--json")
	require.NoError(t, err)
	var line lawLine
	require.NoError(t, json.Unmarshal([]byte(strings.Split(out, "\n")[68]), &line))
	require.Equal(t, lawLine{
		ID: "R069", ZH: "十个工作日内办结并告知", EN: "Ten working days, and both are told",
		On: []string{"xuancheng-complaints/10.2.1"}, Cites: []string{"效能投诉处理暂行办法第十条（二）1"}, Status: "enforced",
	}, line)

	for what, want := range map[string][]string{
		"R069":                      {"R069  十个工作日内办结并告知", "台账：", "软件怎么做：自转办起十个工作日内办结", "效能投诉处理暂行办法第十条（二）1", "2019-07-01起", "来源：", "10个工作日内办结"},
		"R046":                      {"台账：由人执行，软件不涉及", "软件怎么做：延时服务由在场人员完成，软件不能代替"},
		"R222":                      {"台账：软件保证", "说明：周期没有写明", "公文或事项"},
		"效能投诉处理暂行办法/10":             {"第十条 投诉受理办理程序", "（三）投诉复核阶段", "R069", "R074"},
		"xuancheng-complaints/10.3": {"复核", "R074"},
		"行政许可法第三十二条第一款第四项": {"licensing/32.4", "（四）申请材料不齐全", "R024"},
		"党组工作条例/27":        {"未核对原文", "内容提要", "R142"},
		"行政许可法/83":         {"没有规则以它为依据。"},
	} {
		out, err := lawOf(t, "show", what)
		require.NoError(t, err, what)
		for _, w := range want {
			require.Contains(t, out, w, what)
		}
	}
	for what, says := range map[string]string{
		"R999": "没有这条规则，也没有这个条文：R999", "效能投诉处理暂行办法/99": "没有这条规则，也没有这个条文", "行政许可法第一百条": "没有", "离岗告示制": "不止一处",
	} {
		_, err := lawOf(t, "show", what)
		require.ErrorContains(t, err, says, what)
	}
}
