#!/bin/sh
# Builds the library into the bundle. It is written beside and then renamed: a library that a host has loaded is never
# overwritten in place.
set -eu
cd "$(dirname "$0")"
library="@NAME@.strategy/lib@IDENTIFIER@.so"
trap 'rm -f "$library.new"' EXIT
${CC:-cc} -std=c11 -Wall -Wextra -O2 -ffp-contract=off -fvisibility=hidden ${CFLAGS:-} -shared -fPIC -I include \
  strategy.c -o "$library.new" -lm
mv "$library.new" "$library"
echo "built $library"
