// Package privacy keeps personal data unreadable outside the office's own
// processes, and the audit trail unalterable unnoticed. It seals a value for
// one row (SM4-GCM), makes keyed digests to look a value up without storing it
// (HMAC-SM3), hands out query codes, checks passwords (argon2id) and chains
// audit rows.
//
// It refuses to write to a database and to log a value: it is given strings
// and gives bytes back, no error quotes what it was given, and a Keyring prints
// as its key ids. It claims no certification: the algorithms are the national
// ones (GB/T 32907, GB/T 32905), the module that runs them is not an approved
// one.
package privacy
