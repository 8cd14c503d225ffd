#!/bin/sh
# Runs the tests of the metric. They need Python and numpy, and no running Mien.
set -eu
cd "$(dirname "$0")"
python="$(./python.sh)"
export PYTHONPATH="${MIEN_HOME:-@MIEN_HOME@}/Sources/Python${PYTHONPATH:+:$PYTHONPATH}" PYTHONDONTWRITEBYTECODE=1
exec "$python" -m unittest discover "$@"
