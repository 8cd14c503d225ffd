#!/bin/sh
# Runs the tests of the behavior. They need cargo, and no running Mien.
set -eu
cd "$(dirname "$0")"
exec cargo test --offline "$@"
