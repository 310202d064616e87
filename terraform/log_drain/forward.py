"""Forwards the lines of an app from CloudWatch Logs to its log drains, in the form in which Heroku sent them.

A log group hands each batch of lines to this function, and Lambda tries again twice when it raises; what then is still
not delivered goes to a queue. Drains do not wait for each other, and a drain that failed gets an event of its own, so
that the others never get the same lines again.

Addresses hold tokens. They are read from Secrets Manager and nowhere else, and nothing that is printed or raised here
has a part of one: of an error only what kind it is.
"""

import base64
import datetime
import errno
import gzip
import hashlib
import http.client
import json
import os
import re
import socket
import ssl
import threading
import time
import urllib.parse
import zlib

import boto3

# The secret of each drain, and what runs behind each log group: {"/ecs/crema-production-web": "web"}.
SECRETS = json.loads(os.environ["DRAINS"])
PROCESSES = json.loads(os.environ["PROCESSES"])
NAME = os.environ["NAME"]

# What an app writes has facility local7 and severity info at Heroku, whichever of its two outputs it goes to.
PRIORITY = 190
# Heroku cuts longer lines, too.
LONGEST_LINE = 10_000
REQUEST_LINES = 500
REQUEST_BYTES = 256 * 1024
# An address is asked for again after so many seconds, so that a new one is used without a deploy.
ADDRESS_SECONDS = 300
NO_ADDRESS_SECONDS = 60
# One step of a connection; all of them together end in time for what is left to do with a failure.
STEP_SECONDS = 10
RESERVED_SECONDS = 10
# Who closes a connection in anger does so at once.
FAREWELL_SECONDS = 2

PORTS = {"https": 443, "http": 80, "syslog+tls": 6514, "syslog": 514}
PLAIN = re.compile(r"(\S+)(?:\s+\(?(d\.[^\s()]+)\)?)?")

_addresses = {}
_told = set()
_secrets = None
# A client may be used by many threads, and made by one at a time.
_making = threading.Lock()


class Failure(Exception):
    """Why a drain did not take lines, in words that may be shown."""


class Undelivered(Exception):
    """What Lambda is told, so that it tries the event again."""


class Address:
    """Where a drain is: a URL, and the token by which the receiver knows the app."""

    def __init__(self, value):
        url, token = _parts(value.strip())
        try:
            parts = urllib.parse.urlsplit(url)
            self.scheme, self.host, port = parts.scheme.lower(), parts.hostname, parts.port
        except ValueError:
            self.scheme, self.host, port = "", None, None
        if self.scheme not in PORTS or not self.host:
            raise Failure("its secret holds no address that begins with https://, syslog+tls:// or syslog://")
        self.port = port or PORTS[self.scheme]
        self.path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        self.login = None
        if parts.username is not None:
            login = urllib.parse.unquote(parts.username) + ":" + urllib.parse.unquote(parts.password or "")
            self.login = "Basic " + base64.b64encode(login.encode()).decode()
        self.token = str(token or NAME)
        if not re.fullmatch(r"\S+", self.token):
            raise Failure("the token in its secret has a blank")


def _parts(value):
    """The URL and the token: of JSON as `heroku drains --json` prints it, or of a line as `heroku drains` does."""
    if value.startswith("{"):
        try:
            drain = json.loads(value)
        except ValueError:
            return "", None
        return str(drain.get("url", "")), drain.get("token")
    found = PLAIN.fullmatch(value)
    return found.groups() if found else ("", None)


