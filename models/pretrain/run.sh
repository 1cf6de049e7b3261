#!/bin/sh
# The whole recipe, one command, resumable: run.sh [options of train.py]. PYTHON names the interpreter.
set -eu
here=$(dirname "$(readlink -f "$0")")
python="${PYTHON:-python3}"
export OMP_WAIT_POLICY=passive # waiting threads sleep: on a shared machine spinning costs four times the work itself
"$here/render.sh"
"$python" "$here/train.py" "$@"
"$python" "$here/publish.py"
"$python" "$here/evaluate.py" --write
