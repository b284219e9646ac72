"""A worker in Python, written from docs/reference/protocol.md and docs/explanation/keys.md alone.

Only the standard library. Usage: worker.py HOST PORT WORKSPACE. A line "drain" on the standard input lets it leave.
"""

import base64
import hashlib
import json
import os
import queue
import re
import socket
import struct
import sys
import threading
import time

said = threading.Lock()


def say(*words):
    """A line for the test; whole, whichever threads say something at the same time."""
    with said:
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        sys.stdout.flush()


# ---------------------------------------------------------------- WebSocket (RFC 6455), as a client


class Lost(Exception):
    """The connection has ended; the status of the server's close frame, if there was one."""

    def __init__(self, reason, status=None):
        super().__init__(reason)
        self.status = status


class WebSocket:
    def __init__(self, host, port, path):
        self.sock = socket.create_connection((host, port), timeout=5)
        self.lock = threading.Lock()
        self.buffer = b""
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            (
                f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        status = head.split(b" ")[1]
        if status != b"101":
            raise Lost("HTTP " + status.decode())
        self.sock.settimeout(15)  # nothing for 15 seconds: connect again

    def fill(self):
        part = self.sock.recv(65536)
        if not part:
            raise Lost("closed")
        self.buffer += part

    def exactly(self, count):
        while len(self.buffer) < count:
            self.fill()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def frame(self, opcode, payload):
        mask = os.urandom(4)
        length = len(payload)
        if length < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | length)
        elif length < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, length)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, length)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        with self.lock:
            self.sock.sendall(head + mask + masked)

    def send(self, text):
        self.frame(1, text.encode("utf-8"))

    def receive(self):
        text = b""
        while True:
            first, second = self.exactly(2)
            length = second & 127
            if length == 126:
                length = struct.unpack("!H", self.exactly(2))[0]
            elif length == 127:
                length = struct.unpack("!Q", self.exactly(8))[0]
            payload = self.exactly(length)
            opcode = first & 15
            if opcode == 8:
                status = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else None
                raise Lost(payload[2:].decode("utf-8", "replace"), status)
            if opcode == 9:
                self.frame(10, payload)
            elif opcode in (0, 1):
                text += payload
                if first & 0x80:
                    return text.decode("utf-8")

    def close(self, status=None):
        try:
            if status is not None:
                self.frame(8, struct.pack("!H", status))
                while True:
                    self.receive()
        except (OSError, Lost):
            pass
        finally:
            self.sock.close()


# ---------------------------------------------------------------- Payload JSON and keys


class Number:
    """A number as it was written: payload JSON travels without change."""

    def __init__(self, text):
        self.text = text

    def __int__(self):
        return int(self.text)


def loads(text):
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=Number)


def dumps(value):
    if isinstance(value, Number):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k) + ":" + dumps(v) for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(dumps(v) for v in value) + "]"
    return json.dumps(value)


def canonical_number(text):
    sign, whole, fraction, exponent = re.fullmatch(
        r"(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?", text
    ).groups()
    digits = (whole + (fraction or "")).lstrip("0")
    power = int(exponent or 0) - len(fraction or "")
    while digits.endswith("0"):
        digits = digits[:-1]
        power += 1
    if not digits:
        return "0"
    return sign + digits + (f"e{power}" if power else "")


def canonical_text(text):
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
    return '"' + "".join(short.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text) + '"'


