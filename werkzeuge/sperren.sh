#!/usr/bin/env bash
# Writes requirements/*.lock anew from pyproject.toml: newest versions, hashes, no names of hosts.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(mktemp -d)
trap 'rm -rf "$uv"' EXIT
"$PYTHON" -m venv "$uv"
"$uv/bin/python" -m pip install --quiet --disable-pip-version-check uv

sperren() { # NAME ARGUMENTE …
    "$uv/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "${@:2}" -o "requirements/$1.lock"
    echo "requirements/$1.lock"
}
sperren entwicklung pyproject.toml --group demo --group entwicklung
# The smaller sets take the versions that were tested.
sperren demo pyproject.toml --group demo -c requirements/entwicklung.lock
sperren produktion pyproject.toml -c requirements/entwicklung.lock
sperren bench --group bench -c requirements/entwicklung.lock
sperren node --group node
