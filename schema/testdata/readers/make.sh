#!/usr/bin/env bash
# make.sh COMMIT: keeps how COMMIT, the release before this one, reads policies, items and calendars from the database, with the
# program that asks it (read.go). Run it again once another commit has become the release before; it needs the history of the
# repository. A release from before kinds were declared (ADR 21) is asked without them.
set -euo pipefail
cd "$(dirname "$0")"
before=$(git rev-parse --short=7 --verify "${1:?which commit is the release before?}^{commit}")
asks=$(mktemp -d)
trap 'rm -r "$asks"' EXIT
rooms="internal/policy internal/calendar internal/casework" # they import the standard library alone, and kind
if git cat-file -e "$before:internal/kind" 2>/dev/null; then
	rooms="$rooms internal/kind"
	cp read.go "$asks"
else
	sed -e '/internal\/kind"$/d' -e 's/kind\.Office(), //' read.go >"$asks/read.go"
fi
cd "$(git rev-parse --show-toplevel)"
git archive --format=tar --add-file="$asks/read.go" "$before" $rooms ':!*_test.go' ':!internal/*/testdata' | gzip -9n >"$asks/kept"
cd - >/dev/null
rm -f ./*.tar.gz
cp "$asks/kept" "$before.tar.gz"
