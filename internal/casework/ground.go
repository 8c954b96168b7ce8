package casework

// Ground is a kind of failing the sources name, each with the rule it stands in,
// so that a finding says which regime was broken and not only that one was.
type Ground struct {
	Code string
	Rule string
}

// Grounds are the failings of R129, R141, R147, R148, R149, R151, R152, R159,
// R172 and R177, in the order forms show them.
var Grounds = []Ground{
	{"not_performed", "R129"},        // delay, buck-passing, abandoning, done in part
	{"wrongly_performed", "R129"},    // not by the prescribed basis, procedure, authority or limit
	{"poor_work", "R149"},            // late or poor, or criticised from above
	{"first_contact", "R141"},        // 首问负责
	{"promise", "R141"},              // 公开承诺
	{"post_target", "R141"},          // 岗位目标
	{"time_limit", "R141"},           // 限时办结
	{"drinking", "R141"},             // 中午饮酒、酗酒
	{"one_time_notice", "R151"},      // 一次性告知
	{"document_handling", "R151"},    // 办文
	{"undisclosed", "R147"},          // not published, or done in the dark
	{"complaint_unanswered", "R147"}, // not handled in time, or its result not published
	{"refused_to_mend", "R147"},      // 整改
	{"off_post", "R148"},             // no cover, or business refused
	{"refused_complete", "R148"},     // a complete, eligible case
	{"added_conditions", "R148"},
	{"obstructed_check", "R148"}, // or told it what is not so
	{"rude", "R148"},
	{"against_openness", "R152"},  // 违反政务公开
	{"left_unannounced", "R159"},  // or not back in time
	{"cover_refused", "R172"},     // B refused, shelved or delayed
	{"false_whereabouts", "R177"}, // the board said otherwise
	{"other", "R141"},
}

// GroundOf finds a ground by its code.
func GroundOf(code string) (Ground, bool) {
	for _, g := range Grounds {
		if g.Code == code {
			return g, true
		}
	}
	return Ground{}, false
}

// GroundCodes lists the codes, for forms.
func GroundCodes() []string {
	out := make([]string, len(Grounds))
	for i, g := range Grounds {
		out[i] = g.Code
	}
	return out
}
