package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
)

const pdf = "%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"

// sent is a form with a file, and with what else stands in it.
func sent(t *testing.T, k, name, content string, values ...string) (string, map[string]string) {
	t.Helper()
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	for i := 0; i < len(values); i += 2 {
		require.NoError(t, form.WriteField(values[i], values[i+1]))
	}
	if name != "" {
		part, err := form.CreateFormFile("file", name)
		require.NoError(t, err)
		_, err = io.WriteString(part, content)
		require.NoError(t, err)
	}
	require.NoError(t, form.Close())
	return out.String(), map[string]string{core.KeyField: k, "Content-Type": form.FormDataContentType()}
}

func (v visitor) attach(path, k, name, content string, values ...string) answer {
	v.t.Helper()
	body, header := sent(v.t, k, name, content, values...)
	return v.post(path, body, header)
}

func TestAttachAndRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	path := "/api/v1/cases/" + open
	handler := b.as(countertest.Handler)
	got := handler.attach(path+"/attach", "k", "现场 照片.pdf", pdf)
	require.Equal(t, http.StatusOK, got.status, got.text)
	var answer cases.Answer
	require.NoError(t, json.Unmarshal([]byte(got.text), &answer))
	require.True(t, answer.Verdict.Accepted)

	var rows []casework.Attachment
	require.NotNil(t, b.server.OpenAPI().Paths["/api/v1/cases/{number}/attach"].Post.RequestBody.Content["multipart/form-data"].Schema)
	list := handler.get(path + "/attachments")
	require.Equal(t, http.StatusOK, list.status)
	require.NoError(t, json.Unmarshal([]byte(list.text), &rows))
	require.Len(t, rows, 1)
	require.Equal(t, answer.ID, rows[0].ID)
	require.Equal(t, "现场 照片.pdf", rows[0].Name)

	file := handler.get(path + "/attachments/" + answer.ID)
	require.Equal(t, http.StatusOK, file.status, file.text)
	require.Equal(t, pdf, file.text)
	for name, want := range map[string]string{
		"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Content-Security-Policy": "sandbox; default-src 'none'", "Content-Length": "30",
	} {
		require.Equal(t, []string{want}, file.header[name])
	}
	require.Equal(t, "attachment; filename*=utf-8''%E7%8E%B0%E5%9C%BA%20%E7%85%A7%E7%89%87.pdf", file.header.Get("Content-Disposition"))
	kind, params, err := mime.ParseMediaType(file.header.Get("Content-Disposition"))
	require.NoError(t, err)
	require.Equal(t, "attachment", kind, "handed out, never shown")
	require.Equal(t, "现场 照片.pdf", params["filename"])

	require.Len(t, b.store.Audits, 2)
	require.NotContains(t, b.log.String(), "照片", "no name in the log")
	for who, want := range map[string]int{
		countertest.Leader: http.StatusOK, countertest.Efficiency: http.StatusForbidden, countertest.Stranger: http.StatusNotFound,
	} {
		require.Equal(t, want, b.as(who).get(path+"/attachments").status, who)
		require.Equal(t, want, b.as(who).get(path+"/attachments/"+answer.ID).status, who)
	}
	require.Equal(t, http.StatusNotFound, handler.get(path+"/attachments/none").status)

	b.engine.SetAway(true)
	require.Equal(t, http.StatusAccepted, handler.attach(path+"/attach", "k2", "b.pdf", pdf+"\n").status)
	require.JSONEq(t, list.text, handler.get(path+"/attachments").text, "seen once it is accepted")
}

// TestBadFiles: an attachment of the wrong type or too large is clear, in both
// languages, and changes nothing (issue 5).
func TestBadFiles(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	path := "/api/v1/cases/" + open + "/attach"
	large := strings.Repeat("a", casework.MaxFile+1)
	form := func(name, content string, values ...string) func(*testing.T, visitor) answer {
		return func(t *testing.T, v visitor) answer { return v.attach(path, "k", name, content, values...) }
	}
	for name, tt := range map[string]struct {
		who    string
		send   func(*testing.T, visitor) answer
		status int
		want   api.FieldProblem
	}{
		"too large": {countertest.Handler, form("a.txt", large), 413, api.FieldProblem{
			Field: "file", Rule: "20 MB", Code: casework.FileTooLarge, ZH: "单个文件不能超过 20 MB", EN: "a file may have 20 MB at most",
		}},
		"far too large": {countertest.Handler, form("a.txt", strings.Repeat(large, 4)), 413, api.FieldProblem{Field: "file", Rule: "20 MB", Code: casework.FileTooLarge}},
		"a page named a document": {countertest.Handler, form("a.pdf", "<html>"), 415, api.FieldProblem{
			Field: "file", Rule: "content", Code: casework.FileType,
			ZH: "这种文件不能作为附件；可以上传 PDF、JPG、PNG、DOCX、XLSX、OFD、TXT（UTF-8）、MP3、M4A、WAV、MP4",
			EN: "files of this type are not taken; PDF, JPG, PNG, DOCX, XLSX, OFD, TXT (UTF-8), MP3, M4A, WAV and MP4 are",
		}},
		"an old format":    {countertest.Handler, form("a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 415, api.FieldProblem{Field: "file", Rule: "content", Code: casework.FileOld}},
		"nothing in it":    {countertest.Handler, form("a.txt", ""), 422, api.FieldProblem{Field: "file", Rule: "content", Code: casework.FileEmpty}},
		"cut off":          {countertest.Handler, form("a.pdf", "%PDF-1.7"), 422, api.FieldProblem{Field: "file", Rule: "content", Code: casework.FileDamaged}},
		"no file":          {countertest.Handler, form("", ""), 400, api.FieldProblem{Field: "file", Rule: "required", Code: casework.Invalid}},
		"a field too many": {countertest.Handler, form("a.pdf", pdf, "audience", "unit"), 400, api.FieldProblem{Field: "audience", Code: casework.UnknownField}},
		"not his to add":   {countertest.Stranger, form("a.txt", large), 404, api.FieldProblem{Field: "number", Code: casework.NotFound}},
		"not a form":       {countertest.Handler, func(_ *testing.T, v visitor) answer { return v.post(path, `{"file":"a"}`, key("k")) }, 400, api.FieldProblem{Field: "body", Rule: "multipart/form-data", Code: casework.Invalid}},
		"half a form": {countertest.Handler, func(t *testing.T, v visitor) answer {
			body, header := sent(t, "k", "a.pdf", pdf)
			return v.post(path, body[:len(body)-30], header)
		}, 400, api.FieldProblem{Field: "body", Rule: "multipart/form-data", Code: casework.Invalid}},
		"no key": {countertest.Handler, func(t *testing.T, v visitor) answer {
			body, header := sent(t, "k", "a.pdf", pdf)
			delete(header, core.KeyField)
			return v.post(path, body, header)
		}, 400, api.FieldProblem{Field: "Idempotency-Key", Rule: "required", Code: casework.Invalid}},
	} {
		t.Run(name, func(t *testing.T) {
			p := tt.send(t, b.as(tt.who)).problem(t)
			require.Equal(t, tt.status, p.Status)
			got := p.Errors[0]
			if tt.want.ZH == "" {
				got.ZH, got.EN = "", ""
			}
			require.Equal(t, tt.want, got)
			require.Zero(t, b.store.Kept())
			require.Empty(t, b.engine.Updates)
		})
	}
}
