package find_test

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/find"
)

// TestWhatADumpYields plays whoever has stolen the index without its key, and knows how
// common each name is in the country: he takes the most frequent hash for the commonest pair
// of characters, the next for the next, and so on. Most of what he says is wrong; who bears
// one of the few commonest names he may name, and that two cases are of one person he can
// see always (SECURITY.md).
func TestWhatADumpYields(t *testing.T) {
	t.Parallel()
	const people = 50_000
	draw := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same draw at each check
	names := make([]string, people)
	dump := make([]map[uint32]bool, people)
	often, known := map[uint32]int{}, map[string]int{}
	for i := range names {
		names[i] = name(draw)
		dump[i] = map[uint32]bool{}
		for _, pair := range find.Words(names[i]) {
			term := keyed(pair)
			dump[i][term] = true
			often[term]++
		}
	}
	for range people { // another people of the same country: what he can know of it
		for _, pair := range find.Words(name(draw)) {
			known[pair]++
		}
	}
	guess := map[uint32]string{}
	pairs, terms := ranked(known), ranked(often)
	for i := range min(len(pairs), len(terms)) {
		guess[terms[i]] = pairs[i]
	}
	named := 0
	for i, bag := range dump {
		right := true
		for _, pair := range find.Words(names[i]) {
			right = right && guess[keyed(pair)] == pair && bag[keyed(pair)]
		}
		if right {
			named++
		}
	}
	share := float64(named) / people
	t.Logf("of %d people %d are named (%.2f %%), of %d pairs of characters", people, named, 100*share, len(terms))
	require.Less(t, share, 0.02)
}

// name draws one as they are spread in the country: few family names, given names of one or
// two characters, some far commoner than others.
func name(r *rand.Rand) string {
	common := func(of []rune, steep float64) string {
		n := len(of)
		return string(of[min(n-1, int(float64(n)*pow(r.Float64(), steep)))])
	}
	out := common(family, 2.6) + common(given, 1.8)
	if r.Float64() < 0.8 {
		out += common(given, 1.8)
	}
	return out
}

func pow(x, y float64) float64 {
	out := 1.0
	for ; y >= 1; y-- {
		out *= x
	}
	return out * (1 - y*(1-x))
}

var (
	family = []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常")
	given  = []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文志海波鹏飞斌宇浩凯健俊辉晨阳雪婷欣怡子涵梓轩博思佳雨泽睿诗琪嘉一诺可馨若曦天佑成林永春利凤珍贞荣爱素云莲真环雁瑾颖露瑶雅琳洁倩蓉眉君琴薇菁梦岚苑婕茜秋珊莎锦黛青卓")
)

func keyed(pair string) uint32 {
	h := fnv.New32a()
	h.Write([]byte("a key he has not" + pair))
	return h.Sum32()
}

func ranked[K comparable](n map[K]int) []K {
	out := make([]K, 0, len(n))
	for k := range n {
		out = append(out, k)
	}
	slices.SortStableFunc(out, func(a, b K) int { return n[b] - n[a] })
	return out
}
