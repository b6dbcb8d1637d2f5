#!/usr/bin/env python3
"""Agreement of the `morphemes` example with mecab-ko on the same sentences.

usage: agreement.py [--dictionary DIR] [--words words.csv] TEXT...

TEXT: files of one sentence per line. Needs `pip install python-mecab-ko` and
`cargo build --release --example morphemes`. Prints precision, recall and F1 of
spans and of spans with tags, and the share of sentences that agree wholly,
for lindera's own worker on the same tables and for ours.
Sentences that hold a surface of --words (words we added on purpose) are left
out of a second line.
"""
import argparse, csv, json, subprocess, sys, unicodedata
from mecab import MeCab


def tokens_of_mecab(mecab, line):
    return [(m.span.start, m.span.end, m.feature.pos) for m in mecab.parse(line)]


def tokens_of_ours(line, row):
    at, chars = {}, 0
    for i, c in enumerate(line):
        at[chars] = i
        chars += len(c.encode())
    at[chars] = len(line)
    return [(at[t["start"]], at[t["end"]], t["tag"]) for t in row]


def figures(pairs):
    def f1(key):
        tp = fp = fn = 0
        for gold, got in pairs:
            g, o = {key(t) for t in gold}, {key(t) for t in got}
            tp, fp, fn = tp + len(g & o), fp + len(o - g), fn + len(g - o)
        return 2 * tp / max(2 * tp + fp + fn, 1)
    exact = sum(gold == got for gold, got in pairs) / max(len(pairs), 1)
    return f"span F1 {f1(lambda t: t[:2]):.4f}  span+POS F1 {f1(lambda t: t):.4f}  exact {exact:.3f}  (n={len(pairs)})"


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("texts", nargs="+")
    args.add_argument("--dictionary")
    args.add_argument("--words")
    args.add_argument("--binary", default="target/release/examples/morphemes")
    args.add_argument("--differences", type=int, default=0)
    args = args.parse_args()
    lines = []
    for path in args.texts:
        with open(path, encoding="utf-8") as file:
            lines += [unicodedata.normalize("NFC", l.strip()) for l in file if l.strip()]
    command = [args.binary] + (["--dictionary", args.dictionary] if args.dictionary else [])

    def cut(*options):
        out = subprocess.run([*command, *options], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
        rows = [json.loads(l) for l in out.stdout.splitlines()]
        assert len(rows) >= len(lines), (len(rows), len(lines))
        return [tokens_of_ours(l, r) for l, r in zip(lines, rows)]

    mecab = MeCab()
    gold = [tokens_of_mecab(mecab, l) for l in lines]
    pairs = list(zip(gold, cut()))
    print("lindera's worker   ", figures(list(zip(gold, cut("--lindera")))))
    print("all sentences      ", figures(pairs))
    if args.words:
        with open(args.words, encoding="utf-8") as file:
            words = [r[0] for r in csv.reader(file) if r and not r[0].startswith("#")]
        kept = [p for l, p in zip(lines, pairs) if not any(w in l.replace(" ", "") for w in words)]
        print("without our words  ", figures(kept))
    shown = 0
    for line, (gold, got) in zip(lines, pairs):
        if gold != got and shown < args.differences:
            shown += 1
            show = lambda ts: " ".join(f"{line[a:b]}/{p}" for a, b, p in ts if (a, b, p) not in (set(gold) & set(got)))
            print(f"- {line[:80]}\n    mecab {show(gold)}\n    ours  {show(got)}")


if __name__ == "__main__":
    main()
