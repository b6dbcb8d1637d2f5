#!/usr/bin/env python3
"""Makes the input of callgrind.sh, and a table of what callgrind wrote."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "data/samples/comments.jsonl"
COPIES = (1, 5)

# The first that fits: a source file or a function's path, from src/ on.
STAGES = [
    ("normalise, sentences", r"text\b"),
    ("sentiment", r"sentiment\b"),
    ("lattice", r"morph\b"),
    ("matcher", r"(matcher|lexicon)\b"),
    ("modifiers", r"(modifier|clause|evidence|score\.rs|score::)"),
    ("worker, analysis", r""),
]
REST = "start, JSON in and out"


def comments(copies, text=None):
    if text:
        texts = [line for line in Path(text).read_text("utf-8").splitlines() if line.strip()]
    else:
        texts = [json.loads(line)["text"] for line in SAMPLES.read_text("utf-8").splitlines()]
    for number, comment in enumerate(texts * int(copies)):
        print(json.dumps({"id": number, "text": comment}, ensure_ascii=False))


def stage_of(path):
    return next(name for name, pattern in STAGES if re.match(pattern, path))


def file_stage(file):
    """Stage of a source file of the library, or none."""
    found = re.search(r"(?:^|/)src/([\w/]+\.rs)$", file)
    ours = found and "/.cargo/" not in file and "/rustc/" not in file and "/rustlib/" not in file
    return stage_of(found[1]) if ours else None


def function_stage(function):
    """Stage of the nearest caller in the library: `callee'caller'caller…`."""
    for name in function.split("'"):
        found = re.search(r"hasoyeon::([\w:]+)", name)
        if found:
            return stage_of(found[1])
    return REST


def stage(file, function_file, function):
    # Whatever writes an analysis down is no part of scoring.
    if "serde" in function:
        return REST
    return file_stage(file) or file_stage(function_file) or function_stage(function)


def profile(path):
    """Instructions per stage."""
    counts = Counter()
    function_file = file = function = ""
    inclusive = False
    stages = {}
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line[0].isdigit():
                if inclusive:
                    inclusive = False
                    continue
                key = (file, function_file, function)
                if key not in stages:
                    stages[key] = stage(*key)
                counts[stages[key]] += int(line.split()[1])
            elif line.startswith("calls="):
                # What a call cost stands on the next line, and at its callee.
                inclusive = True
            elif line.startswith("fl="):
                file = function_file = line[3:].strip()
            elif line.startswith(("fi=", "fe=")):
                file = line[3:].strip()
            elif line.startswith("fn="):
                function = line[3:].strip()
    return counts


def table(directory):
    directory = Path(directory)
    few, many = (profile(directory / f"profile.{copies}") for copies in COPIES)
    lines = (directory / f"comments.{COPIES[0]}.jsonl").read_text("utf-8").splitlines()
    times = COPIES[1] - COPIES[0]
    size = times * sum(len(json.loads(line)["text"].encode()) for line in lines)
    counts = {name: many[name] - few[name] for name in [name for name, _ in STAGES] + [REST]}
    ours = sum(counts.values()) - counts[REST]
    print(f"{len(lines)} comments, {size // times} bytes")
    print(f"{'instructions':24} {'per comment':>12} {'per byte':>9} {'share':>7}")
    for name, count in counts.items():
        share = f"{100 * count / ours:6.1f}%" if name != REST else ""
        print(f"{name:24} {count / times / len(lines):12.0f} {count / size:9.1f} {share:>7}")
    print(f"{'library':24} {ours / times / len(lines):12.0f} {ours / size:9.1f}")
    ratio = (counts["matcher"] + counts["modifiers"]) / max(counts["lattice"], 1)
    print(f"(matcher + modifiers) / lattice: {ratio:.2f}")


if __name__ == "__main__":
    {"comments": comments, "table": table}[sys.argv[1]](*sys.argv[2:])
