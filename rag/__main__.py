"""``python -m rag`` is ``onrecord``."""

import sys

from rag.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
