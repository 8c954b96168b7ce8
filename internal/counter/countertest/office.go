package countertest

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// People of the office, by the part they play.
const (
	Clerk      = "p-clerk"
	Handler    = "p-handler"
	Head       = "p-head"
	Leader     = "p-leader"
	Efficiency = "p-efficiency"
	Chief      = "p-chief" // head of the bureau
	Admin      = "p-admin"
	Stranger   = "p-stranger" // handler of another section
	Discipline = "p-discipline"
	Gone       = "p-gone" // no longer active
)

// Permit is an item with two required papers and one more, and a form with a
// required field.
const Permit = "food-permit"

// Complaint is what the complaint of the catalogue is called here.
const Complaint = "complaint"

// Office is a bureau with two sections, one permit, and complaints.
func Office() *core.Office {
	return &core.Office{
		Units: []casework.Unit{
			{ID: "bureau", Name: "局"}, {ID: "permits", Parent: "bureau", Name: "审批科"},
			{ID: "other", Parent: "bureau", Name: "另一科"},
		},
		Persons: []casework.Person{
			person(Clerk, "permits"), person(Handler, "permits"), person(Head, "permits"), person(Leader, "bureau"),
			person(Efficiency, "bureau"), person(Chief, "bureau"), person(Admin, "bureau"), person(Stranger, "other"),
			person(Discipline, "bureau"), {ID: Gone, Name: "走了", Unit: "permits"},
		},
		Posts: []casework.Post{
			{ID: "window", Unit: "permits", Role: casework.Clerk}, {ID: "permit-1", Unit: "permits", Role: casework.Handler},
			{ID: "permit-2", Unit: "permits", Role: casework.Handler}, {ID: "head", Unit: "permits", Role: casework.SectionHead},
			{ID: "leader", Unit: "bureau", Role: casework.LeaderInCharge},
			{ID: "chief", Unit: "bureau", Role: casework.PrincipalLeader},
			{ID: "administration", Unit: "bureau", Role: casework.Admin},
			{ID: "efficiency", Unit: "bureau", Role: casework.EfficiencyOffice},
			{ID: "other-1", Unit: "other", Role: casework.Handler},
			{ID: "discipline", Unit: "bureau", Role: casework.DisciplineOffice},
		},
		Items: []policy.Item{{
			ID: Permit, Kind: casework.Service, Class: "permit", Name: "食品经营许可", NameEn: "Food permit",
			Promised: "10wd", Statutory: "20wd", Unit: "permits", Post: "permit-1",
			Materials: []policy.Material{
				{Code: "form", Name: "申请书", Required: true}, {Code: "licence", Name: "执照", Required: true},
				{Code: "plan", Name: "平面图"},
			},
			Fields: []policy.FormField{
				{Name: "applicant", Label: "申请人", Type: "text", Required: true, Max: 20},
				{Name: "phone", Label: "电话", Type: "tel"},
				{Name: "matter", Label: "事由", Type: "textarea"},
				{Name: "size", Label: "规模", Type: "select", Options: []string{"small", "large"}},
			},
		}, {
			ID: Complaint, Kind: casework.Complaint, Name: "效能投诉", Promised: "10wd", Unit: "bureau", Post: "efficiency",
			Fields: []policy.FormField{
				{Name: casework.FactAgainstUnit, Label: "被投诉单位", Type: policy.FieldUnit, Required: true, Rule: "R065", Fact: true},
				{Name: casework.FactAgainstPost, Label: "被投诉岗位", Type: policy.FieldPost, Fact: true},
				{Name: casework.FactAgainstPerson, Label: "被投诉人员", Type: policy.FieldPerson, Fact: true},
				{Name: "statement", Label: "事实", Type: "textarea", Required: true, Max: 200},
				{Name: casework.FactAnonymous, Label: "匿名", Type: policy.FieldCheckbox, Fact: true},
				{Name: "applicant", Label: "投诉人", Type: "text", Max: 20}, {Name: "phone", Label: "电话", Type: "tel"},
				{Name: casework.FactChannel, Label: "渠道", Type: policy.FieldSelect, Required: true, Options: []string{"web", "phone", "visit"}, Fact: true},
				{Name: casework.FactMatter, Label: "首件", Type: policy.FieldNumber, Fact: true},
			},
		}},
	}
}

func person(id, unit string) casework.Person {
	return casework.Person{ID: id, Name: id, Unit: unit, Active: true}
}

// holdings are the posts of each person.
var holdings = map[string][]casework.Holding{
	Clerk:      {{Post: "window", Role: casework.Clerk, Unit: "permits"}},
	Handler:    {{Post: "permit-1", Role: casework.Handler, Unit: "permits"}},
	Head:       {{Post: "head", Role: casework.SectionHead, Unit: "permits"}},
	Leader:     {{Post: "leader", Role: casework.LeaderInCharge, Unit: "bureau"}},
	Efficiency: {{Post: "efficiency", Role: casework.EfficiencyOffice, Unit: "bureau"}},
	Chief:      {{Post: "chief", Role: casework.PrincipalLeader, Unit: "bureau"}},
	Admin:      {{Post: "administration", Role: casework.Admin, Unit: "bureau"}},
	Discipline: {{Post: "discipline", Role: casework.DisciplineOffice, Unit: "bureau"}},
	Stranger:   {{Post: "other-1", Role: casework.Handler, Unit: "other"}},
}

// Principal is a person of the office with his posts.
func Principal(id string) casework.Principal {
	return casework.Principal{Person: id, Name: id, Holdings: holdings[id]}
}
