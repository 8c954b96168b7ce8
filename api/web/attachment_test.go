package web

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

const evidence = "BJ2026-000412"

// filed is a page of a case that takes files and has two.
func filed(t *testing.T, who casework.Principal) *visitor {
	t.Helper()
	v := newVisitor(t, who)
	form, ok := kind.Office().Form(casework.Complaint, casework.Attach) // with a choice of readers
	require.True(t, ok)
	v.counter.actions = []casework.Form{form}
	v.counter.files = []casework.Attachment{
		{ID: "f1", Number: evidence, Name: "现场 <照片>.pdf", Media: "application/pdf", Size: 3 << 20, By: "handler", At: at("2026-10-12 09:30")},
		{ID: "f2", Number: evidence, Name: "便条.txt", Media: "text/plain; charset=utf-8", Size: 12, By: "backup", At: at("2026-10-13 10:00"), Audience: casework.AudienceSealed},
	}
	v.counter.content = "情况属实"
	return v
}

func TestFilesAreListedAndHandedOut(t *testing.T) {
	t.Parallel()
	v := filed(t, covering)
	doc, _ := v.get("/cases/" + evidence)
	rows := doc.Find("[aria-labelledby=files] tbody tr")
	require.Equal(t, 2, rows.Length())
	require.Contains(t, textOf(rows.First()), "现场 <照片>.pdfPDF3.0 MB王强10-12 09:30")
	require.Contains(t, textOf(rows.Eq(1)), "便条.txtTXT1 KB李敏10-13 10:00只有效能办")

	res := v.send(get(rows.First().Find("a").AttrOr("href", "")))
	require.Equal(t, http.StatusOK, res.StatusCode)
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Equal(t, "情况属实", string(body))
	require.True(t, strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment; filename*=utf-8''%E7%8E%B0"))
	require.Equal(t, "sandbox; default-src 'none'", res.Header.Get("Content-Security-Policy"))
	require.Equal(t, "nosniff", res.Header.Get("X-Content-Type-Options"))
	require.Equal(t, "no-store", res.Header.Get("Cache-Control"))
	_, status := v.get("/cases/" + evidence + "/attachments/none")
	require.Equal(t, http.StatusNotFound, status)

	// Who watches a permit reads none of its papers; nor does who judges what came of it, and to him
	// they are not there (desk.md 9). The case he reads.
	for _, code := range []casework.Code{casework.Forbidden, casework.NotFound} {
		v = filed(t, watcher)
		v.counter.filesKept = code
		doc, status = v.get("/cases/" + evidence)
		require.Equal(t, http.StatusOK, status, "%s", code)
		require.Zero(t, doc.Find("[aria-labelledby=files]").Length())
	}
	v = filed(t, casework.Principal{})
	require.Equal(t, http.StatusSeeOther, v.send(get("/cases/"+evidence+"/attachments/f1")).StatusCode)
}

func TestAFileIsSentByForm(t *testing.T) {
	t.Parallel()
	v := filed(t, covering)
	doc, _ := v.get("/cases/" + evidence + "?do=attach")
	form := doc.Find("#attach form")
	require.Equal(t, "multipart/form-data", form.AttrOr("enctype", ""))
	require.Equal(t, "/cases/"+evidence+"/attach", form.AttrOr("action", ""))
	require.Contains(t, form.Find("[type=file]").AttrOr("accept", ""), ".pdf,.jpg")
	require.Contains(t, textOf(form), "20 MB", "told beforehand")
	require.Zero(t, form.Find("[selected]").Length(), "sealed unless somebody says otherwise")
	key := form.Find("[name=key]").AttrOr("value", "")

	res := uploading(t, v, "/cases/"+evidence+"/attach", "照片.pdf", "%PDF", map[string]string{"key": key, "audience": "unit", "actor": "somebody"})
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, "/cases/"+evidence+"#files", res.Header.Get("Location"))
	require.Equal(t, key, v.counter.sent.Key)
	require.Equal(t, "照片.pdf", v.counter.sent.File.Name)
	require.Equal(t, "%PDF", string(bytes.Join(v.counter.sent.File.Content.Pieces(), nil)))
	doc, _ = v.get("/cases/" + evidence)
	require.Contains(t, textOf(doc.Find(".flash")), "已完成：附文件")

	v.counter.answer = cases.Answer{Same: true}
	uploading(t, v, "/cases/"+evidence+"/attach", "照片.pdf", "%PDF", map[string]string{"key": key})
	doc, _ = v.get("/cases/" + evidence)
	require.Contains(t, textOf(doc.Find(".flash")), "没有重复保存")
}

// A refusal stands at the field and on top, says what is taken, and keeps the rest.
func TestARefusedFileIsToldAtTheField(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		lang    string
		content string
		refuse  error
		want    string
	}{
		"a type":            {words.Chinese, "<html>", casework.FieldError(casework.FileType, "file", "content"), "可以上传 PDF、JPG"},
		"a type in English": {words.English, "<html>", casework.FieldError(casework.FileType, "file", "content"), "PDF, JPG"},
		"too large":         {words.Chinese, strings.Repeat("a", casework.MaxFile+1), nil, "单个文件不能超过 20 MB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := filed(t, covering)
			v.lang, v.counter.refuse = tt.lang, tt.refuse
			res := uploading(t, v, "/cases/"+evidence+"/attach", "a.pdf", tt.content, map[string]string{"key": "k", "audience": "unit"})
			require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
			doc := v.read(res)
			require.Contains(t, textOf(doc.Find("#summary")), tt.want)
			require.Equal(t, "#attach-file", doc.Find("#summary a").AttrOr("href", ""))
			require.Contains(t, textOf(doc.Find("#attach-file-error")), tt.want)
			require.Equal(t, 1, doc.Find("#attach[open]").Length())
			require.Equal(t, "unit", doc.Find("#attach [selected]").AttrOr("value", ""), "what was chosen stays")
		})
	}
}

func TestFilesTellHowLongTheyAreKept(t *testing.T) {
	t.Parallel()
	v := filed(t, covering)
	doc, _ := v.get("/cases/" + evidence)
	require.Contains(t, textOf(doc.Find("[aria-labelledby=files]")), "此件和由它引起的案件办结后至少保存两年", "held while the case is under way (R117)")
	until := at("2028-10-20 15:00")
	v.counter.files[0].KeptUntil = &until
	doc, _ = v.get("/cases/" + evidence)
	require.Contains(t, textOf(doc.Find("[aria-labelledby=files]")), "至少保存到2028年10月20日")
}
