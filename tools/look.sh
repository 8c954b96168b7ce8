#!/usr/bin/env bash
# look.sh axe | guide | sheets OUT [FLAG...]: writes the storybook and looks at it in Chromium (internal/look).
# axe brings axe-core (MPL-2.0) by npm into a folder that goes with this script, of one version and one digest: it is no part of
# the product or of its build, and nothing of it is kept here.
set -euo pipefail
cd "$(dirname "$0")/.."
version=4.14.1
digest=1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5
tools/need.sh chromium fonts
story=$(mktemp -d); trap 'rm -rf "$story"' EXIT
SHIXIAN_STORYBOOK=$story go test ./api/web -run '^TestStorybook$' -count=1 >/dev/null
case ${1:?axe, guide or sheets} in
  axe)
    command -v npm >/dev/null || { echo 'make axe brings axe-core by npm, which is missing'; exit 1; }
    (cd "$story" && npm pack --silent "axe-core@$version" >/dev/null)
    echo "$digest  $story/axe-core-$version.tgz" | sha512sum --check --quiet
    tar -xzf "$story/axe-core-$version.tgz" -C "$story" package/axe.min.js
    go run ./internal/look/run "${@:2}" axe "$story" "$story/package/axe.min.js" ;;
  guide) for dir in docs/user-guide docs/admin-guide; do go run ./internal/look/run guide "$story" $dir; done ;;
  sheets) mkdir -p "${2:?where to}"; go run ./internal/look/run "${@:3}" sheets "$story" "$2" ;;
esac
