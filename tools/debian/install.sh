#!/usr/bin/env bash
# install.sh "<who needs them>" "<program> …" <package> …
# Programs that npm cannot install, unless they are there: Debian's packages, without starting the
# services that they bring, which would listen on all addresses.
set -euo pipefail

need=$1
read -ra programs <<< "$2"
packages=("${@:3}")

are_there() {
  for program in "${programs[@]}"; do command -v "$program" > /dev/null || return 1; done
}

if are_there; then exit 0; fi

if ! command -v apt-get > /dev/null; then
  echo "$need need ${programs[*]} on the PATH, and there is no apt-get to install them." >&2
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "$need need ${programs[*]}. As root: apt-get install ${packages[*]}" >&2
  exit 1
fi

# By this file Debian's packages ask whether they may start a service; 101 is no.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod +x "$policy"
fi

install_packages() {
  DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --quiet=2 --no-install-recommends "${packages[@]}" > /dev/null
}

# The lists of packages may be missing, or so old that they name what is gone.
install_packages || { apt-get update --quiet=2 && install_packages; }
