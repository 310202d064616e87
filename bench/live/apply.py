"""How fast a backlog goes: the same changes are made in each engine's database while it stalls."""

import time
from dataclasses import dataclass

from engines import wait_until
from sessions import Session

KINDS = {"once": "change_once", "ten times": "change_ten_times"}


@dataclass
class Applied:
    changes: int
    wall: float
    source: float
    target: float
    client: float
    equal: bool

    @property
    def rate(self):
        return self.changes / self.wall


class Backlog:
    def __init__(self, source, target, transactions, rows, say):
        self.source = source
        self.target = target
        self.transactions = transactions
        self.rows = rows
        self.say = say

    def slots(self):
        """That one round takes."""
        return 9 * self.transactions

    def measure(self, engines, rounds):
        """Costs by engine and kind; a round before the first warms everything and counts for nothing."""
        for engine in engines:
            engine.stall()
        costs = {(engine.name, kind): [] for engine in engines for kind in KINDS}
        for number in range(rounds + 1):
            first = number * self.slots()
            turn = number % len(engines)
            for kind in KINDS:
                for engine in engines[turn:] + engines[:turn]:
                    at = first if kind == "once" else first + 8 * self.transactions
                    cost = self._one(engine, kind, at, 2 * number + (kind != "once"))
                    self.say(
                        f"{engine.name}, {kind}: {cost.changes} changes in {cost.wall:.2f} s = {cost.rate:.0f}/s,"
                        f" CPU {cost.source:.2f} + {cost.target:.2f} + {cost.client:.2f} s"
                        + ("" if cost.equal else ", DIFFERENT")
                    )
                    if number > 0:
                        costs[engine.name, kind].append(cost)
        return costs

    def _one(self, engine, kind, slot, number):
        database = engine.name
        self.source.psql(
            database,
            "SET synchronous_commit = off",
            f"CALL {KINDS[kind]}({slot}, {self.transactions}, {self.rows})",
            f"INSERT INTO mark VALUES ({number})",
        )
        watch = Session(self.target.url(database))
        before = self.source.cpu_seconds(), self.target.cpu_seconds(), engine.client_cpu()
        began = time.monotonic()
        engine.resume()
        wait_until(
            "the last change arrives",
            lambda: watch.ask(f"SELECT count(*) FROM mark WHERE number = {number}") == "1",
            0.01,
        )
        wall = time.monotonic() - began
        after = self.source.cpu_seconds(), self.target.cpu_seconds(), engine.client_cpu()
        watch.close()
        engine.stall()
        source, target, client = (now - then for now, then in zip(after, before))
        return Applied(10 * self.transactions, wall, source, target, client, equal(self.source, self.target, database))


def equal(source, target, database):
    query = " UNION ALL ".join(
        f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0)) FROM {table} AS t"
        for table in ("customers", "products", "orders", "line_items", "mark")
    ) + " ORDER BY 1"
    answers = [server.psql(database, "SET timezone = 'UTC'", query) for server in (source, target)]
    return answers[0] == answers[1]
