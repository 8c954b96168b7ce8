package words

// roles are who acts, owes or hears.
var roles = map[string]Text{
	"clerk": {"窗口人员", "clerk"}, "handler": {"承办人", "handler"}, "section_head": {"科室负责人", "section head"},
	"leader_in_charge": {"分管领导", "leader in charge"}, "principal_leader": {"主要领导", "principal leader"}, "general_office": {"办公室", "general office"},
	"efficiency_office": {"效能办", "efficiency office"}, "supervision_office": {"督办部门", "supervision office"}, "inspector": {"效能监督员", "inspector"},
	"discipline_office": {"纪检机构", "discipline office"}, "party_group": {"党组", "party group"}, "auditor": {"审计员", "auditor"},
	"admin": {"管理员", "administrator"}, "assigner": {"交办人", "assigner"}, "acting_holder": {"在岗承办人", "acting holder"}, "next_backup": {"下一顺位备岗", "next backup"},
	"applicant": {"申请人", "applicant"}, "investigator": {"经同意告知的办案人", "investigator told on consent"}, "person_concerned": {"当事人", "person concerned"},
}

// absences are the kinds of leaving a post.
var absences = map[string]Text{
	"outing": {"因公外出", "Outing on business"}, "leave": {"请假", "Leave"}, "emergency": {"紧急离岗", "Emergency"},
	"vacancy": {"岗位无人", "Post empty"},
}

// sorts are the kinds of leave (R233).
var sorts = map[string]Text{
	"personal_leave": {"事假", "Own affairs"}, "sick": {"病假", "Sickness"}, "course": {"函授学习", "Course"}, "marriage": {"婚假", "Marriage"}, "bereavement": {"丧假", "Bereavement"}, "maternity": {"产假", "Maternity"}, "annual": {"公休假", "Annual leave"}, "family_visit": {"探亲假", "Family visit"},
}

// measures are what a decision imposes, mildest first (R129 to R143).
var measures = map[string]Text{
	"none": {"不予处理", "no measure"}, "criticism_education": {"批评教育", "criticism and education"}, "admonition": {"告诫", "admonition"},
	"administrative_admonition": {"行政告诫", "administrative admonition"}, "written_admonition": {"书面告诫", "written admonition"}, "mend_by_term": {"限期改正", "to be put right by a date"},
	"efficiency_warning": {"效能警告", "efficiency warning"}, "points_deducted": {"年度考评扣分", "points off the year's appraisal"}, "suspension_training": {"停职培训", "suspended from duty for training"},
	"lowered_post": {"降职", "demoted to a lower post"}, "lowered_grade": {"降低岗位等级", "lowered in grade of post"}, "ordered_resignation": {"责令辞职", "ordered to resign"}, "discharge": {"辞退", "discharge"}, "unit_merit_loss": {"科室取消评先评优资格", "loss of merit awards of the section"},
	"written_self_criticism": {"书面检查", "written self-criticism"}, "circulated_criticism": {"通报批评", "circulated criticism"}, "merit_loss": {"取消评先评优资格", "loss of merit awards"},
	"bonus_withheld": {"扣发奖金", "bonus withheld"}, "suspended_training": {"离岗培训", "off the post for training"}, "reassignment": {"调离岗位", "reassignment"},
	"warning": {"警告", "warning"}, "demerit": {"记过", "demerit"}, "grave_demerit": {"记大过", "grave demerit"},
	"demotion": {"降级", "demoted in grade"}, "removal": {"撤职", "removal from office"}, "dismissal": {"开除", "dismissal"},
	"judicial_transfer": {"移送司法机关", "transfer to the judicial organs"}, "unit_points": {"科室扣分", "points against the section"}, "unit_circulated_criticism": {"科室通报批评", "circulated criticism of the section"},
	"unit_rectification": {"科室限期整改", "rectification by the section"}, "report_not_filed": {"未报送报告扣分", "points for a report not filed"}, "open_finding": {"明查发现问题扣分", "points for a finding of an open check"}, "covert_finding": {"暗访发现问题扣分", "points for a finding of a covert check"}, "unit_warned": {"列为警示单位", "listed as a unit under warning"},
}

// grounds are the failings a finding names (R129 to R177).
var grounds = map[string]Text{
	"not_performed": {"不履行职责：拖延、推诿、放弃、只办一部分", "not performed: delay, buck-passing, abandoned, done in part"}, "wrongly_performed": {"不正确履行：违反依据、程序、权限、时限", "wrongly performed: basis, procedure, authority or limit"},
	"poor_work": {"工作拖拉、质量差或者受上级批评", "late or poor work, or criticised from above"}, "first_contact": {"违反首问负责制", "first-contact duty"},
	"promise": {"违反公开承诺", "public promise"}, "post_target": {"没有完成岗位目标", "post target"},
	"time_limit": {"违反限时办结制", "time limit"}, "drinking": {"中午饮酒、酗酒", "drinking"},
	"one_time_notice": {"违反一次性告知", "one-time notice"}, "document_handling": {"违反办文规定", "document handling"},
	"undisclosed": {"应公开不公开、暗箱操作", "not published"}, "complaint_unanswered": {"投诉不及时处理、不公布结果", "complaint unanswered"},
	"refused_to_mend": {"拒不整改", "refused to mend"}, "off_post": {"缺岗无人顶替或者拒办业务", "off post without cover, or business refused"},
	"refused_complete": {"材料齐全符合条件不受理", "a complete case refused"}, "added_conditions": {"擅自增加条件", "conditions added"},
	"obstructed_check": {"阻挠检查或者提供虚假情况", "obstructed a check"}, "rude": {"态度生硬、刁难", "rude"},
	"against_openness": {"违反政务公开", "against openness"}, "left_unannounced": {"擅自离岗或者逾期不归", "left unannounced, or not back in time"},
	"cover_refused": {"B岗拒绝、搁置、拖延", "the cover refused, shelved or delayed"}, "false_whereabouts": {"去向牌与实际不符", "the board said otherwise"},
	"other": {"其他", "other"},
}

// shares are how responsibility is split (R131 to R133).
var shares = map[string]Text{
	"full": {"全部责任", "full"}, "main": {"主要责任", "main"}, "secondary": {"次要责任", "secondary"},
}

// accounts are what a complainant is told of who answers for it (R064).
var accounts = map[string]Text{
	"pending": {"正在核查责任，有结果后在这里告知", "Being looked into; the outcome will be told here"}, "no_personal_fault": {"经审核，没有应当追究的个人责任", "Nobody is personally at fault"},
	"no_fault": {"经核查，没有应当追究的个人责任", "Looked into: nobody is at fault"}, "exempt": {"经核查，依规定免予追究", "Looked into: excused under the rules"},
	"reminder": {"已对有关人员予以提醒", "Those concerned were reminded"}, "final": {"已作出处理，处理决定已经生效", "A measure was taken and is final"},
	"referred": {"已移送有权机关处理", "Referred to whoever may decide it"}, "reversed": {"处理决定经复核或者申诉已经撤销", "The measure was reversed on review or appeal"},
	"closed_by_hand": {"说明理由后终止核查", "Ended, with the reason on record"},
}

// figures are those of the yearly appraisal (R212).
var figures = map[string]Text{
	"on_time": {"按期办结率", "on-time rate"}, "breaches": {"超期件数", "breaches"}, "cards": {"黄牌红牌", "cards"},
	"complaints": {"查实的投诉", "complaints proven"}, "covered": {"顶岗小时", "hours of cover"}, "task": {"其他任务完成率", "other tasks done"},
	"vote": {"民主评议满意率", "vote: satisfied"},
}
