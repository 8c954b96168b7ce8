package kernel

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// BulkView is the form of what is done to the matters that are ticked in a list; nil where
// none is listed.
type BulkView struct {
	Key, Next string
	Shown     string // when: what came since is not marked as read by it
	Chase     bool
	Post      *FieldView // nil: he hands nothing on
	Reason    FieldView
}

// Bulk is that form for whoever reads; next is where he comes back to.
func (v *Visit) Bulk(office *core.Office, rows int) *BulkView {
	if rows == 0 {
		return nil
	}
	tree := office.Tree()
	b := &BulkView{
		Key: NewKey(), Next: Local(v.C.Request.URL.RequestURI()), Shown: v.Now.UTC().Format(time.RFC3339Nano), Chase: v.Lists(tree, casework.Chase, v.Kinds.Kinds()...),
		Reason: FieldView{ID: "bulk-reason", Name: "reason", Type: "text", Label: v.T("bulk.reason"), Either: true, Auto: "off"},
	}
	if !v.Lists(tree, casework.Transfer, v.Kinds.Kinds()...) {
		return b
	}
	b.Post = &FieldView{ID: "bulk-post", Name: "post", Type: "select", Label: v.T("field.post"), Either: true}
	var near []string // units of the bureaus he stands in
	for _, h := range v.Who.Holdings {
		near = append(near, tree.Below(tree.Bureau(h.Unit))...)
	}
	for _, p := range office.Posts {
		if p.Role == casework.Handler && slices.Contains(near, p.Unit) {
			b.Post.Options = append(b.Post.Options, OptionView{Value: p.ID, Label: v.UnitName(office, p.Unit) + " · " + v.Pick(p.Name, p.NameEn)})
		}
	}
	return b
}

// SampleBulk is one with all it may have.
func SampleBulk() *BulkView {
	fields := SampleFields()
	return &BulkView{Key: "x", Next: "/", Shown: "x", Chase: true, Post: &fields[0], Reason: fields[1]}
}
