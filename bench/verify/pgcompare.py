"""pgCompare as a candidate, set up as its own guides say for speed. README.md tells where it comes from."""

import os
import subprocess

from measure import Failed

# Its tuning guide's section on the repository's server, word for word.
REPOSITORY_SETTINGS = {
    "shared_buffers": "2GB",
    "effective_cache_size": "6GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "max_parallel_workers": "16",
    "max_parallel_workers_per_gather": "4",
    "parallel_tuple_cost": "0.001",
    "parallel_setup_cost": "100",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_buffers": "64MB",
    "checkpoint_completion_target": "0.9",
    "checkpoint_timeout": "600",
    "autovacuum": "on",
}

# The guide's profile for 1 to 50 million rows, with the batches that it recommends for servers in one place.
OPTIONS = {
    "BATCH_FETCH_SIZE": "10000",
    "BATCH_COMMIT_SIZE": "10000",
    "COLUMN_HASH_METHOD": "database",
    "DATABASE_SORT": "true",
    "LOADER_THREADS": "0",
    "OBSERVER_THROTTLE": "true",
    "OBSERVER_THROTTLE_SIZE": "1000000",
}

TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pgcompare-tables.sql")

# Of the last run: name, what pgCompare says of it, and the rows that it found equal.
RESULTS = """
SELECT r.table_name, r.status, r.equal_cnt FROM dc_result r WHERE r.rid = (SELECT max(rid) FROM dc_result)
"""


def threads(rows):
    """The guide's table."""
    for limit, degree in ((100_000, 1), (1_000_000, 2), (10_000_000, 4)):
        if rows < limit:
            return degree
    return 8


class PgCompare:
    """Needs a server for its repository; init and discover are done before anything is measured."""

    def __init__(self, jar, source, target, repository):
        home = os.environ.get("JAVA_HOME")
        java = os.path.join(home, "bin", "java") if home else "java"
        self._program = [java, "-Xms1g", "-Xmx4g", "-jar", os.path.abspath(jar)]
        self.command = [*self._program, "compare", "--batch", "0"]
        self.environment = {f"PGCOMPARE_{name}": value for name, value in OPTIONS.items()}
        for role, server, database, schema in (
            ("REPO", repository, "pgcompare", "pgcompare"),
            ("SOURCE", source, "bench", "public"),
            ("TARGET", target, "bench", "public"),
        ):
            values = {"HOST": "127.0.0.1", "PORT": server.port, "DBNAME": database, "USER": "bench", "SCHEMA": schema}
            self.environment.update({f"PGCOMPARE_{role}_{name}": str(value) for name, value in values.items()})
        self.repository = repository
        self._source = source
        self._rows = {}

    def prepare(self):
        """Afterwards dc_table holds each table once, with as many threads as the guide says."""
        self.repository.psql("postgres", "CREATE DATABASE pgcompare")
        for action in ("init", "discover"):
            done = subprocess.run(
                [*self._program, action], env={**os.environ, **self.environment}, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            )
            if done.returncode != 0 or "[SEVERE" in done.stdout:
                raise Failed(f"pgCompare's {action} failed (exit code {done.returncode}):\n{done.stdout[-2000:]}")
        changes = ["SET search_path = pgcompare"]
        for line in self._source.psql("bench", script=TABLES).splitlines():
            table, rows, partition, keyed, column = line.split("\t")
            named = f"(SELECT tid FROM dc_table WHERE table_alias = '{table}')"
            if partition == "t":
                # It lists a partitioned table and its partitions, and would read every row twice.
                changes.append(f"UPDATE dc_table SET enabled = false WHERE tid = {named}")
                continue
            if keyed == "t":
                self._rows[table] = int(rows)
            if column and threads(int(rows)) > 1:
                changes.append(f"UPDATE dc_table SET parallel_degree = {threads(int(rows))} WHERE tid = {named}")
                changes.append(f"UPDATE dc_table_map SET mod_column = '{column}' WHERE tid = {named}")
        # Of money it asks to_char(), which PostgreSQL has not; a map expression is its own remedy.
        changes.append(
            "UPDATE dc_table_column_map SET map_expression = format('coalesce(%I::text, '' '')', column_name)"
            " WHERE data_type = 'money'"
        )
        self.repository.psql("pgcompare", *changes)

    def complaints(self):
        """Where the last run did not find all rows of a table equal; tables without a primary key it cannot compare."""
        found = {}
        for line in self.repository.psql("pgcompare", "SET search_path = pgcompare", RESULTS).splitlines():
            if "\t" in line:
                table, status, equal = line.split("\t")
                found[table] = (status, int(equal))
        return [
            f"{table}: {found.get(table)} instead of {rows} equal rows"
            for table, rows in self._rows.items()
            if found.get(table) != ("in-sync", rows)
        ]
