package look

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// What a picture of the guides may weigh, in bytes, and how much of a page it shows.
const (
	Heaviest = 60_000
	desk     = 1100
	phone    = 390
	longest  = 820
)

// named finds the pictures a guide shows: img/STORY.zh.webp, img/STORY.phone.en.webp.
var named = regexp.MustCompile(`\(img/(([a-z-]+?)(\.phone)?\.(zh|en)\.webp)\)`)

// Shown are the pictures a guide shows, by file.
func Shown(guide []byte) (files []string) {
	for _, m := range named.FindAllSubmatch(guide, -1) {
		files = append(files, string(m[1]))
	}
	return files
}

// Guide takes the pictures that the guides in dir show, from the storybook, and lets no other
// stay.
func Guide(ctx context.Context, story, dir string) (taken []string, err error) {
	tab, closing, err := Open(ctx)
	if err != nil {
		return nil, err
	}
	defer closing()
	guides, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		return nil, err
	}
	for _, guide := range guides {
		raw, err := os.ReadFile(guide)
		if err != nil {
			return nil, err
		}
		for _, m := range named.FindAllSubmatch(raw, -1) {
			file, of, v := string(m[1]), string(m[2]), View{Width: desk}
			if len(m[3]) > 0 {
				v.Width = phone
			}
			if string(m[4]) == "en" {
				of += "-en"
			}
			if err := take(tab, filepath.Join(story, of+".html"), filepath.Join(dir, "img", file), v); err != nil {
				return nil, fmt.Errorf("%s in %s: %w", file, guide, err)
			}
			taken = append(taken, file)
		}
	}
	there, err := filepath.Glob(filepath.Join(dir, "img", "*"))
	for _, file := range there {
		if !slices.Contains(taken, filepath.Base(file)) {
			err = os.Remove(file)
		}
	}
	return taken, err
}

// take lowers the quality until the picture is light enough.
func take(tab context.Context, page, file string, v View) error {
	ctx, cancel := context.WithTimeout(tab, pageWithin)
	defer cancel()
	if _, err := os.Stat(page); err != nil {
		return err
	}
	if err := as(ctx, v); err != nil {
		return err
	}
	if err := visit(ctx, page); err != nil {
		return err
	}
	for quality := int64(80); quality >= 20; quality -= 10 {
		data, err := picture(ctx, v, longest, quality)
		if err != nil {
			return err
		}
		if len(data) <= Heaviest {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return err
			}
			return os.WriteFile(file, data, 0o644)
		}
	}
	return fmt.Errorf("over %d bytes", Heaviest)
}
