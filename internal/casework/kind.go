package casework

import (
	"fmt"
	"strconv"
	"strings"
)

// Kind is what a case is about; each kind is one workflow (design section 5).
type Kind string

// The kinds built so far. Later capabilities add theirs here.
const (
	Service        Kind = "service"        // 办件
	Document       Kind = "document"       // 公文
	Complaint      Kind = "complaint"      // 效能投诉
	Supervision    Kind = "supervision"    // 督办
	Duties         Kind = "duties"         // 例行职责, one per bureau
	Absence        Kind = "absence"        // 离岗
	Accountability Kind = "accountability" // 责任追究
)

// prefixes are the letters a case number begins with.
var prefixes = map[Kind]string{
	Service:        "BJ",
	Document:       "GW",
	Complaint:      "TS",
	Supervision:    "DB",
	Duties:         "ZR",
	Absence:        "LG",
	Accountability: "ZZ",
}

// Kinds lists every kind in the order menus show them.
func Kinds() []Kind {
	return []Kind{Service, Document, Complaint, Supervision, Duties, Absence, Accountability}
}

// Valid tells whether k is a kind this version knows.
func (k Kind) Valid() bool { return prefixes[k] != "" }

// HasApplicant tells whether somebody outside the office waits for the answer and is
// told by notices. A document's sender and who is supervised hear by letter or act.
func (k Kind) HasApplicant() bool { return k == Service || k == Complaint }

// Number writes a case number: kind, year and serial, BJ2026-000123. It is the
// case id and the workflow id at once, so it holds nothing personal.
func Number(k Kind, year, serial int) string {
	return fmt.Sprintf("%s%04d-%06d", prefixes[k], year, serial)
}

// ParseNumber is the inverse of Number. ok is false for anything else.
func ParseNumber(s string) (k Kind, year, serial int, ok bool) {
	head, tail, found := strings.Cut(s, "-")
	if !found || len(head) != 6 || len(tail) < 6 {
		return "", 0, 0, false
	}
	year, yearErr := strconv.Atoi(head[2:])
	serial, serialErr := strconv.Atoi(tail)
	for kind, prefix := range prefixes {
		if prefix == head[:2] && yearErr == nil && serialErr == nil && serial > 0 {
			return kind, year, serial, true
		}
	}
	return "", 0, 0, false
}
