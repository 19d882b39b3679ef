"""Runs every benchmark of this folder, or the ones named: `python -m tests.bench [name …]`."""

import importlib
import pkgutil
import sys

import tests.bench


def main(wanted: list[str]) -> None:
    """Run the benchmarks whose names (without "bench_") are wanted, all where none is."""
    for module in pkgutil.iter_modules(tests.bench.__path__):
        name = module.name.removeprefix("bench_")
        if module.name != name and (not wanted or name in wanted):
            print(f"\n== {name}")
            importlib.import_module(f"tests.bench.{module.name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
