#!/usr/bin/env python3
"""Puts the texts of the corpora beside the labels of real.tsv.

usage: join.py CORPORA SET > OUT.tsv
CORPORA holds NAME.tsv.gz with columns id and text; what is not there is named.
"""

import csv
import gzip
import pathlib
import sys

csv.field_size_limit(1 << 30)
KEYS = ["compensation", "harassment_calls", "forced_migration", "overall", "note"]


def table(file):
    return csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpora, name = pathlib.Path(sys.argv[1]), sys.argv[2]
    here = pathlib.Path(__file__).parent / "real.tsv"
    with open(here, encoding="utf-8") as file:
        rows = [row for row in table(file) if row["set"] == name]
    if not rows:
        sys.exit(f"{here} has no set {name}")
    texts = {}
    for corpus in {row["corpus"] for row in rows}:
        path = corpora / f"{corpus}.tsv.gz"
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                texts |= {(corpus, row["id"]): row["text"] for row in table(file)}
        except OSError as error:
            sys.exit(f"cannot read {path}: {error.strerror or error}")
    print("id", "text", *KEYS, sep="\t")
    missing = []
    for row in rows:
        key = row["corpus"], row["id"]
        if key in texts:
            print(":".join(key), texts[key], *(row[k] for k in KEYS), sep="\t")
        else:
            missing.append(":".join(key))
    if missing:
        sys.exit(f"no text for {', '.join(missing)}")


if __name__ == "__main__":
    main()
