package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store/audit"
)

// keysFit reads the key file anew, so that a running process sees it exchanged too.
func (h *house) keysFit() doctor.Check {
	return doctor.Check{
		Name: "keys", Weight: doctor.Starting,
		Looks: doctor.Words{ZH: "密钥文件是这个数据库的", EN: "the key file is this database's"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			path := h.settings.keyFile
			keys, err := privacy.LoadKeyFile(path)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return doctor.Bad("没有密钥文件 "+path, "there is no key file "+path, noKeysMend(path)), nil
			case err != nil:
				return doctor.Bad("密钥文件不能用："+err.Error(), "the key file cannot be used: "+err.Error(), "chmod 600 "+path), nil //nolint:nilerr // what is wrong is the finding
			}
			err = h.store.CheckKeys(ctx, trialOf(keys))
			var foreign *audit.ForeignKeys
			switch {
			case errors.As(err, &foreign):
				return foreignKeys(path, foreign), nil
			case err != nil:
				return doctor.Finding{}, err
			}
			return doctor.Fine("密钥文件 "+path+" 与数据库相符", "the key file "+path+" fits the database"), nil
		},
	}
}

// foreignKeys names the mend: the file that fits, or the database that does.
func foreignKeys(path string, e *audit.ForeignKeys) doctor.Finding {
	zh, en := []string{}, []string{}
	if len(e.Lost) > 0 {
		ids := strings.Join(e.Lost, ", ")
		zh, en = append(zh, "缺少密钥 "+ids), append(en, "it has no key "+ids)
	}
	if len(e.Other) > 0 {
		ids := strings.Join(e.Other, ", ")
		zh, en = append(zh, "名为 "+ids+" 的是另一把密钥"), append(en, "its "+ids+" is another key")
	}
	return doctor.Bad(
		fmt.Sprintf("密钥文件 %s 不是这个数据库的：%s。请放回原来的密钥文件，或检查 DATABASE_URL 是否指向了别家的数据库", path, strings.Join(zh, "；")),
		fmt.Sprintf("the key file %s is not this database's: %s. Put the file of this installation back, or see whether DATABASE_URL names another installation's database", path, strings.Join(en, "; ")),
		"shixian keys check", // once SHIXIAN_KEY_FILE or DATABASE_URL is set right
	)
}

func noKeysMend(path string) string {
	return "cp /from/your/backup/keys " + path + " && chmod 600 " + path + "   # an office that is there already\n" +
		"shixian keys new   # a new office, once"
}

// trialOf is what a keyring proves itself with.
func trialOf(keys *privacy.Keyring) audit.KeyTrial {
	t := audit.KeyTrial{MAC: privacy.MACKey, Link: func(prev []byte, r audit.AuditRow) []byte { return keys.Link(prev, privacy.Row(r)) }}
	for _, p := range keys.Prints() {
		t.Prints = append(t.Prints, audit.KeyPrint(p))
	}
	return t
}
