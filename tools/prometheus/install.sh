#!/usr/bin/env bash
# Prometheus, promtool and Alertmanager for the tests of configs/: those that are on the PATH, else
# Debian's packages, unpacked into node_modules/.cache/prometheus. Unpacked and not installed, because
# their installation starts both as services on all addresses, and a test run should change nothing
# about the machine. So it needs root only where the lists of packages are missing or too old.
set -euo pipefail

project="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
target="$project/node_modules/.cache/prometheus"

complete() {
  for program in prometheus promtool prometheus-alertmanager; do
    PATH="$PATH:$target/usr/bin" command -v "$program" > /dev/null || return 1
  done
}

fail() {
  printf '%s\n' "$@" "Or put prometheus, promtool and prometheus-alertmanager on the PATH." >&2
  exit 1
}

if complete; then exit 0; fi

command -v apt-get > /dev/null && command -v dpkg-deb > /dev/null ||
  fail "Prometheus is missing, and this machine has no apt-get to get it with."

temporary="$(mktemp -d)"
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"

download() {
  apt-get download --quiet=2 -o APT::Sandbox::User="$(id -un)" prometheus prometheus-alertmanager
}

if ! download; then
  [ "$(id -u)" = 0 ] || fail "Run apt-get update as root, then this again."
  apt-get update --quiet=2
  download || fail "Debian's packages prometheus and prometheus-alertmanager cannot be had here."
fi
for package in *.deb; do dpkg-deb --extract "$package" unpacked; done
rm -rf "$target"
mkdir -p "$(dirname "$target")"
mv unpacked "$target"

complete || fail "Debian's packages did not bring all that is needed."
