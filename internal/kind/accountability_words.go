package kind

// accountabilityWords say the codes that only an accountability case has.
var accountabilityWords = map[string]Words{
	"stage.approve": {"等待批准调查或者立案", "An inquiry or opening to be agreed to"}, "stage.inquire": {"初步调查", "Preliminary inquiry"},

	"event.opening_asked": {"报请批准", "Put to the head"}, "told.opening_asked": {"报请任免机关负责人批准对人调查或者立案{basis}，请决定。", "An inquiry into a person, or a formal opening, waits for your word{basis}."},
	"event.opening_granted": {"已批准初步调查", "Inquiry agreed to"}, "told.opening_granted": {"任免机关负责人已同意初步调查{basis}。", "The head of the appointing organ has agreed to a preliminary inquiry{basis}."},
	"event.opening_refused": {"没有批准", "Not agreed to"}, "told.opening_refused": {"任免机关负责人没有批准{basis}，回到原来的阶段。", "The head of the appointing organ has not agreed{basis}; it stands where it stood."},
	"event.recused": {"已回避", "Recused"}, "told.recused": {"应当回避的人员不再参与本案{basis}。", "Whoever is recused acts no more in this case{basis}."},
	"event.appeal_accepted": {"申诉已受理", "Appeal accepted"}, "told.appeal_accepted": {"申诉已由有权机关受理{basis}，六十日内作出决定。", "The appeal was accepted by the competent organ{basis}, which decides within sixty days."},

	"clock.appeal_outside": {"申诉（外部机关）", "Appeal, decided outside"}, "owed.appeal_outside": {"跟踪申诉的处理，到期询问受理机关", "follow the appeal, and ask the organ when its days are over"},
	"desk.appeal_outside": {"跟踪申诉", "Follow the appeal"},

	"choice.civil_service_department": {"同级公务员主管部门", "The civil service department of the same level"}, "choice.organ_above": {"作出处理的机关的上一级机关", "The organ above the one that decided"},
	"choice.party_member": {"是中共党员", "A member of the party"}, "choice.not_a_member": {"不是中共党员", "Not a member"},

	"field.investigators": {"调查人员（二人以上）", "Investigators, two or more"}, "field.decide.category": {"当事人的政治面貌（给予处分时必填）", "Party membership, where a sanction is imposed"},
	"field.accept.category": {"受理申诉的机关", "Organ that accepted it"}, "field.accept.received": {"受理日期", "Accepted on"},
	"field.state-facts.person": {"拟调查的人（报请调查时填写）", "Whom the inquiry would be about"}, "field.recuse.person": {"回避的人", "Who is recused"}, "field.recuse.investigators": {"补充的调查人员", "Who takes his place"},
}
