#!/bin/sh
# Says which interpreter the metric runs with, in the order in which hosts choose: "python" of metric.json (relative
# to the bundle if it has a slash, else a name on PATH), PYTHON, the active virtual environment, python3.
set -eu
cd "$(dirname "$0")"
manifest="@NAME@.metric/metric.json"
python="$(tr -d '\n' <"$manifest" | sed -n 's/.*"python"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p')"
cure="'python' in $manifest names it"
case "$python" in
  "") cure="set PYTHON to an interpreter" ;;
  "~/"*) python="$HOME/${python#??}" ;;
  /*) ;;
  */*) python="$PWD/@NAME@.metric/$python" ;;
esac
[ -n "$python" ] || python="${PYTHON:-}"
[ -n "$python" ] || [ ! -x "${VIRTUAL_ENV:-/nowhere}/bin/python3" ] || python="$VIRTUAL_ENV/bin/python3"
python="${python:-python3}"
command -v "$python" >/dev/null || { echo "python.sh: $python is not there: $cure" >&2; exit 1; }
echo "$python"
