"""Runs a strategy without a host, for its author's tests: records and sound in, rows out.

    from mien.testing import Session

    session = Session(Lips, seed=1, parameters={"gain": 0.5}, bundle="lips.strategy")
    session.hear(samples)                       # 16 kHz, of the one performed
    session.word("hello", start=0.5, end=0.9)   # becomes known at 0.5 unless arrival says otherwise
    take = session.render(frames=120)
    take["jawOpen"]                             # 120 x 1 floats
    session.check_blocks(frames=120)            # the same at blocks of 1, 7 and 60
    session.check_state(frames=120, at=[50])    # save and load, where the strategy has them
"""

import fractions
import pathlib

import numpy

from . import declaration
from .driver import Driver
from .record import FLICKS_PER_SECOND, Record, flicks, seconds
from .session import RehearsalSession, Surroundings, slices

_GUARD = numpy.array([0x7FC0DEAD], numpy.uint32)


class Take:
    """What a strategy rendered: `rows` (frames x floats), `activity` (frames x channels), `notes`, `lookahead`.
    `take[name]` is one channel, frames x its floats."""

    def __init__(self, rows, activity, columns, notes, lookahead):
        self.rows = rows
        self.activity = activity
        self.columns = columns
        self.notes = notes
        self.lookahead = lookahead

    def __getitem__(self, name):
        return self.rows[:, self.columns[name]]


