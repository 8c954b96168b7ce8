package words

// employments are how a member of staff is employed (R223).
var employments = map[string]Text{
	"civil_servant": {"公务员", "civil servant"}, "as_civil_servant": {"参照公务员法管理", "managed as a civil servant"},
	"public_institution": {"事业单位工作人员", "staff of a public institution"}, "seconded": {"借调（借用、挂职）", "lent by another unit"},
	"contract": {"聘用（劳动合同）", "on a labour contract"}, "": {"没有登记", "not stated"},
}

// remedies say what is open to whoever is not satisfied with a decision, as papers and
// pages print it (R143, R223).
var remedies = map[string]Text{
	"appeal": {
		"不服本决定的，可以自知道本决定之日起三十日内向作出决定的机关申请复核；对复核结果不服的，可以自接到复核决定之日起十五日内，向同级公务员主管部门或者作出决定的机关的上一级机关提出申诉；也可以不经复核，自知道本决定之日起三十日内直接提出申诉；对申诉处理决定不服的，可以向作出处理决定的上一级机关提出再申诉（公务员法第九十五条）。复核、申诉期间不停止执行，不因申请复核、提出申诉而被加重处理（公务员法第九十六条）。",
		"Whoever is not satisfied may within thirty days of knowing ask those who decided for a review, and within fifteen days of its result appeal to the civil service department of the same level or the organ above; or appeal at once within the thirty days; and against the decision on the appeal to the organ above that one (公务员法 art. 95). Neither suspends the decision, nothing is made heavier (art. 96).",
	},
	"review": {
		"不服本决定的，可以自知道本决定之日起三十日内向作出决定的机关申请复核（失职追究制度第三项；期限为本单位预设）。本项处理不在公务员法第九十五条所列之内。复核期间不停止执行，不因申请复核加重处理。",
		"Whoever is not satisfied may within thirty days of knowing ask those who decided for a review (the house's own rule). It is none of what 公务员法 art. 95 lists. A review suspends nothing and makes nothing heavier.",
	},
	"institution": {
		"不服本决定的，可以自知道本决定之日起三十日内申请复核（期限为本单位预设），并可以按照国家有关规定提出申诉（事业单位人事管理条例第三十八条）。不因申请复核、提出申诉加重处理。",
		"Whoever is not satisfied may ask for a review within thirty days of knowing (the house's own term), and appeal as the state's rules for public institutions provide (事业单位人事管理条例 art. 38). Nothing is made heavier.",
	},
	"contract": {
		"不服本决定的，可以自知道本决定之日起三十日内申请复核（期限为本单位预设）；属于劳动争议的，可以自知道权利被侵害之日起一年内向劳动争议仲裁委员会申请仲裁（劳动争议调解仲裁法第二条、第二十七条）。",
		"Whoever is not satisfied may ask for a review within thirty days of knowing (the house's own term); a labour dispute may be brought before the arbitration commission within one year of knowing (劳动争议调解仲裁法 arts. 2, 27).",
	},
	"seconded": {
		"不服本决定的，可以自知道本决定之日起三十日内申请复核（期限为本单位预设）。处分、降职、辞退由原单位按照管理权限决定，对它不服的，救济途径按照原单位的规定。",
		"Whoever is not satisfied may ask for a review within thirty days of knowing (the house's own term). A sanction, a demotion, a discharge are his home unit's to decide, with that unit's remedies.",
	},
	"unit": {
		"被追究的单位不服本决定的，可以自知道本决定之日起三十日内申请复核（本单位规定）。",
		"The unit may ask for a review within thirty days of knowing (the house's own rule).",
	},
}
