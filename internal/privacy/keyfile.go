package privacy

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Sizes of the secrets in a key file, in bytes.
const (
	sealKeySize = 16 // SM4
	macKeySize  = 32 // HMAC-SM3
)

// keyFile is the JSON kept at SHIXIAN_KEY_FILE; secrets are base64. The MAC key
// stands apart from the seal keys because it never rotates: a digest cannot be
// made again without its plaintext, nor an audit chain without rewriting it.
type keyFile struct {
	Active string            `json:"active"`
	Keys   map[string][]byte `json:"keys"`
	MAC    []byte            `json:"mac"`
}

// LoadKeyFile reads a keyring. It refuses a file that anybody but its owner
// may touch, naming the file and its mode. No error quotes the content.
func LoadKeyFile(path string) (*Keyring, error) {
	file, err := readKeyFile(path)
	if err != nil {
		return nil, fmt.Errorf("load key file %s: %w", path, err)
	}
	ring, err := newKeyring(file)
	if err != nil {
		return nil, fmt.Errorf("load key file %s: %w", path, err)
	}
	ring.path = path
	return ring, nil
}

// GenerateKeyFile writes a new key file, mode 0600, unless path exists already.
// The file appears complete or not at all, so processes that start together
// end up with one and the same keyring.
func GenerateKeyFile(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return nil
	}
	key := random(sealKeySize)
	id := keyID(key)
	file := keyFile{Active: id, Keys: map[string][]byte{id: key}, MAC: random(macKeySize)}
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("generate key file %s: %w", path, err)
	}
	defer os.Remove(draft.Name())
	if err := writeKeyFile(draft, file); err != nil {
		return fmt.Errorf("generate key file %s: %w", path, err)
	}
	// A link never replaces: whoever comes second keeps the first one's keys.
	if err := os.Link(draft.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("generate key file %s: %w", path, err)
	}
	return syncDir(path)
}

// Rotate adds a fresh seal key to the file the keyring was loaded from, makes it
// the active one and returns the new keyring. Values sealed before stay readable;
// running processes must be restarted before they can read what the new key
// seals. The draft beside the file is the lock: a second rotation at the same
// time, or one after a crash, is refused until it is gone.
func (k *Keyring) Rotate() (*Keyring, error) {
	draft, err := os.OpenFile(k.path+".rotate", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("rotate key file %s: %w", k.path, err)
	}
	if err := replaceKeyFile(draft, k.path); err != nil {
		return nil, fmt.Errorf("rotate key file %s: %w", k.path, errors.Join(err, os.Remove(draft.Name())))
	}
	if err := syncDir(k.path); err != nil {
		return nil, err
	}
	return LoadKeyFile(k.path)
}

// replaceKeyFile puts draft, with one more key than path has, in its place. The
// file is read anew under the lock, so no key of an earlier rotation is lost.
func replaceKeyFile(draft *os.File, path string) error {
	file, err := readKeyFile(path)
	if err == nil {
		_, err = newKeyring(file)
	}
	if err != nil {
		return errors.Join(err, draft.Close())
	}
	key := random(sealKeySize)
	file.Active = keyID(key)
	file.Keys[file.Active] = key
	if err := writeKeyFile(draft, file); err != nil {
		return err
	}
	return os.Rename(draft.Name(), path)
}

// keyID names a key after itself, so that no two keys ever bear one name.
func keyID(key []byte) string {
	return "k" + hex.EncodeToString(mac(key, []byte("shixian key id v1"))[:5])
}

func readKeyFile(path string) (keyFile, error) {
	var file keyFile
	f, err := os.Open(path)
	if err != nil {
		return file, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return file, err
	}
	// The open file is asked, not the path, which could be swapped in between.
	if mode := info.Mode(); !mode.IsRegular() || mode.Perm()&0o077 != 0 {
		return file, fmt.Errorf("mode is %v, want a regular file that nobody else may touch: chmod 600 %s", mode, path)
	}
	content, err := io.ReadAll(f)
	if err != nil {
		return file, err
	}
	in := json.NewDecoder(bytes.NewReader(content))
	in.DisallowUnknownFields()
	if err := in.Decode(&file); err != nil {
		return file, errors.New("not a key file") // the decoder's error may quote a secret
	}
	return file, nil
}

// writeKeyFile fills and closes f; the content is on the disk when it returns nil.
func writeKeyFile(f *os.File, file keyFile) error {
	content, err := json.MarshalIndent(file, "", "  ")
	if err == nil {
		_, err = f.Write(append(content, '\n'))
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncDir makes a new directory entry survive a power cut: a key that sealed
// data must not vanish.
func syncDir(path string) error {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("sync key file %s: %w", path, err)
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return fmt.Errorf("sync key file %s: %w", path, err)
	}
	return nil
}

// random never fails: crypto/rand ends the process rather than return less.
func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}
