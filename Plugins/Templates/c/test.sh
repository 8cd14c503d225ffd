#!/bin/sh
# Builds the library and drives it as a host would. Needs a C compiler and no running Mien.
set -eu
cd "$(dirname "$0")"
./build.sh
program="$(mktemp)"
trap 'rm -f "$program"' EXIT
${CC:-cc} -std=c11 -Wall -Wextra -O1 -ffp-contract=off -I include test.c -o "$program" -lm -ldl
"$program" "$PWD/@NAME@.strategy/lib@IDENTIFIER@.so"
