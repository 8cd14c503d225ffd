#!/bin/sh
# Builds the library into the bundle. It is written beside and then renamed: a library that a host has loaded is never
# overwritten in place.
set -eu
cd "$(dirname "$0")"
library="@NAME@.strategy/lib@TYPE@.so"
trap 'rm -f "$library.new"' EXIT
swift build -c release --product @TYPE@
cp "$(swift build -c release --show-bin-path)/lib@TYPE@.so" "$library.new"
mv "$library.new" "$library"
echo "built $library"
