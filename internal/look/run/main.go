// Command run looks at the storybook: `axe STORY AXE.js` ends with 1 where a page has a grave
// fault, `guide STORY DIR` takes the pictures of the user guides, `sheets STORY OUT` lays pages
// out for the eye. It refuses to write the storybook.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/shixian/shixian/internal/look"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "look:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	only := flag.String("only", "", "pages whose name begins with one of these, by `comma`; all without it")
	width := flag.Int64("width", 0, "of the window; axe looks at a desk and a phone without it, by day and by night, sheets are of a phone")
	dark, paper := flag.Bool("dark", false, "by night"), flag.Bool("paper", false, "as printed, for sheets")
	open := flag.Bool("open", false, "with what is folded unfolded, for sheets")
	flag.Parse()
	if flag.NArg() != 3 {
		return errors.New("axe STORY AXE.js, guide STORY DIR or sheets STORY OUT")
	}
	what, story, to := flag.Arg(0), flag.Arg(1), flag.Arg(2)
	files, err := look.Pages(story)
	if err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(file string) bool {
		return *only != "" && !slices.ContainsFunc(strings.Split(*only, ","), func(begin string) bool { return strings.HasPrefix(filepath.Base(file), begin) })
	})
	switch what {
	case "axe":
		views := look.Views
		if *width > 0 {
			views = []look.View{{Width: *width, Dark: *dark}}
		}
		return axe(ctx, files, to, views)
	case "guide":
		taken, err := look.Guide(ctx, story, to)
		fmt.Printf("%d pictures in %s\n", len(taken), to)
		return err
	case "sheets":
		sheets, err := look.Sheets(ctx, files, look.View{Width: cmp.Or(*width, 390), Dark: *dark, Paper: *paper}, *open, to)
		fmt.Println(strings.Join(sheets, "\n"))
		return err
	}
	return fmt.Errorf("%s is neither axe nor guide nor sheets", what)
}

func axe(ctx context.Context, files []string, path string, views []look.View) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	found, err := look.Axe(ctx, files, string(source), views, func(string) { fmt.Print(".") })
	if err != nil {
		return err
	}
	fmt.Println()
	grave, unsure := 0, 0
	for _, f := range found {
		doubt := ""
		switch {
		case f.Grave():
			grave++
		case f.Unsure:
			unsure++
			doubt = "unsure "
		}
		fmt.Printf("%s%s %s: %s\n  %s\n  %s\n  %d places: %s\n", doubt, f.Impact, f.Rule, f.Says, f.Target, f.HTML, len(f.Where), strings.Join(f.Where[:min(len(f.Where), 6)], ", "))
	}
	fmt.Printf("%d pages in %d views: %d grave faults, %d others, %d to be judged by eye\n", len(files), len(views), grave, len(found)-grave-unsure, unsure)
	if grave > 0 {
		return errors.New("somebody cannot use these pages")
	}
	return nil
}
