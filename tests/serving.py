"""geoservice as a process of its own: what a shell, a browser and a proxy meet."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

PATIENCE_SECONDS = 60
GEOSERVICE = (sys.executable, "-c", "from geoservice.cli import main; main()")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: str, *arguments: str, settings: Mapping[str, str]) -> Iterator[str]:
    """Run geoservice until it says that it is ready; give its address, then end it."""
    port = free_port()
    process = subprocess.Popen(
        [*GEOSERVICE, command, "--port", str(port), *arguments],
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "geoservice is ready at" in line:
            break
    else:
        process.stdout.close()
        raise AssertionError(f"it never got ready:\n{said}")
    # a full pipe would stop the server
    listener = threading.Thread(target=process.stdout.read)
    listener.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)
        listener.join()
        process.stdout.close()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "GEOSERVICE_LANGUAGE": "en", **settings}
