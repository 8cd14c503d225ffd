#!/bin/sh
# Builds the library into the bundle. It is written beside and then renamed: a library that a host has loaded is never
# overwritten in place.
set -eu
cd "$(dirname "$0")"
library="@NAME@.strategy/lib@IDENTIFIER@.so"
trap 'rm -f "$library.new"' EXIT
cargo build --release --offline --quiet
cp "${CARGO_TARGET_DIR:-target}/release/lib@IDENTIFIER@.so" "$library.new"
mv "$library.new" "$library"
echo "built $library"
