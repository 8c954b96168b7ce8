#!/usr/bin/env bash
# papers.sh OUT [NAME...]: renders each paper of a service case as it is issued, to be looked at: on A4 as it prints (OUT/NAME-a4-1.png) and on a phone of 390 px (OUT/NAME-390.png).
# It needs chromium-headless-shell (tools/need.sh chromium) and pdftoppm (poppler-utils).
set -euo pipefail
out=${1:?where to}; shift
story=$(mktemp -d); trap 'rm -rf "$story"' EXIT
mkdir -p "$out"
SHIXIAN_STORYBOOK=$story go test ./api/web -run TestStory -count=1 >/dev/null
see() { chromium-headless-shell --no-sandbox --hide-scrollbars --disable-gpu "$@" >/dev/null 2>&1; }
[ $# -gt 0 ] || set -- $(cd "$story" && ls paper-*.html | sed 's/^paper-//; s/\.html$//')
for name; do
  see --window-size=390,1600 --screenshot="$out/$name-390.png" "file://$story/paper-$name.html"
  see --no-pdf-header-footer --print-to-pdf="$out/$name.pdf" "file://$story/paper-$name.html"
  pdftoppm -r 60 -png "$out/$name.pdf" "$out/$name-a4"
  echo "$name: $(pdfinfo "$out/$name.pdf" | awk '/^Pages|^Page size/{printf "%s ", $0}')"
done
