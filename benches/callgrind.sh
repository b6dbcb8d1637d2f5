#!/bin/sh
# Instructions of each stage over the bundled comments, by valgrind: the same
# figures on a busy machine as on a quiet one.
#
#     benches/callgrind.sh [TEXT]
#
# TEXT has one comment per line. Needs valgrind and python3.
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
out=$target/callgrind
mkdir -p "$out"

# Line tables tell which source an inlined instruction comes from.
cargo build --release --example score_jsonl \
    --config 'profile.release.package.hasoyeon.debug=1'

# One copy is taken off the others: start and what is made ready at the first
# need drop out.
for copies in 1 5; do
    python3 benches/callgrind.py comments "$copies" "$@" >"$out/comments.$copies.jsonl"
    valgrind --tool=callgrind --quiet \
        --callgrind-out-file="$out/profile.$copies" \
        --compress-strings=no --compress-pos=no --separate-callers=8 \
        "$target/release/examples/score_jsonl" "$out/comments.$copies.jsonl" >/dev/null
done
python3 benches/callgrind.py table "$out"
