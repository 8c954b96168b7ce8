package label

import "github.com/shixian/shixian/internal/words"

// joinLabels are those of links, merges and transfers between kinds.
var joinLabels = map[string]words.Text{
	"field.case": {"另一件的编号", "Number of the other case"}, "field.merge.case": {"主件编号", "Number of the leading case"}, "field.relation": {"关系", "Relation"}, "field.kind": {"转为", "Becomes"},
	"field.case.hint.link": {"例如 BJ2026-000123", "For example BJ2026-000123"}, "field.case.hint.merge": {"须同类、同单位、都在办理中", "Of the same kind and unit, both in hand"},
	"field.reason.hint.convert": {"投诉件转出时，此处文字就是新件的事由：不要写投诉人的任何信息", "Where a complaint is converted, these words are the new case's matter: nothing that tells who complained"},

	"field.convert.unit": {"被投诉单位", "Unit complained of"}, "field.convert.post": {"被投诉岗位", "Post complained of"}, "field.convert.person": {"被投诉人", "Person complained of"},
	"field.unit.hint.convert": {"转为投诉的必填；投诉效能办或者主要负责人的，直接转上级处理", "For a complaint it must be said; one about the efficiency office or the head goes upward"},
	"join.follows":            {"并入 %s", "Merged into %s"},

	"join.title": {"关联", "Linked"}, "join.earlier": {"此前经过", "What happened before"}, "join.earlier.lead": {"本件由 %s %s 转来，收件时间不变。", "This matter came in as %s %s; the receipt is the same."},
	"refused.case.itself": {"不能与自己关联或者并案", "A case cannot be linked or merged with itself"},
}
