"""What metrics and encoders are given: a take, as arrays that can be read and not written.

    import numpy
    from mien import Undefined

    def measure(take):
        if "head" not in take.joints:
            return Undefined("the take has no head")
        head = take.rotation("head")
        return float(numpy.abs(numpy.diff(head, axis=0)).mean() * take.fps)
"""

import json
import struct
from fractions import Fraction

import numpy

WIDTHS = {"weight": 1, "angle": 1, "rotation": 4, "translation": 3}

#: The 52 face shapes of ARKit in the order of the columns of `take.face`.
FACE = (
    "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight", "cheekPuff",
    "cheekSquintLeft", "cheekSquintRight", "eyeBlinkLeft", "eyeBlinkRight", "eyeLookDownLeft", "eyeLookDownRight",
    "eyeLookInLeft", "eyeLookInRight", "eyeLookOutLeft", "eyeLookOutRight", "eyeLookUpLeft", "eyeLookUpRight",
    "eyeSquintLeft", "eyeSquintRight", "eyeWideLeft", "eyeWideRight", "jawForward", "jawLeft", "jawOpen", "jawRight",
    "mouthClose", "mouthDimpleLeft", "mouthDimpleRight", "mouthFrownLeft", "mouthFrownRight", "mouthFunnel",
    "mouthLeft", "mouthLowerDownLeft", "mouthLowerDownRight", "mouthPressLeft", "mouthPressRight", "mouthPucker",
    "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "mouthSmileLeft",
    "mouthSmileRight", "mouthStretchLeft", "mouthStretchRight", "mouthUpperUpLeft", "mouthUpperUpRight",
    "noseSneerLeft", "noseSneerRight", "tongueOut")

_SPAN_LISTS = ("turns", "words", "phones", "cues", "voice")


class Undefined(Exception):
    """There is no number, and why. Return it or raise it; zero is not its stand-in."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = str(reason)


class Motion:
    """Channels over frames. Every array is float32 and read-only."""

    def __init__(self, channels, rows, rate):
        #: Frames per second, exactly and as a float.
        self.rate = Fraction(rate)
        self.fps = float(self.rate)
        rows = numpy.asarray(rows, numpy.float32).view()
        rows.flags.writeable = False
        self._rows = rows
        #: Number of frames.
        self.frames = len(rows)
        self._kinds = dict(channels)
        self._columns = {}
        column = 0
        for name, kind in channels:
            self._columns[name] = slice(column, column + WIDTHS[kind])
            column += WIDTHS[kind]
        if rows.ndim != 2 or rows.shape[1] != column:
            raise ValueError(f"rows of {column} floats belong to these channels, not {rows.shape[1:]}")
        #: Names of all channels in the order of the columns of `rows`.
        self.channels = tuple(self._columns)
        #: Names of the face weights, of the joints that turn, of the joints that move.
        self.weight_names = self._named("weight")
        self.joints = tuple(name.removesuffix(".rotation") for name in self._named("rotation"))
        self.moved_joints = tuple(name.removesuffix(".translation") for name in self._named("translation"))

    @property
    def rows(self):
        """Everything: frames x columns."""
        return self._rows

    def __contains__(self, name):
        return name in self._columns

    def channel(self, name):
        """One channel, frames x its floats: 1 weight or angle, 4 rotation (x y z w), 3 translation (metres)."""
        try:
            return self._rows[:, self._columns[name]]
        except KeyError:
            raise Undefined(f"the take has no channel '{name}'") from None

    def weight(self, name):
        """A weight or an angle over frames."""
        return self.channel(name)[:, 0]

    def rotation(self, joint):
        """Quaternions x y z w of a joint, frames x 4: local, identity in the T-pose."""
        return self.channel(f"{joint}.rotation")

    def translation(self, joint):
        """Displacement of a joint in metres, frames x 3."""
        return self.channel(f"{joint}.translation")

    @property
    def weights(self):
        """Face weights, frames x `weight_names`."""
        return self._stacked(self._named("weight")).reshape(self.frames, -1)

    @property
    def face(self):
        """The 52 ARKit weights in the order of `FACE`, frames x 52; 0 where the take lacks one."""
        result = numpy.zeros((self.frames, len(FACE)), numpy.float32)
        for column, name in enumerate(FACE):
            if name in self._columns:
                result[:, column] = self.weight(name)
        return _sealed(result)

    @property
    def rotations(self):
        """Joint rotations, frames x `joints` x 4."""
        return self._stacked(self._named("rotation")).reshape(self.frames, len(self.joints), 4)

    @property
    def translations(self):
        """Joint displacements, frames x `moved_joints` x 3."""
        return self._stacked(self._named("translation")).reshape(self.frames, len(self.moved_joints), 3)

    @property
    def gaze(self):
        """Yaw and pitch of the gaze in radians, frames x 2; None without them."""
        names = ("gaze.yaw", "gaze.pitch")
        return self._stacked(names) if all(name in self for name in names) else None

    def _named(self, kind):
        return tuple(name for name, own in self._kinds.items() if own == kind)

    def _stacked(self, names):
        if not names:
            return _sealed(numpy.zeros((self.frames, 0), numpy.float32))
        return _sealed(numpy.concatenate([self.channel(name) for name in names], axis=1))


class Span:
    """Something that happened, in seconds: `start`, `end` (the same for a point), `text`, `participant`; `cue` and
    `value` of cues; `estimated` where its times were spread by rule."""

    __slots__ = ("id", "participant", "start", "end", "text", "cue", "value", "estimated")

    def __init__(self, participant, start, end=None, text="", cue=None, value=None, estimated=False, id=""):
        self.id = id
        self.participant = participant
        self.start = float(start)
        self.end = self.start if end is None else float(end)
        self.text = text
        self.cue = cue
        self.value = value
        self.estimated = bool(estimated)

    def __repr__(self):
        return f"Span({self.text!r}, {self.start:g}...{self.end:g} s, {self.participant})"


class Statistics:
    """What a channel does in the character's held-out sessions: `mean` and `deviation` of its columns."""

    __slots__ = ("mean", "deviation")

    def __init__(self, mean, deviation):
        self.mean = _sealed(numpy.asarray(mean, numpy.float64))
        self.deviation = _sealed(numpy.asarray(deviation, numpy.float64))


