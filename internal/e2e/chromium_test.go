package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chromedp/chromedp"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// TestServiceCaseInChromium is the main job by hand: forms, pages, a phone.
func TestServiceCaseInChromium(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := openBrowser(t, h)
	number := registerByForm(t, b)

	handler := b.enter("handler", 1280)
	require.Contains(t, handler.text("main table"), number, "the clock is on the handler's desk")
	handler.press("a[href='/cases/" + number + "']")
	handler.unfold(casework.Accept)
	handler.submit(casework.Accept)
	require.Contains(t, handler.text(".flash"), "受理")
	attachByForm(t, handler, number)
	before := h.as("handler").clock(number, "handle")
	handler.unfold(casework.RequestExtension)
	handler.fill("#request-extension-days", "2")
	handler.fill("#request-extension-reason", "现场核查遇暴雨，需顺延")
	if handler.has("select#request-extension-clock") {
		handler.fill("#request-extension-clock", "办理")
	}
	handler.submit(casework.RequestExtension)
	require.NotNil(t, h.as("handler").view(number).Extension)

	approveOnPhone(t, b, number)

	handler.open("/cases/" + number)
	require.Contains(t, handler.text("table.ledger"), "延期")
	after := h.as("handler").clock(number, "handle")
	require.Equal(t, dueOf(t, before.Start, "12wd"), after.Due.UTC())
	handler.unfold(casework.Complete)
	handler.submit(casework.Complete)

	// The last step without scripts: everything works from the server.
	handler.withoutScripts()
	handler.open("/cases/" + number + "?do=deliver")
	require.Equal(t, "/cases/"+number+"/papers/grant_decision", handler.path(), "what is handed over is issued before")
	handed := handedOver(h.as("handler"), number)
	handler.open("/cases/" + number + "?do=deliver")
	handler.answer("deliver-", handed)
	handler.submit(casework.Deliver)
	require.Contains(t, handler.text(".case-head"), "办结")
	done := h.as("clerk").view(number)
	require.Equal(t, casework.StageClosed, done.Stage)
	require.Equal(t, "completed", done.Result)
}

// attachByForm: a page named as a document is refused at its field, a note is taken
// and handed out again.
func attachByForm(t *testing.T, handler *tab, number string) {
	t.Helper()
	choose := func(name, content string) {
		handler.choose("#attach-file", name, content)
		handler.submit(casework.Attach)
	}
	handler.unfold(casework.Attach)
	choose("现场照片.pdf", "<html><script>alert(1)</script>")
	require.Contains(t, handler.text("#summary"), "可以上传 PDF")
	choose("现场记录.txt", "门面与图纸一致")
	require.Contains(t, handler.text(".flash"), "附文件")
	require.Contains(t, handler.text("[aria-labelledby=files] table"), "现场记录.txt")
	var files []casework.Attachment
	reader := handler.b.h.as("handler")
	reader.read("/cases/"+number+"/attachments", &files)
	require.Len(t, files, 1)
	got := reader.send(http.MethodGet, "/cases/"+number+"/attachments/"+files[0].ID, nil, "")
	require.Equal(t, "门面与图纸一致", string(got.body))
}

// choose gives a file to a file chooser, as a person picks one.
func (w *tab) choose(selector, name, content string) {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), name)
	require.NoError(w.t, os.WriteFile(path, []byte(content), 0o600))
	w.do(chromedp.SetUploadFiles(chromedp.CSS(selector), []string{path}))
}

// registerByForm: the clerk chooses the item, fills the form it defines, and is
// led to the case.
func registerByForm(t *testing.T, b *browser) (number string) {
	t.Helper()
	clerk := b.enter("clerk", 1280)
	clerk.open("/register")
	clerk.press("a[href='/register/food-permit']")
	form := foodPermit()
	for _, field := range []string{"applicant", "id_number", "phone", "address", "matter"} {
		clerk.fill("#f-"+field, form.Fields[field])
	}
	// One paper is forgotten first: the page names it and keeps what was typed.
	clerk.do(chromedp.SetValue(chromedp.CSS("#f-business"), form.Fields["business"]))
	for _, code := range form.Materials[1:] {
		clerk.do(chromedp.Click(chromedp.CSS("#f-materials input[value='" + code + "']")))
	}
	clerk.do(chromedp.Click(chromedp.CSS("#f-examine"))) // the desk looks before it accepts
	clerk.press(".register-grid button.primary")
	require.Contains(t, clerk.text("#summary"), "申请书")
	require.Equal(t, "/register/food-permit", clerk.path())
	clerk.do(chromedp.Click(chromedp.CSS("#f-materials input[value='" + form.Materials[0] + "']")))
	clerk.press(".register-grid button.primary")
	clerk.see(".case-head")
	number = strings.TrimPrefix(clerk.path(), "/cases/")
	of, _, _, ok := kind.Office().Parse(number)
	require.True(t, ok, "the clerk is led to the case, not to %s", clerk.path())
	require.Equal(t, casework.Service, of)
	require.Contains(t, clerk.text(".flash"), number)
	clerk.press("a[href$='show=applicant#applicant']")
	require.Contains(t, clerk.text("#applicant"), form.Fields["applicant"])
	return number
}

// approveOnPhone: the leader decides on a screen 390 pixels wide.
func approveOnPhone(t *testing.T, b *browser, number string) {
	t.Helper()
	leader := b.enter("leader_in_charge", 390)
	leader.open("/approvals")
	require.True(t, leader.fits(), "the list is wider than the phone")
	leader.press(".approval a.button[href='/approvals/" + number + "']")
	require.True(t, leader.fits(), "the request is wider than the phone")
	require.Contains(t, leader.text("main"), "现场核查遇暴雨")
	leader.fill("#reason", "情况属实，同意")
	leader.press(".decide button[value='true']")
	require.Equal(t, "/approvals", leader.path())
	require.NotContains(t, leader.text("main"), number)
}
