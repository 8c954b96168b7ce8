package casework

// Kind is what a case is about; each kind is one workflow (design section 5).
type Kind string

// The kinds built so far, as their declarations name them (package kind).
const (
	Service        Kind = "service"        // 办件
	Document       Kind = "document"       // 公文
	Complaint      Kind = "complaint"      // 效能投诉
	Supervision    Kind = "supervision"    // 督办
	Duties         Kind = "duties"         // 例行职责, one per bureau
	Absence        Kind = "absence"        // 离岗
	Accountability Kind = "accountability" // 责任追究
)
