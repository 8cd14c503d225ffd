"""The worker protocol's bytes: requests, replies, shared memory and the chunks of an inbox."""

import fractions
import json
import mmap
import os
import struct

import numpy

from .record import LAYOUT, decode
from .refusal import Breach
from .session import RehearsalSession
from .strategy import WIDTHS, Channel

READY, BEGIN, FEED, RENDER, END, SAVE, LOAD, RESIDENT = range(8)
DONE, REFUSED, BREACHED = 0, 1, 2
VERSION = 2
INBOX = 4096
INBOX_SIZE = 2 << 20  # of a slot
SLOTS = 2
ROWS = INBOX + SLOTS * INBOX_SIZE
LEAD = 8  # floats before the first row
LARGEST_TEXT = 16 << 10
LARGEST_GREETING = 128 << 10
NOTHING = (1 << 64) - 1
_MESSAGE = struct.Struct("<6Q")
_CHUNK = struct.Struct("<II")
_COUNT = struct.Struct("<Q")
_AUDIO = struct.Struct("<IIQQ")
_KNOWN = struct.Struct("<IIq")
_DUE = struct.Struct("<q")


class Line:
    """The socket: one request in, one reply out. Its buffers are made once."""

    def __init__(self, socket):
        self._socket = socket
        self._request = bytearray(_MESSAGE.size + 8)  # a longer message shows
        self._reply = bytearray(_MESSAGE.size + LARGEST_TEXT)
        self._views = memoryview(self._reply)
        self._bare = self._views[:_MESSAGE.size]

    def request(self):
        """The next request as (operation, a, b, c, length, 0); None when the other side is gone."""
        count = self._socket.recv_into(self._request)
        if count == 0:
            return None
        if count != _MESSAGE.size:
            raise Breach(f"a request of {count} bytes, where {_MESSAGE.size} make one")
        return _MESSAGE.unpack_from(self._request)

    def greet(self, status, text):
        """Sends the first message, which may be longer than others."""
        self._socket.sendall(_MESSAGE.pack(status, VERSION, 0, 0, 0, len(text)) + text)

    def reply(self, status, a=0, b=0, c=0, d=0, text=b""):
        """Sends a reply. Text beyond what a message may hold is cut."""
        if not text:
            _MESSAGE.pack_into(self._reply, 0, status, a, b, c, d, 0)
            self._socket.send(self._bare)
            return
        length = min(len(text), LARGEST_TEXT)
        _MESSAGE.pack_into(self._reply, 0, status, a, b, c, d, length)
        self._views[_MESSAGE.size:_MESSAGE.size + length] = text[:length]
        self._socket.send(self._views[:_MESSAGE.size + length])


