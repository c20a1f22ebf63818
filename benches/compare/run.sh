#!/bin/sh
# Makes the corpora, builds what is needed and measures hyotei against html5ever, NFKC and pandas.read_html in one run.
#
#   benches/compare/run.sh            20 MB of each corpus, under ten minutes on two cores
#   benches/compare/run.sh --small    1 MB of each: does it run at all
#
# Needs cargo and python3; everything made stands under target/compare.
set -eu
cd "$(dirname "$0")/../.."
bytes=20000000
subset=1000000
work=target/compare/full
case "${1:-}" in
    --small) bytes=1000000 subset=200000 work=target/compare/small ;;
    "") ;;
    *) echo "usage: $0 [--small]" >&2; exit 2 ;;
esac
venv=target/compare/venv
mkdir -p target/compare
if ! [ -f "$venv/installed" ] || ! cmp -s benches/compare/requirements.txt "$venv/installed"; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement benches/compare/requirements.txt
    cp benches/compare/requirements.txt "$venv/installed"
fi
# One build for both: apart they are built with other features of what they depend on, and twice.
cargo build --quiet --release --bin hyotei --bench compare --message-format=json > target/compare/build.json
rm -rf "$work"
"$venv/bin/python" benches/compare/corpus.py "$work" --bytes "$bytes"
"$venv/bin/python" benches/compare/batches.py "$work" --bytes "$bytes"
"$venv/bin/python" benches/compare/measure.py "$work" --build target/compare/build.json --subset "$subset"
