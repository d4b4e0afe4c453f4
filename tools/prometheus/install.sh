#!/usr/bin/env bash
# Prometheus, promtool and Alertmanager for the tests of configs/, unless they are there.
exec "$(dirname "$0")/../debian/install.sh" "The tests of configs/" \
  "prometheus promtool prometheus-alertmanager amtool" prometheus prometheus-alertmanager
