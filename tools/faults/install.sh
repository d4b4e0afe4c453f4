#!/usr/bin/env bash
# What the tests of e2e/faults let fail: strace tells the order of system calls, libfiu makes them
# fail, libfaketime changes the clock.
exec "$(dirname "$0")/../debian/install.sh" "The tests of e2e/faults" \
  "strace fiu-run fiu-ctrl faketime" strace fiu-utils faketime
