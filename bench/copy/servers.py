"""Two PostgreSQL servers of their own on this machine, set as RDS sets them."""

import glob
import os
import shutil
import subprocess
import sys
import time

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "wal_compression": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "max_connections": "100",
    # It would start in one candidate's run and not in another's.
    "autovacuum": "off",
    "log_min_messages": "fatal",
}


def programs():
    """The folder of initdb and postgres."""
    for version in ("15", "*"):
        found = sorted(glob.glob(f"/usr/lib/postgresql/{version}/bin"))
        if found:
            return found[-1]
    sys.exit("PostgreSQL's server programs are missing: sudo apt-get install postgresql-15")


def unprivileged(command):
    """PostgreSQL refuses to run as root."""
    if os.geteuid() == 0:
        return ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", *command]
    return command


class Server:
    """One server with its data folder. Everybody on this machine is let in as the superuser "bench"."""

    def __init__(self, name, folder, port, settings=None):
        self.name = name
        self.data = os.path.join(folder, name)
        self.port = port
        self.settings = {**SETTINGS, **(settings or {})}

    def url(self, database):
        return f"postgresql://bench@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def start(self):
        """Returns whether the data folder is new."""
        made = not os.path.exists(os.path.join(self.data, "PG_VERSION"))
        if made:
            self._initialize()
        self._control("start")
        return made

    def stop(self):
        self._control("stop")

    def remove(self):
        shutil.rmtree(self.data)

    def psql(self, database, *statements, script=None, variables=()):
        """What the statements print, one row a line, values parted by tabs."""
        command = ["psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", self.url(database)]
        for variable in variables:
            command += ["-v", variable]
        for statement in statements:
            command += ["-c", statement]
        if script:
            command += ["-f", script]
        quiet = {**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=quiet).stdout

    def cpu_seconds(self):
        """Of all its processes that live or have lived: utime and stime, with those of children that were reaped."""
        with open(os.path.join(self.data, "postmaster.pid"), encoding="ascii") as file:
            postmaster = int(file.readline())
        before = None
        while True:
            children = _children(postmaster)
            if children == before:
                break
            before = children
            time.sleep(0.05)
        return (_ticks(postmaster, 4) + sum(_ticks(child, 2) for child in children)) / os.sysconf("SC_CLK_TCK")

    def _initialize(self):
        os.makedirs(self.data, mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self.data, "postgres", "postgres")
        initdb = [f"{programs()}/initdb", "-D", self.data, "-U", "bench", "-A", "trust", "--data-checksums"]
        initdb += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(unprivileged(initdb), check=True, stdout=subprocess.DEVNULL, cwd="/")
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="ascii") as file:
            for name, value in self.settings.items():
                file.write(f"{name} = '{value}'\n")

    def _control(self, verb):
        log = os.path.join(self.data, "server.log")
        command = [f"{programs()}/pg_ctl", "-D", self.data, "-l", log, "-w", "-t", "120", "-m", "fast", verb]
        if verb == "start":
            command += ["-o", f"-p {self.port}"]
            command = [part for part in command if part not in ("-m", "fast")]
        subprocess.run(unprivileged(command), check=True, stdout=subprocess.DEVNULL, cwd="/")


def _children(process):
    with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as file:
        return file.read().split()


def _ticks(process, fields):
    """utime, stime, and with 4 fields cutime and cstime, in clock ticks; none for a process that is gone."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
            return sum(int(field) for field in file.read().rpartition(")")[2].split()[11 : 11 + fields])
    except FileNotFoundError:
        return 0
