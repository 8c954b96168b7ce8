package web

import "github.com/shixian/shixian/api/web/rulebook"

// The fakes, one a room: each answers what its room asks, and nothing else.
type (
	frameFake      struct{ *canned }
	deskFake       struct{ *canned }
	registerFake   struct{ *canned }
	caseFake       struct{ *canned }
	peopleFake     struct{ *canned }
	ruleFake       struct{ *canned }
	catalogueFake  struct{ *canned }
	paperFake      struct{ *canned }
	appraisalFake  struct{ *canned }
	attendanceFake struct{ *canned }
	disclosedFake  struct{ *canned }
	drawerFake     struct{ *canned }
	operatorFake   struct{ *canned }
	publicFake     struct{ *canned }
	officeFake     struct{ *canned }
)

// counter hands each room its own.
func (c *canned) counter() Counter {
	rules := ruleFake{c}
	return Counter{
		Frame: frameFake{c}, Desk: deskFake{c}, Register: registerFake{c}, Cases: caseFake{c}, People: peopleFake{c},
		Rulebook:  rulebook.Counter{Calendars: rules, Recounts: rules, Policies: rules, Reasons: rules},
		Catalogue: catalogueFake{c}, Papers: paperFake{c}, Appraisal: appraisalFake{c}, Attendance: attendanceFake{c}, Disclosed: disclosedFake{c}, Drawer: drawerFake{c}, Operator: operatorFake{c}, Public: publicFake{c}, Office: officeFake{c},
	}
}
