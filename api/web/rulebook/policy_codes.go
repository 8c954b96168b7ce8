package rulebook

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// codes are those a question offers.
func (d *drafting) codes(of string) []string {
	switch of {
	case "roles":
		return told
	case "owners":
		return append(texts(casework.Roles()), string(casework.PersonConcerned))
	case "outcomes":
		return texts([]casework.Outcome{casework.Breach, casework.Deem, casework.Lapse, casework.Recur})
	case "warnings":
		return []string{string(casework.AlarmHalf), string(casework.AlarmNear)}
	case "levels":
		return []string{"1", "2", "3"}
	case "cards":
		return []string{casework.LevelYellow, casework.LevelRed}
	case "pauses":
		return casework.PauseCategories
	case "periods":
		return []string{policy.SinceWeek, policy.SinceMonth, policy.SinceQuarter, policy.SinceHalf}
	case "lists":
		return []string{policy.AsksList}
	case "measures":
		return []string{casework.NotFiled}
	case "classes":
		return []string{"permit", "service"}
	}
	return d.listed(of)
}

// listed are those that the kind, this policy and the presets know.
func (d *drafting) listed(of string) (out []string) {
	switch of {
	case "clocks":
		out = slices.Clone(d.Kinds.Of(d.policy.Kind).Clocks)
		for _, r := range d.policy.Rules {
			out = append(out, r.Clock)
		}
	case "own":
		for _, r := range d.policy.Rules {
			out = append(out, r.Clock)
		}
	case "choices":
		for _, c := range d.presets.Choices {
			out = append(out, c.Key)
		}
	case "ceilings":
		for _, c := range d.presets.Ceilings {
			if c.Kind == d.policy.Kind {
				out = append(out, c.ID)
			}
		}
	}
	return out
}

// told are whom a message can reach, those nearest to the matter first.
var told = texts([]casework.Role{
	casework.ActingHolder, casework.NextBackup, casework.SectionHead, casework.LeaderInCharge, casework.PrincipalLeader, casework.GeneralOffice, casework.EfficiencyOffice,
	casework.SupervisionOffice, casework.DisciplineOffice, casework.PartyGroup, casework.Inspector, casework.Assigner, casework.PersonConcerned,
})

func texts[T ~string](codes []T) (out []string) {
	for _, c := range codes {
		out = append(out, string(c))
	}
	return out
}

// code says one code of a question.
func (d *drafting) code(of, code string) string {
	switch of {
	case "clocks", "own":
		return d.ClockLabel(d.policy.Kind, code)
	case "roles", "owners":
		return words.Say(d.Lang, words.Role, code)
	case "outcomes":
		return words.Say(d.Lang, words.Outcome, code)
	case "warnings":
		return words.Say(d.Lang, words.Warning, code)
	case "cards":
		return words.Say(d.Lang, words.Card, code)
	case "pauses":
		return words.Say(d.Lang, words.Pause, code)
	case "classes":
		return words.Say(d.Lang, words.Class, code)
	case "measures":
		return d.Measure(code)
	case "periods", "lists":
		return d.T("rulecode." + code)
	case "choices":
		for _, c := range d.presets.Choices {
			if c.Key == code {
				return d.Pick(c.What, c.WhatEn)
			}
		}
	case "ceilings":
		for _, c := range d.presets.Ceilings {
			if c.ID == code {
				return c.Law + c.Article + " " + d.Pick(c.What, c.WhatEn)
			}
		}
	}
	return code
}
