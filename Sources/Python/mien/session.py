"""The session as a strategy sees it: rate, seed, character, audio so far, sessions to learn from."""

import fractions
import pathlib
import sys

import numpy


class AudioStream:
    """One participant's speech, readable up to what is known at the frame being rendered and no further.

    `samples` (float32, mono, full scale 1, from session time 0) and `rows` (float32, rows x columns; row r
    describes the frame that ends at (r + 1) / rows_per_second) are read-only views that grow between calls of
    `render`: read them anew in each.
    """

    __slots__ = ("columns", "rows_per_second", "samples_per_second", "rows", "samples")

    def __init__(self, columns, rows_per_second, samples_per_second):
        self.columns = columns
        self.rows_per_second = rows_per_second
        self.samples_per_second = samples_per_second
        self.rows = numpy.zeros((0, len(columns)), numpy.float32)
        self.samples = numpy.zeros(0, numpy.float32)


class RehearsalSession:
    """A recorded session of the character that a strategy may learn from. `rows` is float32, frames x floats,
    channels packed in the order of `channels`; `columns` gives the slice of each channel by name."""

    __slots__ = ("id", "rate", "fps", "channels", "columns", "rows")

    def __init__(self, id, rate, channels, rows):
        self.id = id
        self.rate = rate
        self.fps = float(rate)
        self.channels = channels
        self.columns = slices(channels)
        self.rows = rows


class Session:
    """What a session is like. It says nothing of length or content: those become known with time."""

    def __init__(self, channels, brief, surroundings):
        #: Frames per second: exact (`fractions.Fraction`) and as a float.
        self.rate = fractions.Fraction(*brief["rate"])
        self.fps = float(self.rate)
        #: `render` is never asked for more frames at once.
        self.largest_span = brief["largestSpan"]
        #: The only source of randomness; see `random`.
        self.seed = brief["seed"]
        #: Id of the one performed, and how many take part; the one performed is number 0.
        self.participant = brief["participant"]
        self.participants = brief["participantCount"]
        #: BCP 47, "" when unknown.
        self.language = brief["language"]
        #: By name of a declared channel: whether the character has it, and its slice of a row.
        self.present = {channel.name: bool(has) for channel, has in zip(channels, brief["present"])}
        self.columns = slices(channels)
        #: Values of the strategy's parameters, kept up to date before `receive` is called.
        self.parameters = {}
        #: The character's sheet.
        self.sheet = Sheet(brief["numbers"])
        #: `AudioStream` by participant, for those whose audio there is and the strategy needs.
        self.audio = {}
        #: List of `RehearsalSession`; empty unless the strategy needs "rehearsal".
        self.rehearsal = []
        #: Paths: the bundle, its folder `resources`, a folder to write in; each None where there is none.
        self.bundle = surroundings.bundle
        self.resources = surroundings.path(brief["resources"])
        self.scratch = surroundings.path(brief["scratch"])
        #: "device" of strategy.json, "cpu" unless it says otherwise.
        self.device = surroundings.device
        self._note = surroundings.note

    def column(self, name):
        """Position in a row of a channel that takes one float."""
        columns = self.columns[name]
        if columns.stop - columns.start != 1:
            raise ValueError(f"channel '{name}' takes {columns.stop - columns.start} floats: use columns['{name}']")
        return columns.start

    def random(self, stream):
        """A fresh numpy Generator of its own for a label: the same for the same seed, whatever else is drawn.

        Draw per event or per frame, never per call of `render`."""
        words = [self.seed, int.from_bytes(stream.encode("utf-8"), "little"), len(stream)]
        return numpy.random.Generator(numpy.random.PCG64(numpy.random.SeedSequence(words)))

    def time(self, frame):
        """Seconds at which a frame stands."""
        return frame * self.rate.denominator / self.rate.numerator

    def window(self, participant, frame, *, before, after=0.0):
        """Samples from `before` seconds before a frame to `after` behind it, always as many: zeros stand where
        nothing is there yet. More than the lookahead behind the frame is never known."""
        stream = self.audio.get(participant)
        rate = stream.samples_per_second if stream else 16_000
        middle = frame * self.rate.denominator * rate // self.rate.numerator
        first = middle - round(before * rate)
        last = middle + round(after * rate)
        cut = numpy.zeros(max(0, last - first), numpy.float32)
        if stream is not None:
            known = stream.samples[max(0, first):max(0, last)]
            start = max(0, -first)
            cut[start:start + len(known)] = known
        return cut

    def log(self, text):
        """Notes a line for the user."""
        self._note(text)


class Sheet:
    """The character's numbers by dotted key (`style.energy`, `limits.jawOpen.max`)."""

    def __init__(self, numbers):
        self.numbers = numbers

    def number(self, key, fallback):
        """A number of the sheet, or `fallback` when it does not say."""
        return self.numbers.get(key, fallback)


class Surroundings:
    """What a session takes from the process it runs in rather than from its brief."""

    def __init__(self, bundle=None, device="cpu", note=None):
        self.bundle = bundle
        self.device = device
        self.note = note or (lambda text: print(text, file=sys.stderr))

    def path(self, text):
        """An absolute path as `pathlib.Path`; None for ""."""
        return pathlib.Path(text) if text else None


def slices(channels):
    """The slice of a packed row that each channel takes, by name."""
    columns = {}
    start = 0
    for channel in channels:
        columns[channel.name] = slice(start, start + channel.width)
        start += channel.width
    return columns
