#!/bin/sh
# Runs the tests of the encoder. They need Python and numpy, and no running Mien.
set -eu
cd "$(dirname "$0")"
python="$(./python.sh)"
export PYTHONPATH="${MIEN_HOME:-@MIEN_HOME@}/Sources/Python${PYTHONPATH:+:$PYTHONPATH}" PYTHONDONTWRITEBYTECODE=1
[ -f @NAME@.encoder/encoder.npz ] || "$python" make_weights.py
exec "$python" -m unittest discover "$@"
