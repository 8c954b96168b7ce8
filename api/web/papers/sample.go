package papers

import (
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/paper"
)

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
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
	field := kernel.SampleFields()[2]
	public := p.Base
	public.Home = "/public"
	links := []kernel.PaperLink{{Void: true}, {}}
	return map[string]kernel.Viewer{
		"paper":      &paperView{Frame: p.Base, Sheet: sheet(), Void: true, Summary: p.Problems, Reason: kernel.SampleFields()[1]},
		"paperissue": &paperIssueView{Frame: p.Base, Unit: &field, Fields: kernel.SampleFields(), Summary: p.Problems, Waits: p.Problems, Sheet: empty, Digest: "x", Keeps: true, Begun: &begunView{Mine: true}, Others: []begunView{{Said: []kernel.Fact{{Name: "x", Value: "x"}}}}},
		"papercheck": &paperCheckView{Frame: public, Code: field, Summary: p.Problems, Asked: true, Valid: true, Facts: []kernel.Fact{{Name: "x", Value: "x"}}},
		"registers":  &registersView{Frame: p.Base, Registers: links, Issue: links, Issued: links},
		"book":       &bookView{Frame: p.Base, Columns: []paper.Column{{Wide: true}, {}}, Rows: []bookRow{{Cells: []bookCell{{Text: "x"}, {Enter: "x"}}}}, Cut: "x", Year: "/x", Sums: []sumView{{"x", "x"}}, Summary: p.Problems},
	}
}
