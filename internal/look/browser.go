package look

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pageWithin is how long one page may take on a busy machine.
const pageWithin = time.Minute

// View is how a page is looked at.
type View struct {
	Width int64
	Dark  bool
	Paper bool // as it prints
}

func (v View) String() string {
	name := fmt.Sprint(v.Width)
	if v.Dark {
		name += " dark"
	}
	if v.Paper {
		name += " printed"
	}
	return name
}

// Views are a desk and a phone, by day and by night.
var Views = []View{{Width: 1280}, {Width: 390}, {Width: 390, Dark: true}, {Width: 1280, Dark: true}}

// Pages are the files of a storybook, in order.
func Pages(story string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(story, "*.html"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no page in %s", story)
	}
	slices.Sort(files)
	return files, err
}

func nameOf(file string) string { return strings.TrimSuffix(filepath.Base(file), ".html") }

// Open starts a Chromium without a window; close ends it.
func Open(ctx context.Context) (tab context.Context, closing func(), err error) {
	binary := ""
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && binary == "" {
			binary = path
		}
	}
	if binary == "" {
		return nil, nil, errors.New("no Chromium: tools/need.sh chromium fonts")
	}
	allocator, stop := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(binary), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(pageWithin), chromedp.Flag("hide-scrollbars", true),
	)...)
	tab, cancel := chromedp.NewContext(allocator)
	closing = func() {
		cancel()
		stop()
	}
	if err := chromedp.Do(tab); err != nil {
		closing()
		return nil, nil, fmt.Errorf("start Chromium: %w", err)
	}
	return tab, closing, nil
}

// visit opens a page of the storybook.
func visit(ctx context.Context, file string) error {
	abs, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, pageWithin)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate("file://"+abs))
}

// as sets how the page is looked at from here on.
func as(ctx context.Context, v View) error {
	scheme, media := "light", ""
	if v.Dark {
		scheme = "dark"
	}
	if v.Paper {
		media = "print"
	}
	var mobile []chromedp.EmulateViewportOption
	if v.Width < 600 {
		mobile = append(mobile, chromedp.EmulateMobile)
	}
	if _, err := chromedp.Run(ctx, chromedp.EmulateViewport(v.Width, 844, mobile...)); err != nil {
		return err
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	return err
}

// picture is what is seen of a page, no longer than longest.
func picture(ctx context.Context, v View, longest, quality int64) ([]byte, error) {
	tall, err := chromedp.Run(ctx, chromedp.Evaluate[int64]("document.documentElement.scrollHeight"))
	if err != nil {
		return nil, err
	}
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatWebp, Quality: &quality, CaptureBeyondViewport: new(true),
		Clip: &page.Viewport{Width: float64(v.Width), Height: float64(min(tall, longest)), Scale: 1},
	})
	return shot.Data, err
}
