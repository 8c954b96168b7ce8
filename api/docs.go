package api

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the page around the viewer
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/swaggest/swgui/v5/static"

	"github.com/shixian/shixian/internal/casework"
)

//go:embed docs/index.html
var docsPage []byte

//go:embed docs/start.js
var docsStart []byte

// docsAssets are the parts of the viewer that the page needs; none comes from
// another host, and none is inline.
var docsAssets = []string{"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"}

func (s *Server) registerDocs() {
	document := sync.OnceValues(func() ([]byte, error) { return json.Marshal(s.api.OpenAPI()) })
	s.engine.GET("/openapi.json", func(c *gin.Context) {
		text, err := document()
		if err != nil {
			s.refuse(c, err)
			return
		}
		c.Data(http.StatusOK, "application/vnd.oai.openapi+json;version=3.1", text)
	})
	s.engine.GET("/docs", func(c *gin.Context) { c.Data(http.StatusOK, "text/html; charset=utf-8", docsPage) })
	s.engine.GET("/docs/:file", s.docsFile)
}

// docsFile serves GET /docs/{file}.
func (s *Server) docsFile(c *gin.Context) {
	name := c.Param("file")
	kind := mime.TypeByExtension(path.Ext(name))
	if name == "start.js" {
		c.Data(http.StatusOK, kind, docsStart)
		return
	}
	for _, asset := range docsAssets {
		if asset == name {
			s.packed(c, name, kind)
			return
		}
	}
	s.refuse(c, casework.FieldError(casework.NotFound, "path", ""))
}

// packed serves an asset as it is embedded, compressed, to whoever can read
// that, and unpacks it for the rest.
func (s *Server) packed(c *gin.Context, name, kind string) {
	c.Header("Cache-Control", "public, max-age=86400")
	if plain, err := static.FS.ReadFile(name); err == nil {
		c.Data(http.StatusOK, kind, plain)
		return
	}
	text, err := static.FS.ReadFile(name + ".gz")
	if err == nil && strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") {
		c.Header("Content-Encoding", "gzip")
		c.Header("Vary", "Accept-Encoding")
		c.Data(http.StatusOK, kind, text)
		return
	}
	if err == nil {
		text, err = unpack(text)
	}
	if err != nil {
		s.refuse(c, err)
		return
	}
	c.Data(http.StatusOK, kind, text)
}

func unpack(text []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
