package papers

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// qrView is a QR code as an SVG path, so that a page needs neither an image nor a
// script to print it.
type qrView struct {
	Size int // of the square with its quiet zone, in modules
	Path string
}

const quiet = 4 // modules of white around it (ISO/IEC 18004)

func newQR(text string) (qrView, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return qrView{}, fmt.Errorf("encode qr: %w", err)
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	return qrView{Size: code.Size + 2*quiet, Path: path.String()}, nil
}
