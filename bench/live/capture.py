"""What capture costs the app's server: the same transactions with our triggers and without."""

import os
import subprocess

from engines import HERE, Dynolift

# Script, clients, transactions of all of them at scale 1, options of the server.
LOADS = {
    "small": ("small.sql", 4, 6000, ""),
    "small, synchronous_commit off": ("small.sql", 4, 6000, "-c synchronous_commit=off"),
    "bulk updates": ("bulk.sql", 1, 30, ""),
}


class CaptureCost:
    def __init__(self, source, target, folder, rows, scale, say):
        self.source = source
        self.captured = Dynolift("captured", source, target, folder)
        self.rows = rows
        self.scale = scale
        self.say = say

    def measure(self, rounds):
        """CPU seconds of the source a transaction, by load: pairs of with and without."""
        self.source.psql("postgres", "DROP DATABASE IF EXISTS plain", "CREATE DATABASE plain TEMPLATE seed")
        try:
            self.captured.start()
        finally:
            # The triggers stay.
            self.captured.end()
        costs = {load: [] for load in LOADS}
        # The first round warms caches and counts for nothing.
        for number in range(rounds + 1):
            for load in LOADS:
                order = ["plain", "captured"] if number % 2 else ["captured", "plain"]
                cost = {database: self._one(load, database, number) for database in order}
                self.say(
                    f"{load}: {cost['captured'] * 1e6:.0f} µs of {cost['plain'] * 1e6:.0f} µs a transaction,"
                    f" {cost['captured'] / cost['plain']:.2f}"
                )
                if number > 0:
                    costs[load].append((cost["captured"], cost["plain"]))
        return costs

    def _one(self, load, database, number):
        script, clients, transactions, options = LOADS[load]
        each = max(1, round(transactions * self.scale / clients))
        self.source.psql(database, *self._empty_logs(database), "VACUUM", "CHECKPOINT")
        before = self.source.cpu_seconds()
        subprocess.run(
            [
                "pgbench", "-n", "-c", str(clients), "-t", str(each), "--random-seed", str(number + 1),
                "--max-tries", "10", "-D", f"rows={self.rows}", "-f", os.path.join(HERE, script), self.source.url(database),
            ],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PGOPTIONS": options},
        )
        return (self.source.cpu_seconds() - before) / (each * clients)

    def _empty_logs(self, database):
        logs = self.source.psql(
            database, "SELECT 'dynolift.' || relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'changes\\_%'"
        ).split()
        return ["TRUNCATE " + ", ".join(logs)] if logs else []
