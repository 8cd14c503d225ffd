#!/bin/sh
# Runs the tests of the behavior. They need Python and numpy, and no running Mien.
set -eu
cd "$(dirname "$0")"
python="${PYTHON:-${VIRTUAL_ENV:+$VIRTUAL_ENV/bin/python3}}"
PYTHONPATH="${MIEN_HOME:-@MIEN_HOME@}/Sources/Python${PYTHONPATH:+:$PYTHONPATH}" PYTHONDONTWRITEBYTECODE=1 \
  exec "${python:-python3}" -m unittest discover "$@"
