"""`make bench`: every benchmark, one after the other, each with data of its own."""

import os
import subprocess
import sys

BENCHMARKS = ("way", "portal", "decisions", "ledger", "desk", "packages", "pulling")


def main() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    environment.pop("ARMOURY_DATA_DIR", None)
    for name in BENCHMARKS:
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], env=environment, check=True)


if __name__ == "__main__":
    main()
