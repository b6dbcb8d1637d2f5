#!/usr/bin/env python3
"""Documents and megabytes a second of hasoyeon and of what else reads Korean.

    cargo build --release --example score_jsonl
    python3 benches/peers/peers.py --text comments.txt

Makes a virtual environment with the peers the first time. The subjects take
turns over the same text; figures are medians over the rounds, of the processor
time of one thread. hasoyeon is charged for everything: start, reading JSON,
scoring, writing JSON. The peers are charged for their call alone, on strings
already in memory, after a call that warms them up.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SAMPLES = ROOT / "data/samples/comments.jsonl"

# Copies of the bundled comments when no text is given.
COPIES = 40


def arguments():
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, help="comments, one a line (default: the samples)")
    parser.add_argument("--limit", type=int, default=10000, help="comments read at most")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--venv", type=Path, default=target / "peers", help="where peers are put")
    parser.add_argument(
        "--program", type=Path, default=target / "release/examples/score_jsonl"
    )
    return parser.parse_args()


def enter(directory):
    """Goes on in the environment of the peers, made if need be."""
    # Not resolved: the interpreter of an environment is a link.
    python = directory.absolute() / "bin/python"
    wanted = (HERE / "requirements.txt").read_text()
    made = directory / "requirements.txt"
    if not made.exists() or made.read_text() != wanted:
        venv.create(directory, clear=True, with_pip=True)
        install = [python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"]
        subprocess.run(install, check=True)
        made.write_text(wanted)
    if Path(sys.prefix) != directory.absolute():
        os.execv(python, [str(python), str(Path(__file__).resolve()), *sys.argv[1:]])


def comments(options):
    if options.text:
        lines = options.text.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.strip()][: options.limit]
    samples = [json.loads(line)["text"] for line in SAMPLES.read_text("utf-8").splitlines()]
    return (samples * COPIES)[: options.limit]


def ours(program, path):
    """Runs score_jsonl on the file; seconds of its processor time."""

    def run():
        with open(os.devnull, "wb") as nowhere:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([program, path], stdout=nowhere, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return run


def calling(call, texts):
    """Seconds for calling it with each text."""
    call(texts[0])

    def run():
        before = time.process_time()
        for text in texts:
            call(text)
        return time.process_time() - before

    return run


def peers():
    """Name, and what it does with a text."""
    from importlib.metadata import version

    import lindera
    from kiwipiepy import Kiwi
    from mecab import MeCab
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    def name(package):
        return f"{package} {version(package)}"

    yield name("kiwipiepy"), Kiwi(num_workers=1).tokenize
    yield name("python-mecab-ko"), MeCab().pos
    builder = lindera.TokenizerBuilder()
    builder.set_dictionary("embedded://ko-dic")
    yield name("lindera-python-ko-dic"), builder.build().tokenize
    # Reads English: here for the speed of summing a word list in Python.
    yield name("vaderSentiment"), SentimentIntensityAnalyzer().polarity_scores


def main():
    options = arguments()
    if not options.program.exists():
        sys.exit(f"{options.program} is missing: cargo build --release --example score_jsonl")
    enter(options.venv)
    texts = comments(options)
    size = sum(len(text.encode()) for text in texts) / 1e6
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "comments.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                line = json.dumps({"id": number, "text": text}, ensure_ascii=False)
                file.write(line + "\n")
        subjects = {"hasoyeon (score_jsonl)": ours(options.program, path)}
        subjects |= {name: calling(call, texts) for name, call in peers()}
        seconds = {name: [] for name in subjects}
        for _ in range(options.rounds):
            for name, run in subjects.items():
                seconds[name].append(run())
    own = next(iter(seconds.values()))
    print(f"{len(texts)} comments, {size:.2f} MB, {options.rounds} rounds")
    print(f"{'':30} {'docs/s':>9} {'MB/s':>8} {'hasoyeon is':>12}")
    for name, taken in seconds.items():
        median = statistics.median(taken)
        ratio = statistics.median(peer / our for peer, our in zip(taken, own))
        print(f"{name:30} {len(texts) / median:9.0f} {size / median:8.3f} {ratio:10.2f} x")


if __name__ == "__main__":
    main()
