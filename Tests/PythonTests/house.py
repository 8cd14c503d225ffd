"""Where things are, a bundle made of a few lines, and a host that is nothing but the protocol."""

import json
import mmap
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = ROOT / "Sources" / "Python"
WORKER = PYTHON / "mien" / "worker.py"
TEMPLATE = ROOT / "Plugins" / "Templates" / "python"
if str(PYTHON) not in sys.path:
    sys.path.insert(0, str(PYTHON))

import numpy  # noqa: E402

from mien import record, wire  # noqa: E402

HEAD = "import numpy\nfrom mien import *\n"


def bundle(folder, body, script="strategy.py", **settings):
    """Makes a bundle whose script holds `body` behind the usual imports."""
    path = pathlib.Path(folder) / "sample.strategy"
    path.mkdir(parents=True, exist_ok=True)
    (path / script).write_text(HEAD + textwrap.dedent(body))
    (path / "strategy.json").write_text(
        json.dumps({"schema": "mien.strategy/1", "id": "sample", "script": script, **settings}))
    return path


def environment(**changes):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MIEN_")}
    return {**kept, **changes}


def describe(path, script="strategy.py", python=(sys.executable,), **changes):
    return subprocess.run(
        [*python, str(WORKER), "describe", str(path), script], capture_output=True, text=True, timeout=60,
        env=environment(**changes))


class Refused(Exception):
    def __init__(self, text):
        super().__init__(text)
        self.refusal = json.loads(text)


class Breached(Exception):
    pass


class Host:
    """Starts a worker and speaks the protocol with it."""

    def __init__(self, path, script="strategy.py", span=600, output=None, service="run", **changes):
        self.scratch = tempfile.TemporaryDirectory()
        self.errors = output or tempfile.TemporaryFile()
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.line.settimeout(30)
        memory = os.memfd_create("rows")
        self.size = wire.ROWS + (4 << 20)
        os.ftruncate(memory, self.size)
        self.memory = mmap.mmap(memory, self.size)
        self.floats = numpy.frombuffer(self.memory, numpy.float32, offset=wire.ROWS)
        self.bits = self.floats.view(numpy.uint32)
        folder = os.open(self.scratch.name, os.O_RDONLY)
        high = [os.dup2(fd, 100 + i) for i, fd in enumerate((theirs.fileno(), memory, folder))]

        def descriptors():
            for target, source in enumerate(high, 3):
                os.dup2(source, target)

        changes = {"TMPDIR": self.scratch.name, "HOME": self.scratch.name, **changes}
        self.process = subprocess.Popen(
            [sys.executable, str(WORKER), service, str(path), script], stdout=self.errors, stderr=self.errors,
            close_fds=False, preexec_fn=descriptors, env=environment(**changes))
        theirs.close()
        for descriptor in (*high, memory, folder):
            os.close(descriptor)
        self.descriptors = None

    def __enter__(self):
        self.greeting = json.loads(self.reply()[1])
        self.descriptors = self.greeting["descriptors"]
        return self

    def __exit__(self, *_):
        self.line.close()
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            self.process.wait()
            self.errors.close()
            self.scratch.cleanup()

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode()

    def reply(self):
        message = self.line.recv(1 << 18)
        if not message:
            raise EOFError("the worker is gone")
        status, a, b, c, d, length = struct.unpack_from("<6Q", message)
        text = message[48:].decode()
        assert len(message) == 48 + length
        if status == wire.REFUSED:
            raise Refused(text)
        if status == wire.BREACHED:
            raise Breached(text)
        return (a, b, c, d), text

    def ask(self, operation, a=0, b=0, c=0, inbox=b""):
        start = wire.INBOX + (c if operation in (wire.FEED, wire.RENDER) else 0) * wire.INBOX_SIZE
        self.memory[start:start + len(inbox)] = inbox
        self.line.send(struct.pack("<6Q", operation, a, b, c, len(inbox), 0))
        return self.reply()

    def begin(self, index=0, **changes):
        described = self.descriptors[index]
        kinds = {"weight": 1, "angle": 1, "rotation": 4, "translation": 3}
        self.width = sum(kinds[channel["kind"]] for channel in described["channels"])
        self.channels = len(described["channels"])
        self.rest = numpy.zeros(self.width, numpy.float32)
        column = 0
        for channel in described["channels"]:
            column += kinds[channel["kind"]]
            self.rest[column - 1] = channel["kind"] == "rotation"
        span = changes.get("largestSpan", 600)
        self.row_stride = self.width + 5
        self.activity_stride = self.channels + 4
        self.activity_base = 8 + self.row_stride * span
        self.slot_stride = (self.activity_base + 8 + self.activity_stride * span + 1023) & ~1023
        self.slot = 0
        brief = {
            "strategy": described["id"], "rate": [60, 1], "largestSpan": span, "seed": (1 << 64) - 5,
            "participantCount": 2, "participant": "ann", "language": "en", "present": [True] * self.channels,
            "parameters": [], "numbers": {}, "streams": [], "rowWidth": self.width, "rowStride": self.row_stride,
            "channelCount": self.channels, "activityStride": self.activity_stride,
            "activityBase": self.activity_base, "slotStride": self.slot_stride, "resources": "", "scratch": self.scratch.name, "measure": True}
        brief.update(changes)
        (lookahead, *_), _ = self.ask(wire.BEGIN, inbox=json.dumps(brief).encode())
        return lookahead

    def rows(self, base, stride, width, frames):
        return numpy.lib.stride_tricks.as_strided(
            self.floats[base + 8:], (frames, width), (4 * stride, 4))

    def render(self, first, frames, chunks=b""):
        """Rows and activities of a block, copied, after a look at the canaries."""
        self.bits[:] = 0x7FC0DEAD
        slot = self.slot
        self.slot = 1 - slot
        base = slot * self.slot_stride
        rows = self.rows(base, self.row_stride, self.width, frames)
        activity = self.rows(base + self.activity_base, self.activity_stride, self.channels, frames)
        rows[:] = self.rest
        activity[:] = 1
        self.counts, _ = self.ask(wire.RENDER, first, frames, slot, inbox=chunks)
        result = rows.copy(), activity.copy()
        rows.view(numpy.uint32)[:] = activity.view(numpy.uint32)[:] = 0x7FC0DEAD
        assert (self.bits == 0x7FC0DEAD).all(), "the worker wrote past the rows"
        return result

    def take(self, frames, block, chunks=b""):
        """A whole take: all chunks with the first block."""
        parts = []
        for first in range(0, frames, block):
            parts.append(self.render(first, min(block, frames - first), chunks if first == 0 else b"")[0])
        return numpy.concatenate(parts)

    def end(self):
        (resident, *_), text = self.ask(wire.END)
        return resident, text.split("\n") if text else []


