package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/countertest"
)

var update = flag.Bool("update", false, "write the document anew")

// golden is the document as OpenAPI 3.0 has it, which is what generators of clients read;
// make client makes one from it.
const golden = "testdata/openapi-3.0.json"

func TestDocumentIsAsWritten(t *testing.T) {
	t.Parallel()
	doc, err := setup(t).server.OpenAPI().Downgrade()
	require.NoError(t, err)
	var is bytes.Buffer
	require.NoError(t, json.Indent(&is, doc, "", " "))
	is.WriteByte('\n')
	if *update {
		require.NoError(t, os.WriteFile(golden, is.Bytes(), 0o644))
	}
	was, err := os.ReadFile(golden)
	require.NoError(t, err)
	if i := firstDifference(string(was), is.String()); i > 0 {
		t.Fatalf("the document differs from line %d of %s on: if it is meant, go test ./api -run TestDocumentIs -update, read git diff, make client", i, golden)
	}
}

// firstDifference is the line from which two texts differ; 0 where they do not.
func firstDifference(a, b string) int {
	one, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(one), len(other)) {
		if i >= len(one) || i >= len(other) || one[i] != other[i] {
			return i + 1
		}
	}
	return 0
}

// A body that is one of several says by which word they are told apart; every schema of
// a body has a name; every operation of a session says what it may answer.
func TestDocumentTellsBodiesApart(t *testing.T) {
	t.Parallel()
	doc := setup(t).server.OpenAPI()
	for path, item := range doc.Paths {
		for method, op := range map[string]*huma.Operation{"get": item.Get, "post": item.Post, "put": item.Put, "delete": item.Delete} {
			if op == nil || !strings.HasPrefix(path, "/api/") {
				continue
			}
			where := method + " " + path
			require.Contains(t, op.Responses, "405", where)
			require.Contains(t, op.Responses, "400", where)
			if late := op.Responses["202"]; late != nil {
				require.NotEmpty(t, late.Content["application/json"].Schema.Ref, where)
			}
			if op.RequestBody == nil {
				continue
			}
			for media, content := range op.RequestBody.Content {
				require.NotEmpty(t, content.Schema.Ref, "%s %s", where, media)
				named := doc.Components.Schemas.SchemaFromRef(content.Schema.Ref)
				require.NotNil(t, named, where)
				require.Equal(t, len(named.OneOf) > 0, named.Discriminator != nil, where)
				for _, one := range named.OneOf {
					require.NotEmpty(t, one.Ref, where)
				}
			}
		}
	}
}

// What several kinds have different forms for says which kind it means; a program that
// has another case in mind hears so, and nothing changes.
func TestACommandSaysWhichKindItMeans(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	handler := b.as(countertest.Handler)
	p := handler.post("/api/v1/cases/"+open+"/complete", `{"case_kind":"document"}`, key("wrong")).problem(t)
	require.Equal(t, 400, p.Status)
	require.Equal(t, "case_kind", p.Errors[0].Field)
	require.Empty(t, b.engine.Updates)
	require.Equal(t, 200, handler.post("/api/v1/cases/"+open+"/complete", `{"case_kind":"service"}`, key("right")).status)
	require.Equal(t, 400, handler.post("/api/v1/cases/"+open+"/pause", `{"case_kind":"service"}`, key("none")).status, "one form, nothing to tell apart")
}

// What became of a command answered 202 is asked by its id, by who sent it.
func TestWhatBecameOfACommand(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	handler := b.as(countertest.Handler)
	b.engine.SetAway(true)
	got := handler.post("/api/v1/cases/"+open+"/complete", `{}`, key("k"))
	require.Equal(t, 202, got.status)
	var kept cases.Answer
	require.NoError(t, json.Unmarshal([]byte(got.text), &kept))

	got = handler.get("/api/v1/commands/" + kept.ID)
	require.Equal(t, 200, got.status)
	require.JSONEq(t, `{"id":"`+kept.ID+`","pending":true}`, got.text)
	require.NoError(t, b.store.SaveVerdict(t.Context(), open, casework.Verdict{ID: kept.ID, Command: casework.Complete, Accepted: true}))
	var decided cases.Answer
	require.NoError(t, json.Unmarshal([]byte(handler.get("/api/v1/commands/"+kept.ID).text), &decided))
	require.True(t, decided.Verdict.Accepted)
	require.False(t, decided.Pending)

	other, none := b.as(countertest.Clerk).get("/api/v1/commands/"+kept.ID), b.as(countertest.Clerk).get("/api/v1/commands/nothing")
	require.Equal(t, 404, other.status)
	require.Equal(t, none.text, other.text, "another's command is as good as none")
}

func TestUnknownParametersAreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	v := b.visitor()
	got := v.get("/api/v1/due?start=2026-09-24T09:30&limit=10wd&until=2027-01-01")
	require.Equal(t, 400, got.status, got.text)
	require.Contains(t, got.text, `"until"`)
	require.Contains(t, got.text, `"unknown_field"`)
	for path, item := range b.server.OpenAPI().Paths {
		if item.Get != nil {
			require.True(t, item.Get.RejectUnknownQueryParameters, "%s: a filter that does not exist would answer with everything", path)
		}
	}
}
