"""What keeps a target following: each has a database of its own on either server."""

import json
import os
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "copy"))

from peers import DYNOLIFT, built  # noqa: E402

PATIENCE = 600


def wait_until(what, condition, every=0.05):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(f"not within {PATIENCE} s: {what}")
        time.sleep(every)


def ticks_of(process):
    """CPU seconds of a process and of those children that it has waited for."""
    with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


class Engine:
    """Follows from start() on, except between stall() and resume()."""

    def __init__(self, name, source, target, folder):
        self.name = name
        self.source = source
        self.target = target
        self.folder = folder

    def seed(self, server):
        server.psql("postgres", f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)", f"CREATE DATABASE {self.name} TEMPLATE seed")

    def client_cpu(self):
        """CPU seconds so far of what runs outside of both servers."""
        return 0.0


class Dynolift(Engine):
    def __init__(self, name, source, target, folder):
        super().__init__(name, source, target, folder)
        self.process = None

    @property
    def environment(self):
        return {
            **os.environ,
            "DYNOLIFT_SOURCE_URL": self.source.url(self.name), "DYNOLIFT_TARGET_URL": self.target.url(self.name),
        }

    def start(self):
        """Copies, and returns when every row is proved."""
        built()
        self.seed(self.source)
        self.target.psql(
            "postgres", f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)", f"CREATE DATABASE {self.name} TEMPLATE template0"
        )
        self.events = os.path.join(self.folder, self.name + ".events")
        with open(self.events, "wb") as out, open(self.events + ".err", "wb") as err:
            self.process = subprocess.Popen(
                [DYNOLIFT, "data", "sync", "--events"],
                env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            )
        wait_until("dynolift proves every row", lambda: self._said("Proved"), 0.2)

    def _said(self, event):
        if self.process.poll() is not None:
            with open(self.events + ".err", encoding="utf-8") as err:
                raise RuntimeError("dynolift has ended: " + err.read())
        with open(self.events, encoding="utf-8") as file:
            return any(json.loads(line)["event"] == event for line in file if line.endswith("\n"))

    def stall(self):
        """As if its machine slept, between two rounds."""
        while True:
            self.process.send_signal(signal.SIGSTOP)
            time.sleep(0.05)
            if self._is_between_rounds(self.source) and self._is_between_rounds(self.target):
                return
            self.process.send_signal(signal.SIGCONT)
            time.sleep(0.1)

    def _is_between_rounds(self, server):
        busy = server.psql(
            self.name,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend' AND (state <> 'idle' OR xact_start IS NOT NULL)",
        )
        return busy.strip() == "0"

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def client_cpu(self):
        return ticks_of(self.process.pid)

    def fence(self):
        """The command of whoever switches; ends when the target may be opened."""
        return subprocess.Popen(
            [DYNOLIFT, "data", "fence", "--yes"],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Native(Engine):
    """A publication and a subscription with their default settings; the target has the rows already."""

    def start(self):
        self.seed(self.source)
        self.seed(self.target)
        self.source.psql(
            self.name,
            "CREATE PUBLICATION everything FOR ALL TABLES",
            f"SELECT pg_create_logical_replication_slot('{self.name}', 'pgoutput')",
        )
        self.target.psql(
            self.name,
            f"CREATE SUBSCRIPTION {self.name} CONNECTION '{self.source.url(self.name)}' PUBLICATION everything"
            f" WITH (copy_data = false, create_slot = false, slot_name = '{self.name}')",
        )

    def stall(self):
        self.target.psql(self.name, f"ALTER SUBSCRIPTION {self.name} DISABLE")
        wait_until("the subscription stops", lambda: self._slot("active") == "f")

    def resume(self):
        self.target.psql(self.name, f"ALTER SUBSCRIPTION {self.name} ENABLE")

    def _slot(self, column):
        query = f"SELECT {column} FROM pg_replication_slots WHERE slot_name = '{self.name}'"
        return self.source.psql(self.name, query).strip()

    def end(self):
        if self._slot("slot_name"):
            self.target.psql(self.name, f"DROP SUBSCRIPTION {self.name}")


class Bucardo(Engine):
    """With its default settings but for the copy at the beginning, as the target has the rows already."""

    def start(self):
        self.seed(self.source)
        self.seed(self.target)
        self.place = os.path.join(self.folder, self.name)
        os.makedirs(self.place, exist_ok=True)
        # Its own book-keeping, with a role and a database called bucardo.
        self.target.psql("postgres", "DROP DATABASE IF EXISTS bucardo WITH (FORCE)")
        self._command("install", "--batch", "--dbuser=bench", "--dbname=postgres", f"--piddir={self.place}")
        self._command("add", "db", "source", f"dbname={self.name}", "host=127.0.0.1", f"port={self.source.port}", "user=bench")
        self._command("add", "db", "target", f"dbname={self.name}", "host=127.0.0.1", f"port={self.target.port}", "user=bench")
        self._command("add", "all", "tables", "db=source", "relgroup=all")
        self._command("add", "sync", "live", "relgroup=all", "dbs=source:source,target:target", "onetimecopy=0")
        self._command("start", f"--log-destination={self.place}")
        self.source.psql(self.name, "INSERT INTO mark VALUES (-1)")
        wait_until("Bucardo brings a row", lambda: self.target.psql(self.name, "SELECT count(*) FROM mark").strip() == "1", 0.2)

    def _command(self, *words):
        subprocess.run(
            ["bucardo", "--no-bucardorc", "--dbhost=127.0.0.1", f"--dbport={self.target.port}", *words],
            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env={**os.environ, "PGUSER": "bench"},
        )

    def stall(self):
        self._command("pause", "live")

    def resume(self):
        self._command("resume", "live")

    def client_cpu(self):
        return sum(ticks_of(process) for process in self._processes())

    def _processes(self):
        found = []
        for entry in os.listdir("/proc"):
            try:
                with open(f"/proc/{entry}/cmdline", "rb") as file:
                    if entry.isdigit() and file.read().startswith(b"Bucardo"):
                        found.append(int(entry))
            except (FileNotFoundError, NotADirectoryError, ProcessLookupError):
                continue
        return found

    def end(self):
        if os.path.isdir(getattr(self, "place", "")):
            self._command("stop", f"--piddir={self.place}")
