package privacy

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// What every new hash costs: the OWASP minimum for argon2id, a few hundredths
// of a second, affordable on the small machine of a county office.
const (
	argonMemory = 19 * 1024 // KiB
	argonTime   = 2
	argonLanes  = 1
	saltSize    = 16
	hashSize    = 32
)

// A stored hash may cost more than a new one, within bounds: whoever can write
// the table must not be able to exhaust the machine at the next login.
const (
	maxArgonMemory = 256 * 1024 // KiB
	maxArgonTime   = 16
)

// ErrPassword means that name and password do not belong together; it does not
// say which of the two is wrong.
var ErrPassword = errors.New("wrong name or password")

// turns bounds the hashing in progress:
// two new hashes use 38 MiB between them, however many people, or machines, try to log in at once.
var turns = make(chan struct{}, 2)

// HashPassword returns the argon2id hash of a password in PHC string format.
// It waits for its turn and returns the context's error if that ends first.
func HashPassword(ctx context.Context, password string) (string, error) {
	if password == "" {
		return "", errors.New("hash password: empty")
	}
	p := phc{memory: argonMemory, time: argonTime, lanes: argonLanes, salt: random(saltSize)}
	hash, err := p.derive(ctx, password, hashSize)
	if err != nil {
		return "", err
	}
	p.hash = hash
	return p.String(), nil
}

// CheckPassword returns nil if hash was made from password, ErrPassword if not,
// the context's error if its turn did not come, and another error if hash is
// not an argon2id hash. The comparison takes the same time however much agrees.
func CheckPassword(ctx context.Context, hash, password string) error {
	p, err := parsePHC(hash)
	if err != nil {
		return err
	}
	got, err := p.derive(ctx, password, uint32(len(p.hash)))
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(got, p.hash) != 1 {
		return ErrPassword
	}
	return nil
}

// CheckNobody costs what CheckPassword costs and returns ErrPassword, or the
// context's error. Call it for an unknown name, so that the time taken does not
// tell who has an account.
func CheckNobody(ctx context.Context, password string) error {
	p := phc{memory: argonMemory, time: argonTime, lanes: argonLanes, salt: make([]byte, saltSize)}
	if _, err := p.derive(ctx, password, hashSize); err != nil {
		return err
	}
	return ErrPassword
}

// RandomPassword returns a fresh password of 80 random bits that can be read
// out over the telephone: four groups of four digits and capitals.
func RandomPassword() string { return randomCode(passwordLength) }

// phc is a parsed hash: $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
type phc struct {
	memory, time uint32
	lanes        uint8
	salt, hash   []byte
}

func (p phc) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.time, p.lanes,
		base64.RawStdEncoding.EncodeToString(p.salt), base64.RawStdEncoding.EncodeToString(p.hash))
}

// parsePHC reads what String writes and nothing else: anything that does not
// print back to the same text is refused.
func parsePHC(text string) (phc, error) {
	var p phc
	malformed := errors.New("parse password hash: not an argon2id hash within bounds")
	parts := strings.Split(text, "$")
	if len(parts) != 6 {
		return p, malformed
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.time, &p.lanes); err != nil {
		return p, malformed
	}
	var errSalt, errHash error
	p.salt, errSalt = base64.RawStdEncoding.DecodeString(parts[4])
	p.hash, errHash = base64.RawStdEncoding.DecodeString(parts[5])
	if errSalt != nil || errHash != nil || p.String() != text || !p.sane() {
		return p, malformed
	}
	return p, nil
}

func (p phc) sane() bool {
	return p.memory >= 8*uint32(p.lanes) && p.memory <= maxArgonMemory &&
		p.time >= 1 && p.time <= maxArgonTime && p.lanes >= 1 &&
		len(p.salt) >= 8 && len(p.hash) >= 16 && len(p.hash) <= 64
}

func (p phc) derive(ctx context.Context, password string, size uint32) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("derive password hash: %w", err)
	}
	select {
	case turns <- struct{}{}:
		defer func() { <-turns }()
	case <-ctx.Done():
		return nil, fmt.Errorf("derive password hash: %w", ctx.Err())
	}
	return argon2.IDKey([]byte(password), p.salt, p.time, p.memory, p.lanes, size), nil
}
