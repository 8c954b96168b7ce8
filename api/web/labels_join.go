package web

// joinLabels are those of links, merges and transfers between kinds.
var joinLabels = map[string]text{
	"do.link": {"关联", "Link"}, "hint.link": {"与另一件关联；只有两件都能看的人才看得到", "Seen only by who may see both"},
	"do.unlink": {"解除关联", "Unlink"}, "hint.unlink": {"关联有误时解除，记录保留", "Taken back; the record stays"},
	"do.merge": {"并案", "Merge"}, "hint.merge": {"同一事项并入主件，主件答复时一并办结；本件时限照常计算", "A duplicate ends with the leading case's answer; its own clocks go on"},
	"do.unmerge": {"取消并案", "Undo the merge"}, "hint.unmerge": {"恢复单独办理，时限不变", "On its own again; the limits stand"},
	"do.convert": {"转办为", "Convert"}, "hint.convert": {"转为另一类事项，收件时间不变，不可撤销", "Goes on as another kind with the same receipt; cannot be undone"},
	"do.follow": {"随主件办理", "Follow the leading case"}, "hint.follow": {"主件已经答复，或者另作处理", "The leading case was answered, or went another way"},

	"stage.merged": {"已并案", "Merged"}, "result.merged": {"随主件办结", "Answered with its leading case"}, "result.converted": {"转办为另一类", "Converted"},

	"field.case": {"另一件的编号", "Number of the other case"}, "field.merge.case": {"主件编号", "Number of the leading case"}, "field.relation": {"关系", "Relation"}, "field.kind": {"转为", "Becomes"},
	"field.case.hint.link": {"例如 BJ2026-000123", "For example BJ2026-000123"}, "field.case.hint.merge": {"须同类、同单位、都在办理中", "Of the same kind and unit, both in hand"},
	"field.reason.hint.convert": {"投诉件转出时，此处文字就是新件的事由：不要写投诉人的任何信息", "Where a complaint is converted, these words are the new case's matter: nothing that tells who complained"},

	"relation.related": {"相关", "Related"}, "relation.same_matter": {"同一事项", "The same matter"}, "relation.arises_from": {"由该件引起", "Arises from it"},
	"field.convert.unit": {"被投诉单位", "Unit complained of"}, "field.convert.post": {"被投诉岗位", "Post complained of"}, "field.convert.person": {"被投诉人", "Person complained of"},
	"field.unit.hint.convert": {"转为投诉的必填；投诉效能办或者主要负责人的，直接转上级处理", "For a complaint it must be said; one about the efficiency office or the head goes upward"},
	"join.follows":            {"并入 %s", "Merged into %s"},
	"relation.answered_in":    {"责任一并核查于", "Answered for in"}, "relation.back.answered_in": {"责任在本件一并核查", "Answered for here as well"},
	"relation.merged_into": {"并入主件", "Merged into"}, "relation.converted_to": {"转办为", "Went on as"}, "relation.split_into": {"同一事项另案追究", "A further person asked over the same matter"},
	"relation.back.related": {"相关", "Related"}, "relation.back.same_matter": {"同一事项", "The same matter"}, "relation.back.arises_from": {"引起该件", "Gave rise to"},
	"relation.back.merged_into": {"已并入本件", "Merged into this one"}, "relation.back.converted_to": {"转自", "Came in as"}, "relation.back.split_into": {"由该案分出", "Split from"},
	"choice.document": {"公文", "Document"}, "choice.supervision": {"督办", "Supervision item"}, "choice.related": {"相关", "Related"}, "choice.same_matter": {"同一事项", "The same matter"}, "choice.arises_from": {"由该件引起", "Arises from it"},

	"join.title": {"关联", "Linked"}, "join.earlier": {"此前经过", "What happened before"}, "join.earlier.lead": {"本件由 %s %s 转来，收件时间不变。", "This matter came in as %s %s; the receipt is the same."},
	"refused.case.itself": {"不能与自己关联或者并案", "A case cannot be linked or merged with itself"},
}
