package public

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// declared says where a rule is declared in the words of the house, each place once: a clock
// and an act by their kind and name, a table or list by what it is called. What is no
// declaration (a file of the software, for what is only kept) is left as the code it is.
func (v *visit) declared(where []string) (said, code []string) {
	named := map[string][]string{} // the clocks and acts of each kind stand together
	for _, w := range where {
		says, name := v.declaredIn(w)
		if says == "" {
			code = append(code, w)
			continue
		}
		if !slices.Contains(said, says) {
			said = append(said, says)
		}
		if name != "" && !slices.Contains(named[says], name) {
			named[says] = append(named[says], name)
		}
	}
	for i, says := range said {
		if names := named[says]; len(names) > 0 {
			said[i] = v.T("problem.field", says, strings.Join(names, v.T("list.and")))
		}
	}
	return said, code
}

func (v *visit) declaredIn(where string) (says, name string) {
	parts := strings.Split(where, "/")
	if len(parts) < 2 {
		return "", ""
	}
	head, _, versioned := strings.Cut(parts[0], "@")
	of, known := v.ruled(head)
	isAct := false
	if known && !versioned {
		_, isAct = v.Kinds.Of(of).EverAct(parts[1])
	}
	switch {
	case versioned && known:
		return v.T("law.at.clock", v.Kind(of)), v.ClockLabel(of, parts[1])
	case isAct:
		return v.T("law.at.act", v.Kind(of)), v.Verb(of, parts[1])
	case known && parts[1] == "told":
		return v.T("law.at.told", v.Kind(of)), ""
	case known:
		return v.T("law.at.right", v.Kind(of)), ""
	case parts[0] == "paper":
		return v.T("law.at.paper"), ""
	case parts[0] == "presets":
		return v.T("law.at.presets"), ""
	case parts[0] == "posts":
		return v.T("law.at.posts"), ""
	case len(parts) == 3 && parts[1] == "form":
		return v.T("law.at.form"), ""
	}
	return "", ""
}

// ruled is the kind whose cases a policy counts, or that a declaration is of.
func (v *visit) ruled(head string) (found casework.Kind, known bool) {
	for _, k := range v.Kinds.Kinds() {
		if name := string(k); head == name || strings.HasPrefix(head, name+"-") && v.Kinds.Knows(k) {
			return k, true
		}
	}
	return "", false
}
