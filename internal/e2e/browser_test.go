package e2e

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// pageWithin is how long a page may take on a machine whose cores are all busy.
const pageWithin = 60 * time.Second

// pageTry is how long one is waited for that another may have come in place of.
const pageTry = 20 * time.Second

// browser is one Chromium; everybody in it has cookies of his own.
type browser struct {
	t    *testing.T
	h    *house
	ctx  context.Context
	pics string                 // where screenshots go when the test fails; empty until then
	led  map[casework.Kind]bool // kinds to whose form somebody was led, and found that it takes nothing empty
}

func openBrowser(t *testing.T, h *house) *browser {
	t.Helper()
	binary := ""
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && binary == "" {
			binary = path
		}
	}
	require.NotEmpty(t, binary, "no Chromium: apt-get install chromium-headless-shell, or make deps-test")
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(binary), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("accept-lang", "zh-CN"), chromedp.Flag("disable-component-update", true),
		// Every page would be drawn in a frame made for it, at a third more.
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,RenderDocument"),
		chromedp.WSURLReadTimeout(pageWithin), chromedp.ModifyCmdFunc(lastInLine),
	)...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		cancel()
		stop()
	})
	require.NoError(t, chromedp.Do(ctx), "start Chromium")
	return &browser{t: t, h: h, ctx: ctx, led: map[casework.Kind]bool{}}
}

// lastInLine lets what is under test have the processor first: a browser beside it draws pages,
// and a test beside it keeps time on the wall.
func lastInLine(cmd *exec.Cmd) {
	cmd.SysProcAttr = bound()
	if nice, err := exec.LookPath("nice"); err == nil {
		cmd.Args = append([]string{nice, "-n", "10", cmd.Path}, cmd.Args[1:]...)
		cmd.Path = nice
	}
}

// tab is one person's window.
type tab struct {
	t       *testing.T
	b       *browser
	ctx     context.Context
	name    string
	visited []string
}

// enter signs somebody in at the sign-in page. The window is width pixels wide.
func (b *browser) enter(name string, width int64) *tab {
	b.t.Helper()
	w := b.window(name, width)
	w.open("/signin")
	w.answer("", map[string]string{"username": name, "password": password})
	w.press(".signin button.primary")
	w.see(".who")
	return w
}

// window opens one for somebody who has not signed in.
func (b *browser) window(name string, width int64) *tab {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	w := &tab{t: b.t, b: b, ctx: ctx, name: name}
	b.t.Cleanup(func() {
		w.keepPicture()
		cancel()
	})
	// The window lives as long as the context of its first action.
	require.NoError(b.t, chromedp.Do(ctx), "open a window")
	var mobile []chromedp.EmulateViewportOption
	if width < 600 {
		mobile = append(mobile, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	w.do(chromedp.EmulateViewport(width, 844, mobile...))
	return w
}

// do performs browser actions; a failure ends the test.
func (w *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, pageWithin)
	defer cancel()
	require.NoError(w.t, chromedp.Do(ctx, actions...), "%s at %v", w.name, w.visited)
}

// ask performs a browser action that answers; a failure ends the test.
func ask[T any](w *tab, action chromedp.Action[T]) T {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, pageWithin)
	defer cancel()
	got, err := chromedp.Run(ctx, action)
	require.NoError(w.t, err, "%s at %v", w.name, w.visited)
	return got
}

// open goes to a page. The one being left may reload itself at that very instant, where a
// clock of it ran out, and win (keys.js): the browser then says that ours was aborted, or
// never that it came. It is gone to again.
func (w *tab) open(path string) {
	w.t.Helper()
	var err error
	for range pageWithin / pageTry {
		if err = w.goTo(path); !isOvertaken(err) {
			break
		}
	}
	require.NoError(w.t, err, "%s at %v", w.name, w.visited)
	w.visited = append(w.visited, path)
}

func (w *tab) goTo(path string) error {
	ctx, cancel := context.WithTimeout(w.ctx, pageTry)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate(w.b.h.url+path))
}

// isOvertaken: another page came in place of the one that was gone to, as far as one sees.
func isOvertaken(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || err != nil && strings.Contains(err.Error(), "net::ERR_ABORTED")
}

func (w *tab) see(selector string) {
	w.t.Helper()
	w.visited = append(w.visited, "waits for "+selector)
	w.do(chromedp.WaitVisible(chromedp.CSS(selector)))
}

// fill types into a field as a person does.
func (w *tab) fill(selector, text string) {
	w.t.Helper()
	w.do(chromedp.SendKeys(chromedp.CSS(selector), text))
}

// press clicks and waits for the page it leads to.
func (w *tab) press(selector string) {
	w.t.Helper()
	w.visited = append(w.visited, "presses "+selector)
	ctx, cancel := context.WithTimeout(w.ctx, pageWithin)
	defer cancel()
	_, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
	require.NoError(w.t, err, "%s at %v", w.name, w.visited)
	w.see("main")
}

// unfold opens the form of an act on a case page.
func (w *tab) unfold(act string) {
	w.t.Helper()
	w.do(chromedp.Click(chromedp.CSS("#" + act + " > summary")))
	w.see("#" + act + " form button")
}

func (w *tab) submit(act string) {
	w.t.Helper()
	w.press("#" + act + " form button")
}

// text is what a person reads in an element.
func (w *tab) text(selector string) string {
	w.t.Helper()
	return ask(w, chromedp.Text(chromedp.CSS(selector)))
}

func (w *tab) path() string {
	w.t.Helper()
	return strings.TrimPrefix(ask(w, chromedp.Location()), w.b.h.url)
}

// withoutScripts turns scripts off from the next page on.
func (w *tab) withoutScripts() {
	w.t.Helper()
	_, err := chromedp.Call(w.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	require.NoError(w.t, err)
}

// fits tells whether the page is no wider than its window.
func (w *tab) fits() bool {
	w.t.Helper()
	return ask(w, chromedp.Evaluate[bool]("document.documentElement.scrollWidth <= window.innerWidth"))
}

var notName = regexp.MustCompile(`[^A-Za-z0-9]+`)

// keepPicture leaves what was on the screen when the test failed.
func (w *tab) keepPicture() {
	if !w.t.Failed() {
		return
	}
	ctx, cancel := context.WithTimeout(w.ctx, 10*time.Second)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(90))
	if err != nil {
		w.t.Logf("no screenshot of %s: %v", w.name, err)
		return
	}
	if w.b.pics == "" {
		w.b.pics, _ = os.MkdirTemp("", "shixian-e2e-"+notName.ReplaceAllString(w.t.Name(), "-"))
	}
	file := filepath.Join(w.b.pics, w.name+".jpeg")
	w.t.Logf("screenshot of %s: %s (%v)", w.name, file, os.WriteFile(file, picture, 0o600))
}

// has tells whether the page holds an element, without waiting for it.
func (w *tab) has(selector string) bool {
	w.t.Helper()
	return ask(w, chromedp.Evaluate[bool]("document.querySelector("+strconv.Quote(selector)+") !== null"))
}
