"""What commands say, and how: results on stdout, progress and failures on stderr."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from geoservice.errors import GeoserviceError
from geoservice.intake.progress import Report
from geoservice.language import shell_language, translate

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say(message: str, **values: object) -> None:
    """Print one sentence in the language of the person at the shell."""
    out.print(translate(message, shell_language(), **values), markup=False)


def say_failure(error: GeoserviceError) -> None:
    """Print a failure as one line on stderr."""
    err.print(f"geoservice: {error.text(shell_language())}", markup=False, style="red")


@contextmanager
def progress() -> Iterator[Report]:
    """Give a reporter: bars on a terminal, a log line for each stage elsewhere."""
    if err.is_terminal:
        with _bars() as bars:
            tasks: dict[str, int] = {}

            def show(stage: str, done: int, total: int | None) -> None:
                wording = translate(stage, shell_language())
                if stage not in tasks:
                    tasks[stage] = bars.add_task(wording, total=total)
                bars.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

            yield show
    else:
        yield _log_lines()


def _bars() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=err)


def _log_lines() -> Report:
    seen: set[str] = set()

    def show(stage: str, done: int, total: int | None) -> None:
        if stage not in seen:
            seen.add(stage)
            err.print(translate(stage, shell_language()), markup=False)

    return show