class Session:
    """A session in the making: what happens in it is added first, then it is rendered as often as wanted, each
    time by a fresh instance.

    `bundle` is the path of the bundle folder: `session.bundle`, and `session.resources` where it has a folder
    `resources` and no other path is given."""

    def __init__(
            self, strategy, *, fps=60, seed=1, parameters=None, participant="me", participants=2, language="en",
            absent=(), numbers=None, resources="", scratch="", bundle=None, device="cpu"):
        declaration.descriptor(strategy)
        self.strategy = strategy
        self.rate = _exact(fps)
        self._channels = list(strategy.channels)
        if bundle is not None:
            bundle = pathlib.Path(bundle).resolve()
            if not bundle.is_dir():
                raise ValueError(f"bundle '{bundle}' is no folder: give the one that holds strategy.json")
            if not resources and (bundle / "resources").is_dir():
                resources = bundle / "resources"
        self._surroundings = (bundle, device)
        self._brief = {
            "strategy": strategy.id, "rate": [self.rate.numerator, self.rate.denominator], "seed": seed,
            "participantCount": participants, "participant": participant, "language": language,
            "present": [channel.name not in absent for channel in self._channels],
            "parameters": [{"id": id, "value": value} for id, value in (parameters or {}).items()],
            "numbers": dict(numbers or {}), "resources": str(resources), "scratch": str(scratch), "measure": False}
        self._records = []
        self._audio = {}
        self._rehearsal = []
        self._last_id = 0

    def hear(self, samples, *, participant=0, columns=(), rows=None, rate=16_000):
        """Adds a participant's speech, from session time 0: samples, and features (100 rows a second)."""
        if rows is None:
            rows = numpy.zeros((0, len(columns)))
        self._audio[participant] = (
            numpy.asarray(rows, numpy.float32), numpy.asarray(samples, numpy.float32), tuple(columns), rate)

    def rehearse(self, id, fps, channels, rows):
        """Adds a session to learn from."""
        rows = numpy.array(rows, numpy.float32)
        rows.flags.writeable = False
        self._rehearsal.append(RehearsalSession(id, _exact(fps), list(channels), rows))

    def record(self, kind, *, start=None, end=None, arrival=None, id=None, **fields):
        """Adds a record of any kind and gives its id. It becomes known at `arrival`, else when it begins."""
        if id is None:
            self._last_id += 1
            id = self._last_id
        known = flicks(arrival if arrival is not None else start or 0)
        begun, ended = flicks(start), flicks(end)
        self._records.append(Record(
            kind, id=id, start=seconds(begun), end=seconds(ended), arrival=seconds(known), start_flicks=begun,
            end_flicks=ended, arrival_flicks=known, **fields))
        return id

    def word(self, text, start, end, **fields):
        """Adds a spoken word and gives its id."""
        return self.record("word", text=text, start=start, end=end, **fields)

    def phone(self, text, start, end, **fields):
        """Adds a phone and gives its id."""
        return self.record("phone", text=text, start=start, end=end, **fields)

    def cue(self, cue, text, start=None, end=None, value=1.0, **fields):
        """Adds something to express and gives its id."""
        return self.record("cue", cue=cue, text=text, start=start, end=end, value=value, **fields)

    def parameter(self, id, value, at):
        """A user turns a parameter at a time."""
        return self.record("parameter", text=id, value=value, arrival=at)

    def cancel(self, kind, id, end, arrival, **fields):
        """Takes a thing back from `end` on; that becomes known at `arrival`."""
        return self.record(kind, op="cancel", id=id, end=end, arrival=arrival, **fields)

    def render(self, frames, block=60, *, handing_over=None):
        """Renders a take of so many frames in blocks of at most `block`. Raises what the strategy raises, and
        AssertionError when it writes past its rows or leaves something that is no number.

        `handing_over` is a frame, a whole number of blocks from the first, at which a fresh instance goes on
        with the state that the first one saved."""
        width = sum(channel.width for channel in self._channels)
        count = len(self._channels)
        memory = numpy.full((block, width + 4), _GUARD).view(numpy.float32)
        levels = numpy.full((block, count + 4), _GUARD).view(numpy.float32)
        brief = dict(
            self._brief, largestSpan=block, rowWidth=width, channelCount=count,
            streams=[
                {"participant": participant, "columns": list(columns), "rowsPerSecond": 100,
                 "samplesPerSecond": rate, "rows": len(rows), "samples": len(samples)}
                for participant, (rows, samples, columns, rate) in self._audio.items()])
        notes = []
        bundle, device = self._surroundings
        def make():
            return Driver(
                self.strategy, brief, memory[:, :width], levels[:, :count],
                surroundings=Surroundings(bundle, device, notes.append), rehearsal=self._rehearsal)

        driver = make()
        self._feed(driver, 0, frames)
        rest = self._rest(width)
        rows = numpy.empty((frames, width), numpy.float32)
        activity = numpy.empty((frames, count), numpy.float32)
        for first in range(0, frames, block):
            size = min(block, frames - first)
            if first == handing_over:
                state = driver.save()
                driver.close()
                driver = make()
                if state is None or not driver.load(state):
                    raise AssertionError("the strategy has no save and load")
                self._feed(driver, first, frames)
            memory[:size, :width] = rest
            levels[:size, :count] = 1
            driver.render(first, size)
            rows[first:first + size] = memory[:size, :width]
            activity[first:first + size] = levels[:size, :count]
        driver.close()
        for outside in (memory[:, width:], levels[:, count:]):
            if (numpy.ascontiguousarray(outside).view(numpy.uint32) != 0x7FC0DEAD).any():
                raise AssertionError("the strategy wrote past its rows")
        if not (numpy.isfinite(rows).all() and numpy.isfinite(activity).all()):
            frame = int(numpy.argwhere(~numpy.isfinite(rows).all(1) | ~numpy.isfinite(activity).all(1))[0][0])
            raise AssertionError(f"frame {frame} holds something that is no finite number")
        return Take(rows, activity, slices(self._channels), notes, driver.lookahead)

    def check_blocks(self, frames, blocks=(1, 7, 60)):
        """Renders at several sizes of block; raises AssertionError where they differ. Gives the take."""
        takes = [self.render(frames, block) for block in blocks]
        for block, take in zip(blocks[1:], takes[1:]):
            for name, columns in take.columns.items():
                differs = (take.rows[:, columns] != takes[0].rows[:, columns]).any(1)
                if differs.any():
                    raise AssertionError(
                        f"'{name}' at frame {int(differs.argmax())} differs between blocks of {blocks[0]} and "
                        f"{block}: decide per frame or per event, never per call of render")
            if (take.activity != takes[0].activity).any():
                raise AssertionError(f"activity differs between blocks of {blocks[0]} and {block}")
        return takes[0]

    def check_state(self, frames, at):
        """Saves and goes on in a fresh instance at each of the frames; raises AssertionError where that shows."""
        whole = self.render(frames, 1)
        for frame in at:
            parts = self.render(frames, 1, handing_over=frame)
            differs = (parts.rows != whole.rows).any(1) | (parts.activity != whole.activity).any(1)
            if differs.any():
                raise AssertionError(
                    f"saved at frame {frame}, frame {int(differs.argmax())} differs: something is missing from save")

    def _feed(self, driver, first, frames):
        lookahead = driver.lookahead
        rate = self.rate

        def due(record):
            # The first frame k with arrival <= t(k + lookahead).
            exact = fractions.Fraction(record.arrival_flicks, FLICKS_PER_SECOND) * rate
            return max(0, -(-exact.numerator // exact.denominator) - lookahead)

        entries = sorted(((due(record), record) for record in self._records), key=lambda e: (e[0], e[1].arrival))
        driver.feed_records([entry for entry in entries if entry[0] < frames and (entry[0] >= first or not first)])
        for participant, (rows, samples, _, samples_per_second) in self._audio.items():
            driver.feed_audio(participant, rows, samples)
            known = [
                ((k + lookahead) * 100 * rate.denominator // rate.numerator,
                 (k + lookahead) * samples_per_second * rate.denominator // rate.numerator)
                for k in range(first, frames)]
            driver.feed_known(participant, first, numpy.array(known, numpy.int64).reshape(-1, 2))

    def _rest(self, width):
        rest = numpy.zeros(width, numpy.float32)
        for channel in self._channels:
            if channel.kind == "rotation":
                rest[slices(self._channels)[channel.name].stop - 1] = 1
        return rest


def _exact(fps):
    """The rate that a number stands for: 29.97 is 30000/1001."""
    broadcast = fractions.Fraction(round(fps * 1.001) * 1000, 1001)
    if fps != round(fps) and abs(broadcast - fps) < 0.005:
        return broadcast
    return fractions.Fraction(fps).limit_denominator(1000)
