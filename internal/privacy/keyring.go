package privacy

import (
	"cmp"
	"crypto/cipher"
	"crypto/hmac"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
)

// Why a sealed value does not open. GCM cannot tell a changed byte from a value
// moved to another row or a key replaced under its old id: all are ErrTampered.
var (
	ErrUnknownKey = errors.New("sealed with a key that is not in the keyring")
	ErrTampered   = errors.New("sealed value was altered or belongs to another row")
)

// Sealed is one encrypted value as it is stored.
type Sealed struct {
	KeyID string // which key of the ring sealed it
	Data  []byte // 12-byte nonce, ciphertext, 16-byte tag
}

// Keyring holds the office's secrets. It never changes after loading and may
// be used by any number of goroutines.
type Keyring struct {
	path    string
	active  string
	seals   map[string]cipher.AEAD
	digest  []byte // key of Digest
	audit   []byte // key of Link
	stamp   []byte // key of Stamp
	content []byte // key of Content
	prints  []Print
}

// MACKey is the name under which the one secret of digests, links and stamps has
// its print; it never rotates.
const MACKey = "mac"

// Print tells a key from every other, and tells nothing of it: a keyed digest of a
// constant.
type Print struct {
	ID    string
	Print []byte
}

// Prints of all keys of the ring, in the order of their ids.
func (k *Keyring) Prints() []Print { return slices.Clone(k.prints) }

func printOf(id string, key []byte) Print {
	return Print{id, mac(key, fields([]byte("shixian key print v1"), []byte(id)))}
}

func newKeyring(file keyFile) (*Keyring, error) {
	if len(file.MAC) != macKeySize {
		return nil, fmt.Errorf("mac key has %d bytes, want %d", len(file.MAC), macKeySize)
	}
	ring := &Keyring{
		active: file.Active,
		seals:  make(map[string]cipher.AEAD, len(file.Keys)),
		// One secret in the file, one key for each use: a digest can never
		// be mistaken for a link of the chain.
		digest:  mac(file.MAC, []byte("shixian digest v1")),
		audit:   mac(file.MAC, []byte("shixian audit v1")),
		stamp:   mac(file.MAC, []byte("shixian stamp v1")),
		content: mac(file.MAC, []byte("shixian content v1")),
	}
	ring.prints = append(ring.prints, printOf(MACKey, file.MAC))
	for id, key := range file.Keys {
		ring.prints = append(ring.prints, printOf(id, key))
		block, err := sm4.NewCipher(key)
		if err != nil {
			return nil, fmt.Errorf("key %q: has %d bytes, want %d", id, len(key), sealKeySize)
		}
		if ring.seals[id], err = cipher.NewGCM(block); err != nil {
			return nil, fmt.Errorf("key %q: %w", id, err)
		}
	}
	slices.SortFunc(ring.prints, func(a, b Print) int { return cmp.Compare(a.ID, b.ID) })
	if ring.seals[MACKey] != nil {
		return nil, fmt.Errorf("no key may be called %q", MACKey)
	}
	if ring.seals[ring.active] == nil {
		return nil, fmt.Errorf("active key %q is not among the keys", ring.active)
	}
	return ring, nil
}

// Active returns the id of the key that seals new values.
func (k *Keyring) Active() string { return k.active }

// Format prints how many keys there are and which is active, under every verb,
// so that no log line can spill a key.
func (k *Keyring) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "keyring(%d keys, active %s)", len(k.seals), k.active)
}

// Seal encrypts plaintext for the row id with the active key. Nonces are random:
// rotate the key long before it has sealed 2^32 values.
func (k *Keyring) Seal(id, plaintext string) (Sealed, error) {
	if id == "" {
		return Sealed{}, errors.New("seal: a value needs the id of its row")
	}
	aead := k.seals[k.active]
	nonce := random(aead.NonceSize())
	return Sealed{
		KeyID: k.active,
		Data:  aead.Seal(nonce, nonce, []byte(plaintext), boundTo(k.active, id)),
	}, nil
}

// Open decrypts what Seal made for the same row id. It returns ErrUnknownKey or
// ErrTampered, wrapped with the row id.
func (k *Keyring) Open(id string, s Sealed) (string, error) {
	aead, ok := k.seals[s.KeyID]
	if !ok {
		return "", fmt.Errorf("open %s: key %q: %w", id, s.KeyID, ErrUnknownKey)
	}
	if len(s.Data) < aead.NonceSize() {
		return "", fmt.Errorf("open %s: %w", id, ErrTampered)
	}
	nonce, text := s.Data[:aead.NonceSize()], s.Data[aead.NonceSize():]
	plain, err := aead.Open(nil, nonce, text, boundTo(s.KeyID, id))
	if err != nil {
		return "", fmt.Errorf("open %s: %w", id, ErrTampered)
	}
	return string(plain), nil
}

// boundTo is the additional data that ties a value to its row and its key.
func boundTo(keyID, id string) []byte {
	return fields([]byte("shixian seal v1"), []byte(keyID), []byte(id))
}

// fields joins parts, each with its length before it, so that no two different
// lists make the same bytes.
func fields(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = binary.BigEndian.AppendUint64(out, uint64(len(p)))
		out = append(out, p...)
	}
	return out
}

// mac is HMAC-SM3.
func mac(key, message []byte) []byte {
	h := hmac.New(sm3.New, key)
	h.Write(message)
	return h.Sum(nil)
}
