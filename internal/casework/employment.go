package casework

import "slices"

// Employment is how a member of staff is employed. Measures and remedies depend on
// it (R223): review and appeal are a civil servant's, others have those of their own
// kind (R143). Empty is not stated.
type Employment string

// The kinds of R223, its staff in post told apart as their laws do.
const (
	CivilServant      Employment = "civil_servant"      // 公务员法
	AsCivilServant    Employment = "as_civil_servant"   // 公务员法 112
	PublicInstitution Employment = "public_institution" // 事业单位人事管理条例
	Seconded          Employment = "seconded"           // the home unit decides
	Contract          Employment = "contract"           // 劳动合同法
)

// Employments lists them, those of the office itself first.
func Employments() []Employment {
	return []Employment{CivilServant, AsCivilServant, PublicInstitution, Seconded, Contract}
}

// Valid tells a kind from a word; not stated is valid.
func (e Employment) Valid() bool { return e == "" || slices.Contains(Employments(), e) }
