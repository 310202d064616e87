"""A session of psql that stays open: starting one for each look would cost more than the look."""

import subprocess

END = "--end--"


class Refused(Exception):
    """The server answered with an error."""


class Session:
    def __init__(self, url):
        self.process = subprocess.Popen(
            ["psql", "-XqAt", "-d", url],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1,
        )

    def ask(self, statement):
        """Its answer as text."""
        self.process.stdin.write(f"{statement};\n\\echo {END}\n")
        self.process.stdin.flush()
        lines = []
        while (line := self.process.stdout.readline().rstrip("\n")) != END:
            if not line and self.process.poll() is not None:
                raise Refused("psql has ended")
            lines.append(line)
        if any("ERROR:" in line or "FATAL:" in line for line in lines):
            raise Refused("\n".join(lines))
        return "\n".join(lines)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
