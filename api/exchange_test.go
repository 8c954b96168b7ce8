package api_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/sheet"
)

// What another system holds comes in by API as rows or as a file, is looked at first, is told
// by cell what is wrong with it, comes in once, and its result goes out under its number there.
func TestExchange(t *testing.T) {
	t.Parallel()
	b := setup(t)
	clerk := b.as(countertest.Clerk)
	const path = "/api/v1/exchange/service"
	got := clerk.send(http.MethodGet, path, "", nil)
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Contains(t, got.text, `"name":"outside_number","field"`)
	require.Equal(t, http.StatusUnprocessableEntity, clerk.send(http.MethodGet, "/api/v1/exchange/absence", "", nil).status)

	rows := `"rows":[{"item":"food-permit","received":"2026-09-24T08:40","outside_system":"hotline","outside_number":"HL-1","applicant":"王秀英","materials":["form","licence"]}]`
	got = clerk.send(http.MethodPost, path, `{"dry_run":true,`+rows+`}`, nil)
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.JSONEq(t, `{"dry_run":true,"lines":[{"line":2,"known":false}]}`, got.text)
	require.Empty(t, b.store.Registered)
	got = clerk.send(http.MethodPost, path, `{`+rows+`}`, nil)
	require.JSONEq(t, `{"dry_run":false,"lines":[{"line":2,"known":false,"number":"BJ2026-000001"}]}`, got.text)
	file := base64.StdEncoding.EncodeToString([]byte("事项 item,received,outside_system,outside_number,applicant,materials\nfood-permit,2026-09-24T08:40,hotline,HL-1,王秀英,form;licence\n"))
	got = clerk.send(http.MethodPost, path, `{"file":"`+file+`"}`, nil)
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Contains(t, got.text, `"known":true`)

	got = clerk.send(http.MethodPost, path, strings.ReplaceAll(`{`+rows+`}`, "HL-1", ""), nil)
	require.Equal(t, http.StatusBadRequest, got.status)
	require.Contains(t, got.text, `"field":"line[2].fields.outside_number"`)
	require.Equal(t, http.StatusForbidden, b.as(countertest.Handler).send(http.MethodPost, path, `{`+rows+`}`, nil).status)

	got = clerk.send(http.MethodGet, path+"/results", "", nil)
	require.Equal(t, http.StatusOK, got.status, got.text)
	var out []map[string]string
	require.NoError(t, json.Unmarshal([]byte(got.text), &out))
	require.Equal(t, "HL-1", out[0]["outside_number"])
	require.NotContains(t, got.text, "王秀英")
	table, err := sheet.Read([]byte(clerk.send(http.MethodGet, path+"/results?format=csv", "", nil).text))
	require.NoError(t, err)
	require.Len(t, table, 2)
}

// A matter of the catalogue is drafted, asked for and published by two through the API, too;
// what stands against it is told at its field.
func TestCatalogueFromDraftToMatter(t *testing.T) {
	t.Parallel()
	b := setup(t)
	author, second := b.as(countertest.Admin), b.as(countertest.Chief)
	const path = "/api/v1/catalogue/food-permit"
	var m struct {
		Versions []struct {
			Version int
			Item    map[string]any
		}
		Draft *struct {
			Revision int
			Problems []struct{ Field string }
		}
	}
	read := func() {
		got := author.send(http.MethodGet, path, "", nil)
		require.Equal(t, http.StatusOK, got.status, got.text)
		m.Draft = nil
		require.NoError(t, json.Unmarshal([]byte(got.text), &m))
	}
	read()
	item := m.Versions[0].Item
	item["promised"] = "10x"
	words, err := json.Marshal(map[string]any{"revision": 0, "item": item})
	require.NoError(t, err)
	got := author.send(http.MethodPut, path+"/draft", string(words), nil)
	require.Equal(t, http.StatusOK, got.status, got.text)
	read()
	require.NotNil(t, m.Draft)
	require.NotEmpty(t, m.Draft.Problems, "what stands against it")
	require.Equal(t, http.StatusConflict, second.send(http.MethodPost, path+"/draft/discard", `{"revision":9}`, nil).status, "not the words he read")
	require.Equal(t, http.StatusForbidden, b.as(countertest.Clerk).send(http.MethodPut, path+"/draft", string(words), nil).status)
	got = author.send(http.MethodPost, path+"/draft/discard", `{"revision":1}`, nil)
	require.Less(t, got.status, 300, got.text)
	read()
	require.Nil(t, m.Draft)
}
