package kernel

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
)

//go:embed static
var static embed.FS

// The order of the style sheets is the order of the cascade.
var (
	sheets  = []string{"tokens.css", "base.css", "layout.css", "clock.css", "table.css", "form.css", "case.css", "days.css", "admin.css", "staff.css", "paper.css", "law.css", "print.css"}
	scripts = []string{"keys.js"}
)

// asset is several files as one, under a name that changes when they do.
type asset struct {
	path string
	kind string
	body []byte
}

func bundle(ext string, files []string) (asset, error) {
	var all bytes.Buffer
	for _, name := range files {
		text, err := static.ReadFile("static/" + name)
		if err != nil {
			return asset{}, fmt.Errorf("bundle %s: %w", name, err)
		}
		all.Write(text)
	}
	kind := "text/css; charset=utf-8"
	if ext == "js" {
		kind = "text/javascript; charset=utf-8"
	}
	sum := sha256.Sum256(all.Bytes())
	name := fmt.Sprintf("/static/shixian-%s.%s", hex.EncodeToString(sum[:6]), ext)
	return asset{path: name, kind: kind, body: all.Bytes()}, nil
}

// asset serves the style sheet and the script; a browser may keep them for ever,
// because other contents have another name.
func (s *Site) asset(c *gin.Context) {
	for _, a := range []asset{s.css, s.js} {
		if c.Request.URL.Path == a.path {
			c.Header("Cache-Control", "public, max-age=31536000, immutable")
			c.Header("X-Content-Type-Options", "nosniff")
			c.Data(http.StatusOK, a.kind, a.body)
			return
		}
	}
	c.Status(http.StatusNotFound)
}