def handler(event, context):
    """Takes what CloudWatch Logs sends, or a drain's own event, and returns how many lines each drain took."""
    batch = _batch(event)
    if batch is None:
        return {}
    wanted = [name for name in event.get("drains", sorted(SECRETS)) if name in SECRETS]
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - RESERVED_SECONDS
    results = {}

    def deliver(name):
        try:
            results[name] = _deliver(name, batch, deadline)
        except Exception as error:  # whatever it is, the other drains go on
            results[name] = error

    threads = [threading.Thread(target=deliver, args=(name,), daemon=True) for name in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        # It keeps to the deadline itself, and then says better why.
        thread.join(max(0, deadline + 1 - time.monotonic()))
    count = len(batch["logEvents"])
    lines = "1 line" if count == 1 else f"{count} lines"
    failed = {}
    for name in wanted:
        result = results.get(name, Failure("it did not take them in time"))
        if isinstance(result, Exception):
            failed[name] = _reason(result)
            print(f"Drain {name} did not take {lines}: {failed[name]}.", flush=True)
    if failed:
        _again(failed, wanted, event, context)
    return {name: results[name] for name in wanted if name not in failed}


def _batch(event):
    """The lines with where they are from; None when there are none, as in CloudWatch's own test message."""
    try:
        batch = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
        events = batch["logEvents"]
        if batch["messageType"] != "DATA_MESSAGE" or not events:
            return None
        for each in events:
            each["message"] = str(each["message"])
            each["timestamp"] = int(each["timestamp"])
        batch["logGroup"], batch["logStream"] = str(batch["logGroup"]), str(batch["logStream"])
        return batch
    except (KeyError, TypeError, ValueError, AttributeError, OSError, EOFError, zlib.error):
        # Without what it holds: those are lines of the app.
        raise Undelivered("This is no event of CloudWatch Logs.") from None


def _again(failed, wanted, event, context):
    """Lets Lambda try again: this event, if nobody else has had its lines, or else one of its own for each drain."""
    if len(wanted) == 1:
        raise Undelivered("Not delivered: " + _told_of(failed))
    for name in failed:
        try:
            boto3.client("lambda").invoke(
                FunctionName=context.function_name,
                InvocationType="Event",
                Payload=json.dumps({"drains": [name], "awslogs": event["awslogs"]}),
            )
        except Exception as error:
            # Better twice than never.
            raise Undelivered(
                f"Not delivered: {_told_of(failed)}; nor handed on for {name}: {_reason(error)}"
            ) from None


def _told_of(failed):
    return "; ".join(f"{name}: {reason}" for name, reason in failed.items())


def _deliver(name, batch, deadline):
    value = _address(name)
    if value is None:
        return 0
    try:
        return _send(Address(value), batch, deadline)
    except Exception:
        # Perhaps it has another one by now.
        try:
            newer = _address(name, ask=True)
        except Exception:
            newer = None
        if newer is None or newer == value:
            raise
        return _send(Address(newer), batch, deadline)


def _address(name, ask=False):
    """A drain's secret as it is; None as long as nobody has put one in."""
    value, until = _addresses.get(name, (None, 0))
    if not ask and time.monotonic() < until:
        return value
    secrets = _secret_store()
    try:
        value = secrets.get_secret_value(SecretId=SECRETS[name])["SecretString"]
    except secrets.exceptions.ResourceNotFoundException:
        value = None
        if name not in _told:
            _told.add(name)
            print(f"Drain {name} has no address yet, and gets no lines until its secret has a value.", flush=True)
    _addresses[name] = (value, time.monotonic() + (NO_ADDRESS_SECONDS if value is None else ADDRESS_SECONDS))
    return value


def _secret_store():
    global _secrets
    with _making:
        if _secrets is None:
            _secrets = boto3.client("secretsmanager")
        return _secrets


def _send(address, batch, deadline):
    if address.scheme in ("https", "http"):
        return _post(address, batch, deadline)
    return _stream(address, batch, deadline)


def _step(deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        raise Failure("it did not take them in time")
    return min(STEP_SECONDS, left)


def _post(address, batch, deadline):
    """Requests as Heroku's: frames in the body, counted, each request with a number that is the same when tried again."""
    timeout = _step(deadline)
    if address.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(address.host, address.port, timeout=timeout, context=context)
    else:
        connection = http.client.HTTPConnection(address.host, address.port, timeout=timeout)
    try:
        sent = 0
        for number, frames in enumerate(_requests(_frames(batch, "host", "- "))):
            headers = {
                "Content-Type": "application/logplex-1",
                "Logplex-Msg-Count": str(len(frames)),
                "Logplex-Frame-Id": _frame_id(address.token, batch, number),
                "Logplex-Drain-Token": address.token,
                "User-Agent": "Logplex/dynolift",
            }
            if address.login:
                headers["Authorization"] = address.login
            if connection.sock:
                connection.sock.settimeout(_step(deadline))
            connection.request("POST", address.path, b"".join(frames), headers)
            response = connection.getresponse()
            response.read()
            if not 200 <= response.status < 300:
                raise Failure(f"it answers with HTTP status {response.status}")
            sent += len(frames)
        return sent
    finally:
        connection.close()


def _stream(address, batch, deadline):
    """One connection, and after the last frame a look whether the receiver has thrown it away."""
    connection = socket.create_connection((address.host, address.port), timeout=_step(deadline))
    try:
        if address.scheme == "syslog+tls":
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=address.host)
        sent = 0
        for frames in _requests(_frames(batch, address.token, "- - ")):
            connection.settimeout(_step(deadline))
            connection.sendall(b"".join(frames))
            sent += len(frames)
        connection.settimeout(FAREWELL_SECONDS)
        try:
            if isinstance(connection, ssl.SSLSocket):
                connection.unwrap()
            else:
                connection.shutdown(socket.SHUT_WR)
                connection.recv(1)
        except (TimeoutError, ssl.SSLZeroReturnError, ssl.SSLEOFError):
            # Syslog has no word for thanks, and many a receiver closes without one.
            pass
        except ssl.SSLError as error:
            if error.reason != "APPLICATION_DATA_AFTER_CLOSE_NOTIFY":
                raise
        return sent
    finally:
        connection.close()


def _frames(batch, host, absent):
    """A frame for each line: its length in bytes, and `<190>1 time host app web.1 - line`."""
    source = f"{host} app {_dyno(batch)} {absent}"
    for event in batch["logEvents"]:
        moment = datetime.datetime.fromtimestamp(event["timestamp"] / 1000, datetime.timezone.utc)
        head = f"<{PRIORITY}>1 {moment.isoformat(timespec='microseconds')} {source}".encode()
        message = event["message"]
        for line in (message[:-1] if message.endswith("\n") else message).split("\n"):
            for piece in _pieces(line.encode("utf-8", "replace")):
                frame = head + piece + b"\n"
                yield str(len(frame)).encode() + b" " + frame


def _pieces(line):
    """A line in pieces that are not too long, none of which ends inside a character."""
    while len(line) > LONGEST_LINE:
        end = LONGEST_LINE
        while line[end] & 0xC0 == 0x80:
            end -= 1
        yield line[:end]
        line = line[end:]
    yield line


def _requests(frames):
    request, size = [], 0
    for frame in frames:
        if request and (len(request) == REQUEST_LINES or size + len(frame) > REQUEST_BYTES):
            yield request
            request, size = [], 0
        request.append(frame)
        size += len(frame)
    if request:
        yield request


def _dyno(batch):
    """web.1 at Heroku. Tasks have no numbers, so it is what the task's id begins with, as a number."""
    process = PROCESSES.get(batch["logGroup"], batch["logGroup"].rsplit("/", 1)[-1])
    task = batch["logStream"].rsplit("/", 1)[-1]
    number = int(task[:7], 16) if re.match(r"[0-9a-f]{7}", task) else zlib.crc32(task.encode("utf-8", "replace"))
    return re.sub(r"\s", "-", f"{process}.{number}")


def _frame_id(token, batch, number):
    first = batch["logEvents"][0]
    text = "\n".join([token, batch["logGroup"], batch["logStream"], str(first.get("id")), str(first["timestamp"]), str(number)])
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32].upper()


def _reason(error):
    """What kind of error it was. Never its own words, which may have a part of the address."""
    if isinstance(error, Failure):
        return str(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not trusted: " + re.sub(r"'[^']*'", "its host", error.verify_message)
    if isinstance(error, TimeoutError):
        return "it does not answer in time"
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    if isinstance(error, OSError) and error.errno and not isinstance(error, ssl.SSLError):
        # What a connection says that was reset depends on what was asked of it next.
        reset = error.errno in (errno.EPIPE, errno.ENOTCONN)
        return os.strerror(errno.ECONNRESET if reset else error.errno)
    code = getattr(error, "response", None)
    if isinstance(code, dict):
        return str(code.get("Error", {}).get("Code", "AWS refuses"))
    return type(error).__name__
