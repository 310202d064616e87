"""The candidates: each is a command that fills an empty database from another one."""

import os
import subprocess
from dataclasses import dataclass, field

HERE = os.path.dirname(os.path.abspath(__file__))
DYNOLIFT = os.path.join(HERE, "..", "..", "dynolift")


def built():
    """dynolift, after its launcher has built it from this checkout: nobody's first run shall pay for that."""
    subprocess.run([DYNOLIFT, "--version"], check=True, stdout=subprocess.DEVNULL)
    return DYNOLIFT


@dataclass
class Peer:
    name: str
    command: list
    environment: dict = field(default_factory=dict)
    does: str = ""


def shell(script):
    return ["bash", "-euo", "pipefail", "-c", script]


def candidates(source, target, folder, jobs):
    """In the order of the table. The folder is theirs, and is emptied between runs."""
    urls = {"DYNOLIFT_SOURCE_URL": source, "DYNOLIFT_TARGET_URL": target}
    limit = [os.path.join(HERE, "limit"), source, target, "--jobs", str(jobs)]
    dynolift = [built(), "data", "copy", "--yes", "--jobs", str(jobs)]
    restore = f"pg_restore --no-owner -j {jobs} -d '{target}'"
    return [
        Peer("limit", limit, does="hand-tuned script, leaves no statistics"),
        Peer("limit+analyze", [*limit, "--analyze"], does="hand-tuned script"),
        Peer("dynolift", [*dynolift, "--no-verify"], urls, "copy alone"),
        Peer("dynolift+verify", dynolift, urls, "copy and the comparison of every row"),
        Peer(
            "pgcopydb",
            [
                "pgcopydb", "clone", "--source", source, "--target", target, "--dir", f"{folder}/pgcopydb",
                "--table-jobs", str(jobs), "--index-jobs", str(jobs), "--split-tables-larger-than", "64MB",
                "--no-owner",
            ],
            does="with its VACUUM ANALYZE",
        ),
        Peer(
            "dump-dir",
            shell(f"pg_dump -Fd -Z0 -j {jobs} -f {folder}/dump '{source}'; {restore} {folder}/dump"),
            does="pg_dump -Fd -Z0 -j, then pg_restore -j",
        ),
        Peer(
            "dump-dir-gzip",
            shell(f"pg_dump -Fd -j {jobs} -f {folder}/dump '{source}'; {restore} {folder}/dump"),
            does="pg_dump -Fd -j, then pg_restore -j",
        ),
        Peer(
            "dump-pipe",
            shell(f"pg_dump -Fc -Z0 '{source}' | pg_restore --no-owner -d '{target}'"),
            does="pg_dump -Fc -Z0 into pg_restore",
        ),
    ]
