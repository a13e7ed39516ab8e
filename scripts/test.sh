#!/usr/bin/env bash
# Sets up what the tests need and runs all of them. Safe to run again.
#   ./scripts/test.sh
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

command -v cargo >/dev/null || { echo "Rust is missing: install it as https://rust-lang.org says, then run this again." >&2; exit 2; }

step "Debian packages for the browser tests"
wanted=()
command -v chromium >/dev/null || wanted+=(chromium)
command -v node >/dev/null || wanted+=(nodejs npm)
for font in fonts-noto-core fonts-dejavu-core fonts-liberation; do
  dpkg -s "$font" >/dev/null 2>&1 || wanted+=("$font")
done
if [ "${#wanted[@]}" -gt 0 ]; then
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${wanted[@]}"
fi

step "Node packages for the browser tests"
(cd tests/browser && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error)

step "Form and lints"
cargo fmt --all --check
cargo clippy --locked --all-targets -- -D warnings

step "Tests"
cargo test --locked

step "Labels of charts in three fonts"
cargo run --locked --quiet --example chart_gallery > target/chart-gallery.html
node tests/browser/chart-fonts.mjs target/chart-gallery.html

step "The sample site in a browser"
rm -rf target/browser-site
cargo run --locked --quiet -- build --out target/browser-site
node tests/browser/run.mjs target/browser-site

step "All tests passed"
