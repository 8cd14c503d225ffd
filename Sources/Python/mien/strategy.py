"""What the author of a strategy writes: a subclass of `Strategy` with its declarations."""

from typing import NamedTuple

# Floats that each kind of channel takes in a row.
WIDTHS = {"weight": 1, "angle": 1, "rotation": 4, "translation": 3}


class Channel(NamedTuple):
    """A curve that a strategy writes. Make one with `weight`, `angle`, `rotation` or `translation`."""

    name: str
    kind: str

    @property
    def width(self):
        """Floats in a row."""
        return WIDTHS[self.kind]


class Parameter(NamedTuple):
    """A number that a user may turn. Make one with `parameter`."""

    id: str
    title: str
    unit: str
    minimum: float
    maximum: float
    initial: float


def weight(name):
    """A blend-shape weight 0...1, rest 0: one float. ARKit names (`jawOpen`) or an own one."""
    return Channel(name, "weight")


def angle(name):
    """An angle in radians, rest 0: one float. `gaze.yaw`, `gaze.pitch` or an own name."""
    return Channel(name, "angle")


def rotation(bone):
    """A bone's rotation, unit quaternion x y z w, rest 0 0 0 1: four floats. VRM 1.0 bone names; the
    channel is called `<bone>.rotation`."""
    return Channel(_suffixed(bone, ".rotation"), "rotation")


def translation(bone):
    """A bone's translation from rest in metres: three floats; the channel is `<bone>.translation`."""
    return Channel(_suffixed(bone, ".translation"), "translation")


def parameter(id, title="", unit="", *, minimum, maximum, initial):
    """A number that a user may turn with `--set id=value`, within minimum...maximum."""
    return Parameter(id, title or id, unit, minimum, maximum, initial)


class UnsupportedSession(Exception):
    """Raise it in `prepare` when this session cannot be served: its rate, channels, language."""


class Strategy:
    """A behavior model. One instance makes one take, on one thread.

    Order of calls: `__init__()` without arguments, `prepare` once, then `receive` and `render` as the session
    goes, `close`. An exception in any of them refuses the take and is told to the user with its line.
    """

    #: Lower case, digits, "-" and "."; the same as in strategy.json. A class without one is not offered.
    id = None
    #: Semantic version of the behavior: a change of output is a change of version.
    version = None
    #: For lists; the id unless given.
    title = ""
    #: One sentence.
    summary = ""
    #: Who made it.
    vendor = ""
    #: Any of "words", "phones", "own-audio", "partner-audio", "rehearsal": all that makes a difference to it.
    #: Audio and rehearsal sessions are there only where they are named; records come in any case.
    needs = frozenset()
    #: What it writes, in the order of its rows.
    channels = ()
    #: Numbers that a user may turn.
    parameters = ()
    #: 0: same inputs and seed give the same bytes; else the largest difference to expect.
    tolerance = 0.0

    # Methods `save(self) -> bytes` and `load(self, state)` may be added, both or neither: a fresh instance,
    # prepared for the same session and given the bytes saved before frame k, goes on with frame k.

    def prepare(self, session):
        """Binds the session. Returns the lookahead in frames, 0...600; None is 0."""
        return 0

    def receive(self, records):
        """Takes a list of `Record`: all that became known since the last call, in order."""

    def render(self, first, rows, activity):
        """Writes frames first ... first + len(rows) - 1, within which nothing new becomes known.

        `rows` is a float32 array, frames x floats, over the host's memory, set to rest; `activity`, frames x
        channels, is set to 1: how far the strategy holds each channel. Write into them (`rows[:, 0] = ...`)
        and return nothing. Every frame is asked for once, in order; output must not depend on how frames are
        grouped into calls. Both arrays end with the call.
        """
        raise NotImplementedError

    def close(self):
        """Ends the instance. No call follows."""


def _suffixed(bone, suffix):
    return bone if not isinstance(bone, str) or bone.endswith(suffix) else bone + suffix
