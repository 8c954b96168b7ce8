package web

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/sheet"
)

// exchanged is what the test puts in and what came of it.
type exchanged struct {
	brought []cases.Brought
	tables  []cases.Table
}

func (c registerFake) Exchanged(context.Context, casework.Principal) ([]casework.Kind, map[casework.Kind][]cases.Column, error) {
	return []casework.Kind{casework.Service}, map[casework.Kind][]cases.Column{casework.Service: {
		{Name: cases.ColumnItem}, {Name: cases.ColumnReceived}, {Name: "phone", Field: &policy.FormField{Name: "phone", Label: "联系电话", LabelEn: "Phone"}},
	}}, c.down
}

func (c registerFake) Bring(_ context.Context, _ casework.Principal, t cases.Table) ([]cases.Brought, error) {
	c.exchange.tables = append(c.exchange.tables, t)
	return c.exchange.brought, c.refuse
}

func (c registerFake) Results(context.Context, casework.Principal, casework.Kind) ([][]string, error) {
	return [][]string{{casework.FactOutsideSystem, casework.FieldOutsideNumber, cases.ColumnStage}, {"hotline", "HL-1", "closed"}}, c.down
}

// TestATableOfAnotherSystemIsLookedAtFirst: what is wrong is told by cell; what was looked at is
// taken by the next click; the empty table and the results are handed out in words.
func TestATableOfAnotherSystemIsLookedAtFirst(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, clerk)
	post := func(fields map[string]string, file string) *http.Response {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for name, value := range fields {
			require.NoError(t, form.WriteField(name, value))
		}
		if file != "" {
			part, err := form.CreateFormFile("file", "table.csv")
			require.NoError(t, err)
			_, err = part.Write([]byte(file))
			require.NoError(t, err)
		}
		require.NoError(t, form.Close())
		req := httptest.NewRequest(http.MethodPost, "/exchange", &body)
		req.Header.Set("Content-Type", form.FormDataContentType())
		return v.send(req)
	}
	doc := v.read(post(map[string]string{"kind": "service"}, ""))
	require.Equal(t, 1, doc.Find(".invalid #file").Length(), "a file is asked for")
	doc = v.read(post(nil, "phone\n1\n"))
	require.Equal(t, 1, doc.Find(".invalid #f-kind").Length(), "and of which kind it is")

	v.counter.refuse = casework.FieldError(casework.BadPhone, "line[3].fields.phone", "tel")
	doc = v.read(post(map[string]string{"kind": "service"}, "phone\n1\n2\n"))
	require.Contains(t, cells(doc.Find(".summary tbody tr")), "3 | 联系电话")
	v.counter.refuse = nil

	v.counter.exchange.brought = []cases.Brought{{Line: 2}, {Line: 3, Number: "BJ2026-000412", Known: true}}
	doc = v.read(post(map[string]string{"kind": "service"}, "phone\n1\n2\n"))
	require.Contains(t, doc.Find("[role=status]").Text(), "新收 1 件")
	held := doc.Find("[name=held]").AttrOr("value", "")
	require.NotEmpty(t, held)
	res := post(map[string]string{"kind": "service", "held": held, "take": "1"}, "")
	require.Equal(t, "/cases?kind=service", res.Header.Get("Location"))
	last := v.counter.exchange.tables[len(v.counter.exchange.tables)-1]
	require.False(t, last.Dry)
	require.Equal(t, [][]string{{"phone"}, {"1"}, {"2"}}, last.Rows)

	read := func(path string) [][]string {
		res := v.send(httptest.NewRequest(http.MethodGet, path, nil))
		require.Equal(t, http.StatusOK, res.StatusCode)
		var raw bytes.Buffer
		_, err := raw.ReadFrom(res.Body)
		require.NoError(t, err)
		rows, err := sheet.Read(raw.Bytes())
		require.NoError(t, err)
		return rows
	}
	require.Equal(t, []string{"事项 item", "收到时间 received", "联系电话 phone"}, read("/exchange/table?kind=service&format=gbk")[0])
	require.Equal(t, []string{"12345热线", "HL-1", "已办结"}, read("/exchange/results?kind=service&format=xlsx")[1])
	require.Equal(t, []string{"HL-1", "hotline", "closed"}, read("/exchange/results?kind=service&format=json")[1], "codes for programs, their names in order")
}
