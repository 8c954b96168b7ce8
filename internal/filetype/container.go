package filetype

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Bounds of a container. The sizes it claims are not believed: all of it is
// unpacked, and counted, and forgotten.
const (
	maxEntries  = 5000
	maxUnpacked = 200 << 20
	maxPart     = 1 << 20 // of the part that says what the container is
)

// container looks into a zip file: a document of an office, or nothing we take.
func (f file) container() (Type, error) {
	// Every entry costs the reader memory, and how many there are may be a lie.
	n, err := f.count([]byte("PK\x01\x02"), maxEntries+1)
	switch {
	case err != nil:
		return Type{}, err
	case n > maxEntries:
		return Type{}, ErrBomb
	}
	z, err := zip.NewReader(f, f.size)
	if err != nil {
		return Type{}, ErrDamaged
	}
	if err := f.unpack(z); err != nil {
		return Type{}, err
	}
	ooxml, ofd := part(z, "[Content_Types].xml"), part(z, "OFD.xml")
	switch {
	case ooxml != nil && ofd != nil: // one of them is a mask
		return Type{}, ErrDamaged
	case ooxml != nil:
		return contentTypes(ooxml)
	case ofd != nil:
		return rootOFD(ofd)
	}
	return Type{}, ErrArchive
}

func part(z *zip.Reader, name string) *zip.File {
	i := slices.IndexFunc(z.File, func(e *zip.File) bool { return e.Name == name })
	if i < 0 {
		return nil
	}
	return z.File[i]
}

// unpack reads every entry to its end.
func (f file) unpack(z *zip.Reader) error {
	left := int64(maxUnpacked)
	names := map[string]bool{}
	for _, e := range z.File {
		switch {
		case e.Flags&1 != 0:
			return ErrLocked
		case macro(e.Name):
			return ErrMacro
		case names[e.Name]: // which of the two a program reads is anybody's guess
			return ErrDamaged
		}
		names[e.Name] = true
		n, err := discard(e, left)
		if err != nil {
			return err
		}
		if left -= n; left < 0 {
			return ErrBomb
		}
	}
	return nil
}

func discard(e *zip.File, most int64) (int64, error) {
	r, err := e.Open()
	if err != nil {
		return 0, ErrDamaged
	}
	defer r.Close()
	n, err := io.Copy(io.Discard, io.LimitReader(r, most+1))
	if err != nil {
		return n, ErrDamaged
	}
	return n, nil
}

// macro tells the parts programs are kept in, and documents that may hold some.
func macro(name string) bool {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	return strings.HasPrefix(base, "vbaproject") || strings.HasPrefix(base, "vbadata") ||
		slices.Contains([]string{".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".xlam", ".pptm"}, path.Ext(base))
}

// mains are what the main part of a document calls itself.
var mains = map[string]Type{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":       XLSX,
}

// slides are what the main part of a presentation calls itself.
const slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"

// contentTypes reads what the parts of an Office Open XML document are. The main part
// is named itself, or by what all parts of its extension are (ECMA-376 part 2, 10.1.2);
// its own name goes before.
func contentTypes(e *zip.File) (Type, error) {
	var found, byExtension []Type
	presentation := false
	err := elements(e, func(el xml.StartElement) error {
		for _, a := range el.Attr {
			if a.Name.Local != "ContentType" {
				continue
			}
			kind := strings.ToLower(a.Value)
			if strings.Contains(kind, "macroenabled") || strings.Contains(kind, "vbaproject") {
				return ErrMacro
			}
			presentation = presentation || a.Value == slides
			switch t, ok := mains[a.Value]; {
			case ok && el.Name.Local == "Override":
				found = append(found, t)
			case ok && el.Name.Local == "Default":
				byExtension = append(byExtension, t)
			}
		}
		return nil
	})
	if len(found) == 0 {
		found = byExtension
	}
	switch {
	case err != nil:
		return Type{}, err
	case len(found) == 0 && presentation:
		return Type{}, ErrSlides
	case len(found) == 0:
		return Type{}, ErrType
	case len(found) > 1:
		return Type{}, ErrDamaged
	}
	return found[0], nil
}

// rootOFD tells a document by its root (GB/T 33190).
func rootOFD(e *zip.File) (Type, error) {
	root := ""
	err := elements(e, func(el xml.StartElement) error {
		if root == "" {
			root = el.Name.Local
		}
		return nil
	})
	switch {
	case err != nil:
		return Type{}, err
	case root != "OFD":
		return Type{}, ErrType
	}
	return OFD, nil
}

// elements reads a small XML part whole; one that names entities, or is written
// in another alphabet than UTF-8, is not read.
func elements(e *zip.File, each func(xml.StartElement) error) error {
	r, err := e.Open()
	if err != nil {
		return ErrDamaged
	}
	defer r.Close()
	d := xml.NewDecoder(io.LimitReader(r, maxPart))
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return ErrDamaged
		}
		switch t := token.(type) {
		case xml.Directive: // <!DOCTYPE
			return ErrDamaged
		case xml.StartElement:
			if err := each(t); err != nil {
				return err
			}
		}
	}
}
