package words

// joinEvents are those of links, merges and transfers between kinds. None of them names the
// other case: each reader's sight of it is checked where it is read.
var joinEvents = map[string]Happening{
	"linked":                {Other, Text{"已关联", "Linked"}, Text{"本事项已与另一件关联{basis}。", "This matter has been linked with another{basis}."}},
	"linked/related":        {Other, Text{"已关联：相关", "Linked: related"}, Text{"本事项已与另一件关联{basis}。", "This matter has been linked with another{basis}."}},
	"linked/same_matter":    {Other, Text{"已关联：同一事项", "Linked: the same matter"}, Text{"本事项已与另一件关联{basis}。", "This matter has been linked with another{basis}."}},
	"linked/arises_from":    {Other, Text{"已关联：由该件引起", "Linked: arises from it"}, Text{"本事项已与另一件关联{basis}。", "This matter has been linked with another{basis}."}},
	"unlinked":              {Other, Text{"已解除关联", "Unlinked"}, Text{"本事项的一个关联已经解除{basis}。", "A link of this matter has been taken back{basis}."}},
	"merged":                {Soon, Text{"已并案", "Merged"}, Text{"本事项并入同一事项的主件办理{basis}。主件答复时一并办结；此前本件时限照常计算。", "This matter is handled with the leading case on the same matter{basis}. It ends with that one's answer; until then its own limits go on."}},
	"unmerged":              {Soon, Text{"已取消并案", "On its own again"}, Text{"本事项不再并案办理，时限照旧。请{by}{owed}{basis}。", "This matter is on its own again and its limits stand. Please {owed} {by}{basis}."}},
	"followed":              {Other, Text{"随主件办结", "Answered with its leading case"}, Text{"主件已经答复，本事项一并办结{basis}。", "The leading case has been answered, and this matter with it{basis}."}},
	"case_opened":           {Other, Text{"已另立一件", "Case opened"}, Text{"由本事项另立一件{basis}。", "A case of its own was opened out of this one{basis}."}},
	"converted":             {Other, Text{"已转办为另一类", "Converted"}, Text{"本事项已转办为另一类事项，收件时间不变{basis}。", "This matter goes on as one of another kind, with the same receipt{basis}."}},
	"converted/document":    {Other, Text{"已转办为公文", "Converted to a document"}, Text{"本事项已转办为公文，收件时间不变{basis}。", "This matter goes on as a document, with the same receipt{basis}."}},
	"converted/complaint":   {Other, Text{"已转办为效能投诉", "Converted to a complaint"}, Text{"本事项已转办为效能投诉，收件时间不变{basis}。", "This matter goes on as a complaint, with the same receipt{basis}."}},
	"converted/supervision": {Other, Text{"已转办为督办", "Converted to a supervision item"}, Text{"本事项已转办为督办，收件时间不变{basis}。", "This matter goes on as a supervision item, with the same receipt{basis}."}},
}