def chunk(kind, payload):
    payload += bytes(-len(payload) % 8)
    return struct.pack("<II", kind, 8 + len(payload)) + payload


KINDS = {name: number for number, name in record.KINDS.items()}


def records(*entries):
    """A chunk of records from dicts: due, kind, and what is set; times in seconds."""
    payload = struct.pack("<Q", len(entries))
    for entry in entries:
        text = entry.get("text", "").encode()
        flags = sum(flag for name, flag in (
            ("start", 1), ("end", 2), ("value", 4), ("turn", 8), ("text", 16), ("estimated", 32)) if name in entry)
        kind = entry.get("kind", "word")
        payload += struct.pack("<q", entry["due"])
        payload += record.LAYOUT.pack(
            88, KINDS.get(kind, kind), entry.get("op", 1), flags, entry.get("cue", 0),
            entry.get("participant", 0), entry.get("offset", 0), entry.get("id", 1), entry.get("turn", 0),
            *(round(entry.get(name, 0) * record.FLICKS_PER_SECOND) for name in ("arrival", "start", "end")),
            entry.get("value", 0.0), 0, len(text), 0)
        payload += text + b"\0"
        payload += bytes(-len(payload) % 8)
    return chunk(1, payload)


def audio(samples, rows=(), columns=0, participant=0):
    samples = numpy.asarray(samples, "<f4")
    rows = numpy.asarray(rows, "<f4").reshape(-1)
    count = len(rows) // columns if columns else 0
    head = struct.pack("<IIQQ", participant, columns, count, len(samples))
    return chunk(2, head + rows.tobytes() + samples.tobytes())


def known(first, counts, participant=0):
    counts = numpy.asarray(counts, "<u8").reshape(-1, 2)
    return chunk(3, struct.pack("<IIq", participant, len(counts), first) + counts.tobytes())


def stream(samples, rows=0, columns=(), participant=0):
    return {"participant": participant, "columns": list(columns), "rowsPerSecond": 100, "samplesPerSecond": 16000,
            "rows": rows, "samples": samples}
