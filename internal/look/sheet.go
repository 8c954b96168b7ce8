package look

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// sheetWide and sheetTall are a contact sheet as one looks at it, in pixels.
const (
	sheetWide = 1560
	sheetTall = 1500
)

// Sheets lays pictures of the pages beside one another, as many as one can still read, and
// writes them to out; open: with all that is folded unfolded. A page is cut where the sheet ends.
func Sheets(ctx context.Context, files []string, v View, open bool, out string) (sheets []string, err error) {
	tab, closing, err := Open(ctx)
	if err != nil {
		return nil, err
	}
	defer closing()
	across, each := 4, 1
	if v.Width > 600 {
		across, each = 2, 2
	}
	wide := sheetWide / across
	tall := sheetTall / each
	for at := 0; at < len(files); at += across * each {
		some := files[at:min(len(files), at+across*each)]
		sheet, err := sheet(tab, some, v, open, out, wide, tall)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, sheet)
	}
	return sheets, nil
}

func sheet(tab context.Context, files []string, v View, open bool, out string, wide, tall int) (string, error) {
	var html strings.Builder
	fmt.Fprintf(&html, `<!DOCTYPE html><style>body{margin:0;display:flex;flex-wrap:wrap;align-items:start;background:#888;font:12px sans-serif}
figure{margin:0;width:%dpx;height:%dpx;overflow:hidden;border:1px solid #f0f;box-sizing:border-box}img{width:100%%}figcaption{background:#ff0}</style>`, wide, tall)
	for _, file := range files {
		ctx, cancel := context.WithTimeout(tab, pageWithin)
		defer cancel()
		if err := as(ctx, v); err != nil {
			return "", err
		}
		if err := visit(ctx, file); err != nil {
			return "", err
		}
		if open {
			if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](unfold)); err != nil {
				return "", err
			}
		}
		data, err := picture(ctx, v, int64(tall)*v.Width/int64(wide), 90)
		if err != nil {
			return "", err
		}
		pic := filepath.Join(out, nameOf(file)+"-"+strings.ReplaceAll(v.String(), " ", "-")+".webp")
		if err := os.WriteFile(pic, data, 0o644); err != nil {
			return "", err
		}
		fmt.Fprintf(&html, "<figure><figcaption>%s %s</figcaption><img src=%q></figure>", nameOf(file), v, filepath.Base(pic))
	}
	base := filepath.Join(out, fmt.Sprintf("sheet-%s-%s", strings.ReplaceAll(v.String(), " ", "-"), nameOf(files[0])))
	if err := os.WriteFile(base+".html", []byte(html.String()), 0o644); err != nil {
		return "", err
	}
	if err := as(tab, View{Width: sheetWide}); err != nil {
		return "", err
	}
	if err := visit(tab, base+".html"); err != nil {
		return "", err
	}
	shot, err := chromedp.Run(tab, chromedp.FullScreenshot(100))
	if err != nil {
		return "", err
	}
	return base + ".png", os.WriteFile(base+".png", shot, 0o644)
}
