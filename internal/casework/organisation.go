package casework

import "strings"

// symbols of the number of an organisation, in the order of their values: no I, O, S, V, Z.
const symbols = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// Organisation tells whether it is the number of an organisation (统一社会信用代码), by its check symbol (GB 32100 5: weights 3^i mod 31).
func Organisation(number string) bool {
	if len(number) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(symbols, number[i])
		if value < 0 {
			return false
		}
		sum, weight = sum+value*weight, weight*3%31
	}
	return symbols[(31-sum%31)%31] == number[17]
}