class Take(Motion):
    """A take: the motion to be measured, and all that happened in its conversation."""

    def __init__(
            self, channels, rows, rate, *, recording="", participant="me", seed=0, start=0.0, duration=None, turns=(),
            words=(), phones=(), cues=(), voice=(), envelope=None, performance=None, reference=None):
        super().__init__(channels, rows, rate)
        self.recording = recording
        self.participant = participant
        self.seed = seed
        #: Session time of frame 0 and length of the session, seconds.
        self.start = float(start)
        self.duration = self.frames / self.fps if duration is None else float(duration)
        #: Spans in order of start, everyone's.
        self.turns, self.words, self.phones, self.cues, self.voice = (
            tuple(spans) for spans in (turns, words, phones, cues, voice))
        #: Levels of the performer's voice as (start, levels per second, decibels); None where nobody needs them.
        self.envelope = envelope
        #: The performer's real motion as a `Motion`; None where the recording holds none.
        self.performance = performance
        #: `Statistics` by channel.
        self.reference = reference or {}

    @property
    def times(self):
        """Session time of every frame in seconds."""
        return self.start + numpy.arange(self.frames) / self.fps

    def own(self, spans):
        """The spans of the one who is performed."""
        return [span for span in spans if span.participant == self.participant]

    def partners(self, spans):
        """The spans of everybody else."""
        return [span for span in spans if span.participant != self.participant]

    def mask(self, spans):
        """Which frames lie in one of the spans, start included and end not."""
        result = numpy.zeros(self.frames, bool)
        times = self.times
        for span in spans:
            first, last = numpy.searchsorted(times, (span.start - 1e-9, span.end - 1e-9))
            result[first:last] = True
        return result

    @property
    def speaking(self):
        """Which frames the performer speaks in: by voice activity where there is any, else by words, else by turns."""
        for spans in (self.voice, self.words, self.turns):
            own = [span for span in self.own(spans) if span.end > span.start]
            if own:
                return self.mask(own)
        return numpy.zeros(self.frames, bool)

    @staticmethod
    def decode(data):
        """A take from what a host sends: see `parcel`."""
        brief, arrays = parcel(data)
        key = brief["key"]
        rate = Fraction(*brief["fps"])

        def motion_parts(description, name):
            channels = [(channel["name"], channel["kind"]) for channel in description["channels"]]
            width = sum(WIDTHS[kind] for _, kind in channels)
            return channels, arrays[name].reshape(description["frames"], width)

        channels, rows = motion_parts(brief, "track")
        performance = None
        if brief.get("performance"):
            told = brief["performance"]
            performance = Motion(*motion_parts(told, "performance"), Fraction(*told["fps"]))
        envelope = None
        if brief.get("envelope"):
            envelope = (brief["envelope"]["start"], brief["envelope"]["rate"], _sealed(arrays["envelope"]))
        spans = {name: [Span(**span) for span in brief["spans"].get(name, ())] for name in _SPAN_LISTS}
        return Take(
            channels, rows, rate, recording=key["recording"], participant=key["participant"], seed=key["seed"],
            start=brief["start"], duration=brief["duration"], envelope=envelope, performance=performance,
            reference={name: Statistics(**told) for name, told in brief["reference"].items()}, **spans)


def parcel(data):
    """The JSON object and the arrays of what a host sends: length of the JSON as 8 bytes, the JSON, zeros up to a
    multiple of 8, then the arrays that `arrays` in it names with offset, count and type."""
    view = memoryview(data)
    if len(view) < 8:
        raise ValueError("fewer than 8 bytes")
    (length,) = struct.unpack_from("<Q", view)
    base = (8 + length + 7) & ~7
    if length > len(view) - 8:
        raise ValueError(f"a text of {length} bytes in {len(view)}")
    brief = json.loads(bytes(view[8:8 + length]))
    arrays = {
        name: numpy.frombuffer(view, {"f4": "<f4", "f8": "<f8"}[told["type"]], told["count"], base + told["offset"])
        for name, told in brief["arrays"].items()}
    return brief, arrays


def _sealed(array):
    array = array.view()
    array.flags.writeable = False
    return array
