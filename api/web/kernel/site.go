package kernel

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

//go:embed templates/*.html
var templates embed.FS

// langs are the languages pages are written in, in the order in which a person is
// offered them.
var langs = []string{words.Chinese, words.English}

// Viewer is a page's data: a struct of its own around the common frame.
type Viewer interface{ base() *Frame }

// Site holds what is made once: templates in every language, and the assets.
type Site struct {
	Deps   Deps
	rights *access.Table
	first  *calendar.Calendar // the one in force when the pages were made
	css    asset
	js     asset
	pages  map[string]map[string]*template.Template
	meters meters
}

// Office is the units, posts, persons and items of the installation, as every room reads them.
func (s *Site) Office(ctx context.Context) (*core.Office, error) { return s.Deps.Counter.Office(ctx) }

// New parses every template in every language.
func New(d Deps) (*Site, error) {
	s := &Site{Deps: d, rights: access.New(d.Kinds), meters: newMeters()}
	var err error
	if s.first, err = d.Calendar(); err != nil {
		return nil, fmt.Errorf("calendar of the office: %w", err)
	}
	if s.css, err = bundle("css", sheets); err != nil {
		return nil, err
	}
	if s.js, err = bundle("js", scripts); err != nil {
		return nil, err
	}
	if s.pages, err = parsed(); err != nil {
		return nil, err
	}
	return s, nil
}

// parsed are the pages in every language; a process needs them once.
var parsed = sync.OnceValues(func() (map[string]map[string]*template.Template, error) {
	pages := map[string]map[string]*template.Template{}
	for _, lang := range langs {
		var err error
		if pages[lang], err = parse(lang); err != nil {
			return nil, err
		}
	}
	return pages, nil
})

// parse builds one template per page: the layout, the shared parts, the page.
func parse(lang string) (map[string]*template.Template, error) {
	funcs := template.FuncMap{
		"t":     func(key string, args ...any) string { return label.Say(lang, key, args...) },
		"cite":  law.Cite,
		"whole": whole,
		"day":   func(iso string) string { return Voice{Lang: lang}.civil(iso) },
	}
	base, err := template.New("layout.html").Funcs(funcs).Option("missingkey=error").
		ParseFS(templates, "templates/layout.html", "templates/part_*.html")
	if err != nil {
		return nil, fmt.Errorf("parse layout: %w", err)
	}
	files, err := templates.ReadDir("templates")
	if err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	pages := map[string]*template.Template{}
	for _, f := range files {
		if f.Name() == "layout.html" || strings.HasPrefix(f.Name(), "part_") {
			continue
		}
		page, err := template.Must(base.Clone()).ParseFS(templates, path.Join("templates", f.Name()))
		if err != nil {
			return nil, fmt.Errorf("parse %s: %w", f.Name(), err)
		}
		pages[strings.TrimSuffix(f.Name(), ".html")] = page
	}
	return pages, nil
}

func (s *Site) execute(w io.Writer, name string, view Viewer) error {
	f := view.base()
	f.CSS, f.JS = s.css.path, s.js.path
	page, ok := s.pages[f.Lang][name]
	if !ok {
		return fmt.Errorf("no page %s in %q", name, f.Lang)
	}
	if help, ok := label.Find("help." + name); ok { // a refusal says all by itself
		f.Help = strings.Split(help.In(f.Lang), "\n")
		if f.Who != nil {
			f.Help = append(f.Help, label.Say(f.Lang, "help.keys"))
		}
	}
	return page.Execute(w, view)
}

// Render writes a page whole or not at all.
func (s *Site) Render(v *Visit, status int, name string, view Viewer) error {
	var buf bytes.Buffer
	if err := s.execute(&buf, name, view); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	if format := v.Sheet(); format != "" && status == http.StatusOK && lists.Match(buf.Bytes()) {
		rows, err := v.listsOf(buf.Bytes())
		if err != nil {
			return fmt.Errorf("render %s: %w", name, err)
		}
		return v.HandOut(name, format, rows)
	}
	h := v.C.Writer.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.Lang)
	v.C.Status(status)
	if v.C.Request.Method == http.MethodHead {
		return nil
	}
	_, err := v.C.Writer.Write(buf.Bytes())
	return err
}
