"""How far a target is behind at a steady load, and how long nobody can write when it takes over."""

import os
import random
import subprocess
import threading
import time
from dataclasses import dataclass
from statistics import median, quantiles

from apply import equal
from engines import HERE
from sessions import Refused, Session

# Of ten row changes each.
TRANSACTIONS_A_SECOND = 200


class Load:
    """The app: a steady 2,000 row changes a second at the source."""

    def __init__(self, source, database, rows, seconds):
        self.process = subprocess.Popen(
            [
                "pgbench", "-n", "-c", "4", "-j", "1", "-T", str(round(seconds)), "--rate", str(TRANSACTIONS_A_SECOND),
                "--max-tries", "10", "-D", f"rows={rows}", "-f", os.path.join(HERE, "small.sql"), source.url(database),
            ],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )

    def transactions_a_second(self):
        """After its end."""
        for line in self.process.communicate()[0].splitlines():
            if line.startswith("tps ="):
                return float(line.split()[2])
        raise RuntimeError("pgbench made no load")

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate()


@dataclass
class Lag:
    seconds: list
    changes_a_second: float
    source: float
    target: float
    client: float

    @property
    def middle(self):
        return median(self.seconds)

    @property
    def p99(self):
        return quantiles(self.seconds, n=100, method="inclusive")[98]


def measure_lag(engine, rows, seconds):
    """From when a commit was acknowledged to the app until a look at the target finds it; looks are 10 ms apart."""
    load = Load(engine.source, engine.name, rows, seconds)
    # The first seconds fill caches.
    time.sleep(min(10, seconds / 4))
    before = engine.source.cpu_seconds(), engine.target.cpu_seconds(), engine.client_cpu()
    began = time.monotonic()
    beats = _beat(engine, began + seconds * 0.7)
    elapsed = time.monotonic() - began
    after = engine.source.cpu_seconds(), engine.target.cpu_seconds(), engine.client_cpu()
    cpu = [(now - then) / elapsed for now, then in zip(after, before)]
    return Lag(beats, 10 * load.transactions_a_second(), *cpu)


def _beat(engine, until):
    sent, seen = {}, {}
    first = int(engine.source.psql(engine.name, "SELECT coalesce(max(number), 0) + 1 FROM heartbeat"))
    done = threading.Event()

    def look():
        session = Session(engine.target.url(engine.name))
        latest = first - 1
        while latest < max(sent, default=first) or not done.is_set():
            found = int(session.ask("SELECT coalesce(max(number), 0) FROM heartbeat"))
            now = time.monotonic()
            for number in range(latest + 1, found + 1):
                seen[number] = now
            latest = max(latest, found)
            time.sleep(0.01)
        session.close()

    reader = threading.Thread(target=look)
    reader.start()
    writer = Session(engine.source.url(engine.name))
    number = first
    while time.monotonic() < until:
        writer.ask(f"INSERT INTO heartbeat VALUES ({number})")
        sent[number] = time.monotonic()
        number += 1
        # Never in step with anybody's rounds.
        time.sleep(random.uniform(0.03, 0.13))
    writer.close()
    done.set()
    reader.join()
    return [max(0.0, seen[number] - sent[number]) for number in sent]


@dataclass
class Downtime:
    seconds: float
    command: float
    equal: bool


def measure_downtime(engine, rows):
    """From the last write that the source took to the first that the target takes, as somebody sees it who writes."""
    load = Load(engine.source, engine.name, rows, 120)
    writer, successor = Session(engine.source.url(engine.name)), Session(engine.target.url(engine.name))
    try:
        time.sleep(5)
        asked = time.monotonic()
        fence = engine.fence()
        last = asked
        try:
            while True:
                writer.ask("UPDATE customers SET balance = balance + 1 WHERE id = 1")
                last = time.monotonic()
                time.sleep(0.005)
        except Refused:
            pass
        if fence.wait() != 0:
            raise RuntimeError("dynolift data fence failed")
        command = time.monotonic() - asked
        successor.ask("UPDATE customers SET balance = balance + 0 WHERE id = 1")
        seconds = time.monotonic() - last
    finally:
        load.end()
        writer.close()
        successor.close()
    engine.process.wait()
    return Downtime(seconds, command, equal(engine.source, engine.target, engine.name))
