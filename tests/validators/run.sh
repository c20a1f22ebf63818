#!/usr/bin/env bash
# Holds what hyotei writes against programs that others wrote: frictionless, csvwvalidate and pyshacl over a release (and over broken copies,
# which each must refuse), Python's readers over every form of output, and the examples of the documentation.
#
#   tests/validators/run.sh [HYOTEI]     the program; target/debug/hyotei if not given, built where it is not there
#
# Each tool has an environment of its own under target/validators, with the versions of requirements/. Needs Python 3.10 or later. Where PyPI is
# out of reach it says so and ends with 0; any other failure is one.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=tests/validators
target=${CARGO_TARGET_DIR:-target}
work=$target/validators
hyotei=${1:-$target/debug/hyotei}
UV=0.13.9

[ -x "$hyotei" ] || cargo build --quiet --bin hyotei
left_out() { echo "validators left out: $1" >&2; exit 0; }
command -v python3 >/dev/null || left_out "python3 is not here"
mkdir -p "$work"

# What a client of a registry says that it cannot reach; all else is a failure of its own.
unreachable='connection|connect error|error sending request|timed out|timeout|dns|name resolution|name or service|unreachable|client error|failed to fetch|proxy'
install() { # what is installed, then the command
  if ! "${@:2}" >"$work/install.log" 2>&1; then
    grep -qiE "$unreachable" "$work/install.log" && left_out "PyPI is out of reach ($1 cannot be installed)"
    cat "$work/install.log" >&2
    echo "validators: $1 cannot be installed" >&2
    exit 1
  fi
}
if ! [ -f "$work/uv/$UV" ]; then
  rm -rf "$work/uv"
  python3 -m venv "$work/uv"
  install uv "$work/uv/bin/python" -m pip install --quiet --retries 1 --disable-pip-version-check "uv==$UV"
  touch "$work/uv/$UV"
fi
for tool in frictionless csvw pyshacl tables; do
  if ! cmp -s "$here/requirements/$tool.txt" "$work/$tool/installed"; then
    rm -rf "${work:?}/$tool"
    "$work/uv/bin/uv" venv --quiet --python "$(command -v python3)" "$work/$tool"
    install "$tool" "$work/uv/bin/uv" pip install --quiet --python "$work/$tool/bin/python" --requirement "$here/requirements/$tool.txt"
    cp "$here/requirements/$tool.txt" "$work/$tool/installed"
  fi
done

# Everything that can stand in a dataset: reports, a batch in two formats, PDF, Word, archives, what cannot be read. Losses end with 1.
extract() {
  local code=0
  "$hyotei" extract -q "$@" 2>"$work/extract.log" || code=$?
  [ "$code" -le 1 ] || { cat "$work/extract.log" >&2; exit "$code"; }
}
rm -rf "$work/made"
mkdir "$work/made"
forms=json,csv,parquet,sqlite,ndjson
extract fixtures/*.txt fixtures/cities/minase/{text,xlsx} fixtures/formats fixtures/word fixtures/confusion fixtures/lost -o "$work/made/dataset" --to $forms
extract fixtures/004_60d463c5be032d0a.txt fixtures/cities/minase/text/minase-r7-1{01,07,14}.txt -o "$work/made/small" --to $forms
extract fixtures/cities/minase/text -o "$work/made/minase" --to csv,ndjson,parquet,sqlite
for name in dataset small; do
  "$hyotei" release "$work/made/$name" -o "$work/made/release_$name" --about "$here/about.toml" >/dev/null
done

python="$work/tables/bin/python"
"$python" "$here/round_trip.py" "$work/made/dataset"
"$python" "$here/round_trip.py" "$work/made/small" --prove
"$python" "$here/examples.py" "$work/made/minase"
for tool in frictionless:frictionless csvw:csvwvalidate pyshacl:pyshacl; do
  program="$work/${tool%:*}/bin/${tool#*:}"
  python3 "$here/validate.py" "${tool%:*}" "$program" "$work/made/release_dataset"
  python3 "$here/validate.py" "${tool%:*}" "$program" "$work/made/release_small" --broken
done
rm -rf "$work/made"
