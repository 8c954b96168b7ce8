package core

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
)

// KeyID is how a principal's Idempotency-Key is kept: hashed, so that two people
// may choose the same key and nobody can read it back.
func KeyID(person, key string) string {
	sum := sha256.Sum256([]byte(person + "\x00" + key))
	return hex.EncodeToString(sum[:16])
}

// DigestOf marks what was sent under a key. The key, which is not stored, keys
// the digest too: a body is personal, and a plain hash of it could be guessed.
func DigestOf(key string, body any) ([]byte, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("digest body: %w", err)
	}
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(text)
	return mac.Sum(nil), nil
}

// CheckKey refuses a missing or unprintable Idempotency-Key.
func CheckKey(key string) error {
	if key == "" {
		return casework.FieldError(casework.Invalid, KeyField, "required")
	}
	if len(key) > maxKey {
		return casework.FieldError(casework.Invalid, KeyField, "max:200")
	}
	for _, b := range []byte(key) {
		if b < 0x21 || b > 0x7e {
			return casework.FieldError(casework.Invalid, KeyField, "printable")
		}
	}
	return nil
}

// KeyField names the Idempotency-Key in refusals: the header it comes in.
const KeyField = "Idempotency-Key"

const maxKey = 200
