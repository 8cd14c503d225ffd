#!/bin/sh
# Runs the tests of the behavior. They need a Swift toolchain, and no running Mien.
set -eu
cd "$(dirname "$0")"
exec swift test "$@"