class SharedMemory:
    """The memory that host and worker share."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._size = 0
        self._map()

    def _map(self):
        size = os.fstat(self._descriptor).st_size
        if size == self._size:
            return
        if size < ROWS:
            raise Breach(f"shared memory of {size} bytes, where {ROWS} lie before the rows")
        self._size = size
        self.memory = mmap.mmap(self._descriptor, size)
        self.bytes = memoryview(self.memory)
        #: Call, first frame, end frame, as the host reads them.
        self.progress = self.bytes[:24].cast("q")

    def inbox(self, length, slot=0):
        """What a request carries, in its slot."""
        if length > INBOX_SIZE:
            raise Breach(f"{length} bytes in an inbox of {INBOX_SIZE}")
        if not 0 <= slot < SLOTS:
            raise Breach(f"slot {slot}")
        start = INBOX + slot * INBOX_SIZE
        return self.bytes[start:start + length]

    def block(self, brief, slot=0):
        """Rows and activities of a slot as arrays over the memory, with room for the largest span."""
        self._map()  # the host may have made it larger since the last take
        span, width, channels = brief["largestSpan"], brief["rowWidth"], brief["channelCount"]
        start = LEAD + slot * brief["slotStride"]
        return (
            self._array(start, span, width, brief["rowStride"]),
            self._array(start + brief["activityBase"], span, channels, brief["activityStride"]))

    def _array(self, first, span, width, stride):
        floats = (self._size - ROWS) // 4
        if min(first, span - 1, width - 1, stride - width) < 0 or first + (span - 1) * stride + width > floats:
            raise Breach(f"{span} rows of {width} floats, {stride} apart, do not lie within {floats} floats")
        return numpy.ndarray(
            (span, width), numpy.float32, buffer=self.memory, offset=ROWS + 4 * first, strides=(4 * stride, 4))


class Rehearsal:
    """The rehearsal sessions that a worker has been sent. They stay for all takes."""

    def __init__(self):
        self._sessions = []  # [description, channels, array, floats so far]

    def begin(self, description):
        """A session begins."""
        try:
            channels = [Channel(c["name"], c["kind"]) for c in description["channels"]]
            width = sum(WIDTHS[channel.kind] for channel in channels)
            rows = numpy.zeros((description["frames"], width), numpy.float32)
        except (KeyError, TypeError, ValueError) as error:
            raise Breach(f"a rehearsal session that cannot be read: {error!r}") from None
        self._sessions.append([description, channels, rows, 0])

    def extend(self, floats):
        """Rows of the session begun last go on."""
        if not self._sessions:
            raise Breach("rehearsal rows before a session")
        session = self._sessions[-1]
        flat = session[2].reshape(-1)
        if session[3] + len(floats) > len(flat):
            raise Breach("more rehearsal rows than were announced")
        flat[session[3]:session[3] + len(floats)] = floats
        session[3] += len(floats)

    def sessions(self):
        """The sessions that came whole, as strategies see them."""
        result = []
        for description, channels, rows, filled in self._sessions:
            if filled < rows.size:
                continue
            readable = rows.view()
            readable.flags.writeable = False
            result.append(RehearsalSession(
                description["id"], fractions.Fraction(*description["rate"]), channels, readable))
        return result


def feed(inbox, driver, rehearsal):
    """Walks the chunks of an inbox and hands them to the driver (None before a take) and the rehearsal.
    Lengths are checked, whoever wrote them."""
    cursor = 0
    while cursor < len(inbox):
        if len(inbox) - cursor < 8:
            raise Breach(_CUT)
        kind, size = _CHUNK.unpack_from(inbox, cursor)
        if not 8 <= size <= len(inbox) - cursor:
            raise Breach(_CUT)
        payload = inbox[cursor + 8:cursor + size]
        cursor += size
        try:
            if kind == 4:
                (length,) = _COUNT.unpack_from(payload)
                rehearsal.begin(json.loads(_cut(payload, 8, length).tobytes()))
            elif kind == 5:
                (count,) = _COUNT.unpack_from(payload)
                rehearsal.extend(_floats(payload, 8, count))
            elif kind not in (1, 2, 3):
                raise Breach(f"a chunk of kind {kind}")
            elif driver is None:
                raise Breach(f"a chunk of kind {kind} before begin")
            elif kind == 1:
                driver.feed_records(_records(payload))
            elif kind == 2:
                participant, columns, rows, samples = _AUDIO.unpack_from(payload)
                features = _floats(payload, 24, rows * columns).reshape(-1, columns) if columns else []
                driver.feed_audio(participant, features, _floats(payload, 24 + 4 * rows * columns, samples))
            else:
                participant, frames, first = _KNOWN.unpack_from(payload)
                known = numpy.frombuffer(_cut(payload, 16, 16 * frames), "<i8").reshape(frames, 2)
                driver.feed_known(participant, first, known)
        except struct.error:
            raise Breach(_CUT) from None
        except ValueError as error:
            raise Breach(f"a chunk of kind {kind} that cannot be read: {error}") from None


_CUT = "a chunk is shorter than what it says it holds"


def _cut(payload, start, length):
    if length > len(payload) - start:
        raise Breach(_CUT)
    return payload[start:start + length]


def _floats(payload, start, count):
    return numpy.frombuffer(_cut(payload, start, 4 * count), "<f4")


def _records(payload):
    (count,) = _COUNT.unpack_from(payload)
    cursor = 8
    entries = []
    for _ in range(count):
        (due,) = _DUE.unpack_from(payload, cursor)
        text = cursor + 8 + LAYOUT.size
        length = LAYOUT.unpack_from(payload, cursor + 8)[14]
        _cut(payload, text, length + 1)
        entries.append((due, decode(payload, cursor + 8, text)))
        cursor = (text + length + 1 + 7) & ~7
    return entries
