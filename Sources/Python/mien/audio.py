"""One participant's audio inside the driver: what was fed waits here, what is known is shown to the strategy."""

from collections import deque

import numpy

from .refusal import Breach
from .session import AudioStream


class AudioTape:
    """Publishes audio frame by frame. Arrays that the strategy sees hold nothing that is not known yet."""

    def __init__(self, brief):
        self.stream = AudioStream(
            tuple(brief["columns"]), brief["rowsPerSecond"], brief["samplesPerSecond"])
        self.columns = len(brief["columns"])
        # Room for all that may come; pages are only taken as audio becomes known.
        rows = numpy.zeros((max(0, brief["rows"]), self.columns), numpy.float32)
        samples = numpy.zeros(max(0, brief["samples"]), numpy.float32)
        self._rows = _Shown(rows)
        self._samples = _Shown(samples)
        self._changes = deque()  # (frame, known rows, known samples), where they differ from the frame before
        self._latest = (0, 0)
        self._show()

    def append(self, rows, samples):
        """Takes audio that continues what was fed before; both are copied."""
        self._rows.wait(rows)
        self._samples.wait(samples)

    def schedule(self, first, known):
        """Takes how much is known at frames from `first` on: an integer array, frames x (rows, samples)."""
        changes = self._changes
        while changes and changes[-1][0] >= first:
            changes.pop()
        latest = changes[-1][1:] if changes else self._latest
        for frame, (rows, samples) in enumerate(known.tolist(), first):
            if rows > latest[0] or samples > latest[1]:
                latest = (max(latest[0], rows), max(latest[1], samples))
                changes.append((frame, *latest))

    def publish(self, frame):
        """Lets the strategy see what is known at a frame."""
        changes = self._changes
        if not changes or changes[0][0] > frame:
            return
        while changes and changes[0][0] <= frame:
            self._latest = changes.popleft()[1:]
        self._rows.raise_to(self._latest[0])
        self._samples.raise_to(self._latest[1])
        self._show()

    def next_change(self, limit):
        """The first frame to come, up to `limit`, at which more is known than was published last."""
        changes = self._changes
        return changes[0][0] if changes and changes[0][0] < limit else limit

    def _show(self):
        self.stream.rows = self._rows.view
        self.stream.samples = self._samples.view


class _Shown:
    """An array filled up to what is known, and the pieces that wait."""

    def __init__(self, array):
        self.array = array
        self.readable = array.view()
        self.readable.flags.writeable = False
        self.known = 0
        self.fed = 0
        self.waiting = deque()
        self.view = self.readable[:0]

    def wait(self, piece):
        if self.fed + len(piece) > len(self.array):
            raise Breach(f"{self.fed + len(piece)} rows or samples of audio where {len(self.array)} were announced")
        if len(piece):
            self.fed += len(piece)
            self.waiting.append(piece.copy())

    def raise_to(self, count):
        while self.known < count and self.waiting:
            piece = self.waiting[0]
            taken = min(len(piece), count - self.known)
            self.array[self.known:self.known + taken] = piece[:taken]
            self.known += taken
            if taken == len(piece):
                self.waiting.popleft()
            else:
                self.waiting[0] = piece[taken:]
        self.view = self.readable[:self.known]
