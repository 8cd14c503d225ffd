#!/bin/sh
# Checks the interpreter and the declarations. There is nothing to build: the bundle is @NAME@.strategy/ itself.
set -eu
cd "$(dirname "$0")"
home="${MIEN_HOME:-@MIEN_HOME@}"
python="$(./python.sh)"
export PYTHONDONTWRITEBYTECODE=1

[ -f "$home/Sources/Python/mien/worker.py" ] ||
  { echo "build.sh: no Mien in $home: set MIEN_HOME to where it is installed" >&2; exit 1; }
find @NAME@.strategy -name '*.py' -exec \
  "$python" -c 'import sys; [compile(open(p, encoding="utf-8").read(), p, "exec") for p in sys.argv[1:]]' {} +
"$python" "$home/Sources/Python/mien/worker.py" describe @NAME@.strategy strategy.py >/dev/null
echo "@NAME@.strategy is ready for $("$python" --version)"