def canonical(value):
    if isinstance(value, Number):
        return canonical_number(value.text)
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int):
        return canonical_number(str(value))
    if isinstance(value, str):
        return canonical_text(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if list(value) == ["$set"]:
        elements = {canonical(element).encode("utf-8") for element in value["$set"]}
        return '{"$set":[' + ",".join(e.decode("utf-8") for e in sorted(elements)) + "]}"
    members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
    return "{" + ",".join(canonical_text(k) + ":" + canonical(v) for k, v in members) + "}"


def digest(fields):
    sha = hashlib.sha256()
    for field in fields:
        data = field.encode("utf-8")
        sha.update(struct.pack("!I", len(data)) + data)
    return sha.hexdigest()


def memo_key(module, target, arguments, positions):
    fields = [module, target]
    for position in sorted(positions):
        fields += [str(position), canonical(arguments[position])]
    return digest(fields)


# ---------------------------------------------------------------- The worker


class Refused(Exception):
    pass


class CallFailed(Exception):
    def __init__(self, failure):
        super().__init__(failure.get("message"))
        self.failure = failure


class Stopped(Exception):
    pass


class Worker:
    HEARTBEAT = 5
    LOG_UNDER_WAY = 1048576

    def __init__(self, host, port, workspace, targets):
        self.address = (host, port)
        self.workspace = workspace
        self.targets = targets
        self.lock = threading.RLock()
        self.instance = base64.b64encode(os.urandom(24)).decode()
        self.socket = None
        self.next_number = 1  # of the first message that was never sent
        self.unacknowledged = []  # (number, text)
        self.unsent = []  # texts
        self.received = 0
        self.requests = {}  # request -> {"called": ..., "answers": Queue, "again": (execution, awaited)}
        self.next_request = 1
        self.maps = {}
        self.executions = {}  # id -> Execution
        self.unreported = set()  # ended here, the end is not acknowledged
        self.log_lines = []  # (number, line), not stored
        self.next_line = 1
        self.lines_sent = 0  # how many of them are under way
        self.draining = False
        self.drained = threading.Event()
        self.welcomes = []

    # ---- sending

    def send(self, message):
        with self.lock:
            self.unsent.append(message)
            self.pump()

    def pump(self):
        """Sends what is due; call it with the lock."""
        if self.socket is None:
            return
        messages, self.unsent = self.unsent[:200], self.unsent[200:]
        first = self.next_number
        for message in messages:
            self.unacknowledged.append((self.next_number, message))
            self.next_number += 1
        self.frame(first, messages)
        if self.unsent:
            self.pump()

    def frame(self, first, messages):
        text = '{"first":%d,"acknowledged":%d,"messages":[%s]}' % (
            first,
            self.received,
            ",".join(dumps(message) for message in messages),
        )
        try:
            self.socket.send(text)
        except OSError:
            pass  # the reader notices

    def acknowledged(self, number):
        while self.unacknowledged and self.unacknowledged[0][0] <= number:
            message = self.unacknowledged.pop(0)[1]
            if message["type"] in ("complete", "fail"):
                self.unreported.discard(message["execution"])

    # ---- log lines: numbered, kept until they are stored

    def log(self, execution, level, template, values):
        line = {
            "execution": execution,
            "atEpochMillis": int(time.time() * 1000),
            "level": level,
            "template": template,
            "values": values,
        }
        with self.lock:
            self.log_lines.append((self.next_line, line))
            self.next_line += 1
            self.pump_log()

    @staticmethod
    def log_size(line):
        return 100 + len(line["template"]) + len(dumps(line["values"]))

    def pump_log(self):
        if self.socket is None:
            return
        under_way = sum(self.log_size(line) for _, line in self.log_lines[: self.lines_sent])
        while self.lines_sent < len(self.log_lines):
            number, line = self.log_lines[self.lines_sent]
            under_way += self.log_size(line)
            if under_way > self.LOG_UNDER_WAY and self.lines_sent > 0:
                return
            self.lines_sent += 1
            self.send({"type": "log", "first": number, "lines": [line]})

    def logged(self, up_to):
        while self.log_lines and self.log_lines[0][0] <= up_to:
            self.log_lines.pop(0)
            self.lines_sent = max(0, self.lines_sent - 1)
        self.pump_log()

    # ---- connecting

    def hello(self):
        running = list(self.executions) + sorted(self.unreported - set(self.executions))
        return {
            "type": "hello",
            "protocol": 1,
            "worker": "python",
            "workspace": self.workspace,
            "codeVersion": "1",
            "concurrency": 4,
            "instance": self.instance,
            "executions": running,
            "modules": [{"module": "python", "targets": [t.declaration for t in self.targets.values()]}],
            "received": self.received,
        }

    def run(self):
        pause = 0.05
        while not (self.drained.is_set() and self.is_settled()):
            try:
                self.serve()
                return
            except Refused as refused:
                sys.exit(f"refused: {refused}")
            except (OSError, Lost) as lost:
                with self.lock:
                    if self.socket:
                        pause = 0.05
                    self.socket = None
                say("lost", lost)
                time.sleep(pause)
                pause = min(2, pause * 2)

    def serve(self):
        websocket = WebSocket(*self.address, "/api/worker")
        with self.lock:
            opening = self.hello()
        websocket.send(dumps(opening))
        answer = loads(websocket.receive())
        if answer["type"] == "refused":
            raise Refused(answer["reason"])
        with self.lock:
            self.begin(websocket, answer)
        threading.Thread(target=self.beat, args=(websocket,), daemon=True).start()
        while True:
            frame = loads(websocket.receive())
            if frame.get("type") == "refused":
                raise Refused(frame["reason"])
            with self.lock:
                self.take(frame)
            if self.draining and self.drained.is_set() and self.is_settled():
                websocket.close(1000)
                return

    def begin(self, websocket, welcome):
        continued = welcome["continued"]
        first_time = not self.welcomes
        life = (welcome["session"], welcome["incarnation"])
        if not first_time and life != self.welcomes[-1]:
            self.give_up()
            continued = False
        self.welcomes.append(life)
        say("welcome", welcome["session"], continued)
        self.socket = websocket
        if continued:
            self.acknowledged(int(welcome["received"]))
            if self.unacknowledged:
                again = [message for _, message in self.unacknowledged]
                self.frame(self.unacknowledged[0][0], again)
            self.pump()
            return
        again = [message for _, message in self.unacknowledged] + self.unsent
        self.unacknowledged, self.unsent = [], [m for m in again if m["type"] != "log"]
        self.next_number, self.received, self.maps, self.lines_sent = 1, 0, {}, 0
        if not first_time:
            for request, asked in self.requests.items():
                if asked["called"] and not any(m.get("request") == request for m in self.unsent):
                    execution, awaited = asked["called"]
                    self.unsent.append(
                        {"type": "resolve", "request": request, "execution": execution, "awaited": awaited}
                    )
            if self.draining:
                self.unsent.append({"type": "drain"})
        self.pump()
        self.logged(int(welcome["logged"]))

    def give_up(self):
        """What belonged to the session does not count any more."""
        for execution in self.executions.values():
            execution.stopped = True
        self.unacknowledged, self.unsent, self.log_lines = [], [], []
        self.unreported = set()
        for asked in self.requests.values():
            failure = {"type": "abandoned", "message": "The session has ended.", "frames": []}
            asked["answers"].put(("callRefused", {"failure": failure}))
        self.requests = {}

    def beat(self, websocket):
        while self.socket is websocket:
            time.sleep(0.1)
            with self.lock:
                if self.socket is websocket and (self.owes or time.time() - self.beaten > self.HEARTBEAT):
                    self.owes = False
                    self.beaten = time.time()
                    self.frame(self.next_number, [])

    owes = False
    beaten = 0

    # ---- receiving

    def take(self, frame):
        self.acknowledged(int(frame["acknowledged"]))
        number = int(frame["first"])
        if number > self.received + 1:
            raise Lost("a message is missing")
        for message in frame["messages"]:
            if number > self.received:
                self.received = number
                self.owes = True
                self.handle(message)
            number += 1

    def handle(self, message):
        kind = message["type"]
        if kind == "execute":
            self.execute(message)
        elif kind == "called":
            asked = self.requests.get(int(message["request"]))
            if asked:
                asked["called"] = (asked["execution"], message["execution"])
                asked["answers"].put(("called", message))
                if not asked["blocking"]:
                    del self.requests[int(message["request"])]
        elif kind in ("callRefused", "resolved"):
            asked = self.requests.pop(int(message["request"]), None)
            if asked:
                asked["answers"].put((kind, message))
        elif kind == "settled":
            execution = self.executions.get(message["execution"])
            if execution:
                execution.known[message["outcome"]["execution"]] = message["outcome"]
        elif kind == "memoized":
            known = self.maps.setdefault(int(message["map"]), {})
            for target in message["targets"]:
                place = known.setdefault(
                    (target["module"], target["target"]),
                    ([int(p) for p in target["positions"]], {}),
                )
                for entry in target["entries"]:
                    place[1][entry["key"]] = (entry["execution"], entry["value"])
        elif kind == "forget":
            if not message["keys"]:
                self.maps.pop(int(message["map"]), None)
            for _, entries in self.maps.get(int(message["map"]), {}).values():
                for key in message["keys"]:
                    entries.pop(key, None)
        elif kind == "stop":
            execution = self.executions.get(message["execution"])
            if execution:
                execution.stopped = True
        elif kind == "logged":
            self.logged(int(message["upTo"]))
        elif kind == "drained":
            if int(message["executions"]) == 0:
                self.drained.set()

    def is_settled(self):
        return not (self.unsent or self.unacknowledged or self.log_lines or self.executions)

    def ask(self, execution, blocking, message):
        with self.lock:
            request = self.next_request
            self.next_request += 1
            asked = {"execution": execution, "blocking": blocking, "called": None, "answers": queue.Queue()}
            if message["type"] == "resolve":
                asked["called"] = (execution, message["awaited"])
            self.requests[request] = asked
            self.send({**message, "request": request})
            return asked["answers"]

    # ---- executing

    def execute(self, order):
        id = order["execution"]
        if id in self.executions or id in self.unreported:
            return
        execution = Execution(self, order)
        self.executions[id] = execution
        self.unreported.add(id)
        threading.Thread(target=execution.run, daemon=True).start()

    def ended(self, id):
        with self.lock:
            self.executions.pop(id, None)
            if self.draining and not self.executions:
                self.send({"type": "drain"})

    def drain(self):
        with self.lock:
            self.draining = True
            self.send({"type": "drain"})


class Execution:
    """What runs one target, and what its code can do."""

    def __init__(self, worker, order):
        self.worker = worker
        self.id = order["execution"]
        self.order = order
        self.calls = 0
        self.known = {}
        self.stopped = False

    def run(self):
        try:
            target = self.worker.targets.get(self.order["target"])
            if target is None:
                raise LookupError("This worker has no target " + self.order["target"])
            value = target.code(self, *self.order["arguments"])
            self.report({"type": "complete", "execution": self.id, "value": value})
        except Exception as problem:  # whatever the code raises is its failure
            self.report(
                {
                    "type": "fail",
                    "execution": self.id,
                    "failure": {"type": type(problem).__name__, "message": str(problem), "frames": []},
                }
            )
        finally:
            self.worker.ended(self.id)

    def report(self, message):
        if self.stopped:
            self.worker.unreported.discard(self.id)
        else:
            self.worker.send(message)

    def log(self, template, **values):
        self.worker.log(self.id, "info", template, values)

    def call(self, target, *arguments, **options):
        """Calls and waits for the value."""
        found = self.memoized(target, arguments, options)
        if found:
            return found[1]
        answers = self.send_call(target, arguments, options, True)
        kind, message = answers.get()
        if kind == "called":
            kind, message = answers.get()
        return self.value(kind, message)

    def submit(self, target, *arguments, **options):
        """Calls without waiting; returns the id of the execution."""
        found = self.memoized(target, arguments, options)
        if found:
            return found[0]
        kind, message = self.send_call(target, arguments, options, False).get()
        if kind == "callRefused":
            raise CallFailed(message["failure"])
        return message["execution"]

    def result(self, execution):
        """Waits for what was submitted."""
        with self.worker.lock:
            outcome = self.known.get(execution)
            if outcome:
                self.worker.send(
                    {"type": "used", "execution": self.id, "reused": [], "awaited": [execution]}
                )
        if outcome is None:
            answers = self.worker.ask(
                self.id, True, {"type": "resolve", "execution": self.id, "awaited": execution}
            )
            return self.value(*answers.get())
        return self.of(outcome)

    def send_call(self, target, arguments, options, blocking):
        with self.worker.lock:
            self.calls += 1
            message = {
                "type": "call",
                "execution": self.id,
                "number": self.calls,
                "module": "python",
                "target": target,
                "arguments": list(arguments),
                "blocking": blocking,
            }
            if options:
                message["options"] = options
            return self.worker.ask(self.id, blocking, message)

    def memoized(self, target, arguments, options):
        with self.worker.lock:
            known = self.worker.maps.get(int(self.order.get("memoMap") or Number("-1")), {})
            if ("python", target) not in known or "memo" in options:
                return None
            positions, entries = known["python", target]
            if any(position >= len(arguments) for position in positions):
                return None
            found = entries.get(memo_key("python", target, list(arguments), positions))
            if found:
                self.calls += 1
                reused = {"number": self.calls, "execution": found[0], "arguments": list(arguments)}
                self.worker.send(
                    {"type": "used", "execution": self.id, "reused": [reused], "awaited": [found[0]]}
                )
            return found

    def value(self, kind, message):
        if kind == "callRefused":
            raise CallFailed(message["failure"])
        return self.of(message["outcome"])

    @staticmethod
    def of(outcome):
        if outcome["kind"] != "value":
            raise CallFailed(outcome["failure"])
        return outcome["value"]


# ---------------------------------------------------------------- What it offers


class Target:
    def __init__(self, name, kind, code, *parameters, **options):
        self.code = code
        self.declaration = {"name": name, "kind": kind, "parameters": list(parameters), "options": options}


def parameter(name, **more):
    return {"name": name, "required": "defaultValue" not in more, **more}


def square(execution, n, note):
    execution.log("Squaring {n}", n=n)
    say("square", dumps(n))
    return int(n) * int(n)


def fail(execution, n):
    raise ValueError("No " + dumps(n))


def slow(execution, n):
    time.sleep(0.3)
    return n


def everything(execution, n):
    total = int(execution.call("square", n))
    handles = [execution.submit("square", int(n) + i, "note") for i in range(3)]
    total += sum(int(execution.result(handle)) for handle in handles)
    total += int(execution.call("square", n, "note"))  # the default is one key with the argument
    total += int(execution.call("slow", int(n)))
    try:
        execution.call("fail", n)
    except CallFailed as failed:
        execution.log("Expected: {message}", message=str(failed))
        total += 1
    try:
        execution.call("unknown", n)
    except CallFailed:
        total += 1
    return total


def main():
    host, port, workspace = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    targets = {
        target.declaration["name"]: target
        for target in [
            Target(
                "square",
                "task",
                square,
                parameter("n", schema={"type": "integer"}),
                parameter("note", defaultValue="note"),
                memo={"mode": "all"},
            ),
            Target("fail", "task", fail, parameter("n")),
            Target("slow", "task", slow, parameter("n")),
            Target("everything", "workflow", everything, parameter("n")),
        ]
    }
    worker = Worker(host, port, workspace, targets)

    def listen():
        for line in sys.stdin:
            if line.strip() == "drain":
                worker.drain()

    threading.Thread(target=listen, daemon=True).start()
    worker.run()
    say("left")


if __name__ == "__main__":
    main()
