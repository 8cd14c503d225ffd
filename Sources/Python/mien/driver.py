"""Runs one instance over one take: cuts blocks into spans in which nothing new becomes known.

Before a span every record due by its first frame is received, at once, and audio is published up to that frame.
Output cannot depend on the size of a block, since spans end where knowledge changes.
"""

import math
import time
from collections import deque

import numpy

from .audio import AudioTape
from .refusal import Breach, Refusal, account
from .session import Session
from .strategy import UnsupportedSession

LARGEST_LOOKAHEAD = 600
NONE, CREATE, PREPARE, RECEIVE, RENDER, DESTROY, SAVE, LOAD, LOADING = range(9)
_NAMES = {
    CREATE: "create", PREPARE: "prepare", RECEIVE: "receive", RENDER: "render", DESTROY: "destroy", SAVE: "save",
    LOAD: "load"}
_FAILED, _UNSUPPORTED, _OUT_OF_MEMORY = -1, -3, -4


class Driver:
    """One instance and what it has been fed.

    `rows` (frames x row width) and `activity` (frames x channels) are arrays over the memory of the next block;
    `progress` is a list or memory of three integers: call, first frame, end frame.
    """

    def __init__(self, strategy, brief, rows, activity, *, surroundings, rehearsal=(), progress=None):
        self._class = strategy
        self.rows = rows
        self.activity = activity
        self._progress = progress if progress is not None else [0, 0, 0]
        self._folder = surroundings.bundle
        self._measure = bool(brief["measure"])
        self._due = deque()  # (due frame, record), ascending
        self._last_due = -(1 << 62)
        self._parameters = {p.id: float(p.initial) for p in strategy.parameters}
        self._next = None
        for setting in brief["parameters"]:
            self._set(setting["id"], setting["value"])
        channels = list(strategy.channels)
        self._session = Session(channels, brief, surroundings)
        self._session.parameters = self._parameters
        self._session.rehearsal = list(rehearsal)
        self._tapes = {}
        for stream in brief["streams"]:
            tape = AudioTape(stream)
            self._tapes[stream["participant"]] = tape
            self._session.audio[stream["participant"]] = tape.stream
        self._streams = list(self._tapes.values())
        self._rest = numpy.zeros(sum(channel.width for channel in channels), numpy.float32)
        column = 0
        for channel in channels:
            column += channel.width
            self._rest[column - 1] = channel.kind == "rotation"
        self.calls = self.nanoseconds = self.longest = 0
        self._instance = self._call(CREATE, strategy)
        try:
            self.lookahead = self._prepare()
        except Refusal:
            self.close()
            raise

    def feed_records(self, entries):
        """Takes pairs of due frame and record, none due before one already fed; None stands for a record that
        this library does not know."""
        for due, record in entries:
            if due < self._last_due:
                raise Breach("records out of order")
            self._last_due = due
            if record is not None:
                self._due.append((due, record))

    def feed_audio(self, participant, rows, samples):
        """Takes a participant's audio that continues what was fed before."""
        self._tape(participant).append(rows, samples)

    def feed_known(self, participant, first, known):
        """Takes how many rows and samples are known at frames from `first` on."""
        self._tape(participant).schedule(first, known)

    def render(self, first, frames):
        """Renders a block into the first rows of its memory; afterwards `calls`, `nanoseconds` and `longest` tell
        of the calls that it took."""
        if not 1 <= frames <= len(self.rows) or not (self._next or 0) <= first < 1 << 40:
            raise Breach(f"a block of {frames} frames from {first}, where frames go on from {self._next or 0}")
        self._next = last = first + frames
        self.calls = self.nanoseconds = self.longest = 0
        render = self._instance.render
        progress = self._progress
        all_rows, all_activity = self.rows, self.activity
        all_rows[:frames] = self._rest
        all_activity[:frames] = 1
        frame = first
        while frame < last:
            end = last
            if self._due:
                if self._due[0][0] <= frame:
                    self._deliver(frame)
                if self._due and self._due[0][0] < end:
                    end = self._due[0][0]
            for tape in self._streams:
                tape.publish(frame)
                end = tape.next_change(end)
            rows = all_rows[frame - first:end - first]
            activity = all_activity[frame - first:end - first]
            progress[1] = frame
            progress[2] = end
            progress[0] = RENDER
            self.calls += 1
            begun = time.perf_counter_ns() if self._measure else 0
            try:
                answer = render(frame, rows, activity)
            except Exception as error:
                raise self._refusal(RENDER, error, frame, end) from error
            if begun:
                taken = time.perf_counter_ns() - begun
                self.nanoseconds += taken
                if taken > self.longest:
                    self.longest = taken
            if answer is not None:
                raise Refusal(
                    "render", f"render returned {type(answer).__name__}: write into rows (rows[:] = ...) and "
                    "return nothing", first=frame, end=end)
            frame = end
        progress[0] = NONE

    def save(self):
        """The instance's state as bytes; None when it has none."""
        if not self._keeps_state():
            return None
        state = self._call(SAVE, self._instance.save)
        if not isinstance(state, (bytes, bytearray, memoryview)):
            raise Refusal("save", f"save returned {type(state).__name__}: return bytes")
        # What parameters have become belongs to the state, though the strategy does not hold them.
        values = numpy.array(list(self._parameters.values()), "<f8")
        return values.tobytes() + bytes(state)

    def load(self, state):
        """Takes on a saved state; False when the strategy has none."""
        if not self._keeps_state():
            return False
        length = 8 * len(self._parameters)
        if len(state) < length:
            raise Refusal("load", f"a state of {len(state)} bytes: it was saved by another build")
        values = numpy.frombuffer(state[:length], "<f8")
        for id, value in zip(list(self._parameters), values.tolist()):
            self._set(id, value)
        self._call(LOAD, self._instance.load, state[length:])
        return True

    def close(self):
        """Ends the instance. Errors of its `close` are noted."""
        instance, self._instance = self._instance, None
        if instance is None:
            return
        try:
            self._call(DESTROY, instance.close)
        except Refusal as refusal:
            self._session.log(f"close failed: {refusal.text}")

    def _prepare(self):
        lookahead = self._call(PREPARE, self._instance.prepare, self._session)
        if lookahead is None:
            return 0
        try:
            frames = lookahead.__index__()
        except AttributeError:
            frames = -1
        if not 0 <= frames <= LARGEST_LOOKAHEAD:
            raise Refusal(
                "prepare", f"prepare returned {lookahead!r}: return the lookahead in whole frames, "
                f"0...{LARGEST_LOOKAHEAD}")
        return frames

    def _deliver(self, frame):
        due = self._due
        records = []
        while due and due[0][0] <= frame:
            record = due.popleft()[1]
            if record.kind == "parameter" and record.op != "cancel":
                self._set(record.text, record.value)
            records.append(record)
        self._call(RECEIVE, self._instance.receive, records, first=frame, end=frame + 1)

    def _set(self, id, value):
        if id in self._parameters and value is not None and math.isfinite(value):
            self._parameters[id] = float(value)

    def _tape(self, participant):
        try:
            return self._tapes[participant]
        except KeyError:
            raise Breach(f"audio of participant {participant}, who has no stream") from None

    def _keeps_state(self):
        return callable(getattr(self._instance, "save", None)) and callable(getattr(self._instance, "load", None))

    def _call(self, call, function, *arguments, first=None, end=None):
        progress = self._progress
        progress[1] = first or 0
        progress[2] = end or 0
        progress[0] = call
        try:
            result = function(*arguments)
        except Exception as error:
            raise self._refusal(call, error, first, end) from error
        progress[0] = NONE
        return result

    def _refusal(self, call, error, first, end):
        self._progress[0] = NONE
        status = _FAILED
        if isinstance(error, UnsupportedSession):
            status = _UNSUPPORTED
        elif isinstance(error, MemoryError):
            status = _OUT_OF_MEMORY
        return Refusal(_NAMES[call], account(error, self._folder), status, first, end)
