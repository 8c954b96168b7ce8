package web

import (
	"github.com/shixian/shixian/internal/paper"
)

// papersSamples are the pages of this room with canned data.
func papersSamples(p sample) map[string]viewer {
	sheet := func() *sheetView {
		said := []paper.Said{{Label: "x", Text: "x", Wide: true}}
		return &sheetView{
			Content: paper.Content{Red: true, To: "x", Body: []string{"x"}, Close: []string{"x"}, Basis: "x", Attachments: "x", Sign: []string{"x"}, Seal: true, Copies: "1",
				Table: &paper.Sheet{Columns: []paper.Column{{Wide: true}, {}}, Rows: [][]string{{"x", "x"}}, None: "x"}},
			Rows: [][]paper.Said{said, {{Label: "x"}, {Label: "x"}}}, Landscape: true, Void: "x", Code: "x", QR: &qrView{Size: 1, Path: "M0 0z"},
		}
	}
	empty := sheet()
	empty.Table.Rows, empty.Table.Cut = nil, "x"
	field := sampleFields()[2]
	public := p.base
	public.Home = "/public"
	links := []paperLink{{Void: true}, {}}
	return map[string]viewer{
		"paper":      &paperView{frame: p.base, Sheet: sheet(), Void: true, Summary: p.problems, Reason: sampleFields()[1]},
		"paperissue": &paperIssueView{frame: p.base, Unit: &field, Fields: sampleFields(), Summary: p.problems, Sheet: empty},
		"papercheck": &paperCheckView{frame: public, Code: field, Summary: p.problems, Asked: true, Valid: true, Facts: []fact{{"x", "x"}}},
		"registers":  &registersView{frame: p.base, Registers: links, Issue: links, Issued: links},
		"book":       &bookView{frame: p.base, Columns: []paper.Column{{Wide: true}, {}}, Rows: []bookRow{{Cells: []bookCell{{Text: "x"}, {Enter: "x"}}}}, Cut: "x", Summary: p.problems},
	}
}
