"""What one run of a candidate costs."""

import os
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Cost:
    """Seconds; the client's memory is that of its largest process."""

    wall: float
    source: float
    target: float
    client: float
    memory_mb: float
    load: float
    # Of a third server that some candidate needs.
    repository: float = 0.0
    # Known of the runs whose target was compared with the source.
    equal: bool | None = None

    @property
    def cpu(self):
        return self.source + self.target + self.client + self.repository


class Failed(Exception):
    """A candidate did not do its work."""


def measure(command, environment, source, target, log, repository=None):
    """Runs the command; its process tree is the client."""
    load = os.getloadavg()[0]
    source_before, target_before = source.cpu_seconds(), target.cpu_seconds()
    repository_before = repository.cpu_seconds() if repository else 0.0
    started = time.monotonic()
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        # Includes every descendant that was waited for.
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        with open(log, encoding="utf-8", errors="replace") as output:
            tail = "".join(output.readlines()[-15:])
        raise Failed(f"exit code {process.returncode}; the last lines of {log}:\n{tail}")
    return Cost(
        wall,
        source.cpu_seconds() - source_before,
        target.cpu_seconds() - target_before,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        load,
        repository.cpu_seconds() - repository_before if repository else 0.0,
    )
