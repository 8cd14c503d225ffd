"""Records: what becomes known to a strategy, as values and as the bytes in which they come."""

import math
import struct
from typing import NamedTuple, Optional

FLICKS_PER_SECOND = 705_600_000

KINDS = {1: "turn", 2: "delta", 3: "word", 4: "phone", 5: "cue", 6: "audio", 7: "voice", 8: "parameter"}
OPERATIONS = {1: "announce", 2: "revise", 3: "cancel"}
CUES = {1: "emotion", 2: "emoji", 3: "stage", 4: "tool", 5: "gaze"}
HAS_START, HAS_END, HAS_VALUE, HAS_ANCHOR, HAS_TEXT, IS_ESTIMATED = 1, 2, 4, 8, 16, 32

# mien_record: size kind op flags cue participant offset id turn arrival start end value text text_length reserved
LAYOUT = struct.Struct("<IHHIIIIQQqqqdQII")
FIELDS = (
    "size", "kind", "op", "flags", "cue", "participant", "offset", "id", "turn", "arrival", "start", "end",
    "value", "text", "text_length", "reserved")


class Record(NamedTuple):
    """Something that became known. Frozen; what is not set is None. Times are of the session axis."""

    #: "turn", "delta", "word", "phone", "cue", "audio", "voice" or "parameter".
    kind: str
    #: "announce", "revise" (only what is set changes) or "cancel" (taken back from `end` on).
    op: str = "announce"
    #: The thing spoken of; "revise" and "cancel" repeat it.
    id: int = 0
    #: 0 is the one performed, 1... are the others.
    participant: int = 0
    #: Word, phone (ARPABET with stress digit, or SIL), cue, delta, id of a parameter.
    text: Optional[str] = None
    #: Seconds at which it begins and ends (half-open).
    start: Optional[float] = None
    end: Optional[float] = None
    #: Seconds at which it became known.
    arrival: float = 0.0
    #: Sort of a cue: "emotion", "emoji", "stage", "tool" or "gaze".
    cue: Optional[str] = None
    #: Strength of a cue 0...1, or a parameter's value.
    value: Optional[float] = None
    #: Id of the turn that it belongs to, and UTF-8 offset into that turn's text.
    turn: Optional[int] = None
    offset: int = 0
    #: Whether times were spread by rule instead of measured.
    estimated: bool = False
    #: The same times in whole flicks (1/705,600,000 s).
    start_flicks: Optional[int] = None
    end_flicks: Optional[int] = None
    arrival_flicks: int = 0


def decode(memory, offset, text_offset):
    """The record that lies at `offset`, its text at `text_offset`. None for a kind or operation that this
    library does not know."""
    (_, kind, op, flags, cue, participant, anchor, id, turn, arrival, start, end, value, _, length,
     _) = LAYOUT.unpack_from(memory, offset)
    kind = KINDS.get(kind)
    op = OPERATIONS.get(op)
    if kind is None or op is None:
        return None
    anchored = flags & HAS_ANCHOR
    start = start if flags & HAS_START else None
    end = end if flags & HAS_END else None
    text = None
    if flags & HAS_TEXT:
        text = bytes(memory[text_offset:text_offset + length]).decode("utf-8", "replace")
    return Record(
        kind, op, id, participant, text, seconds(start), seconds(end), arrival / FLICKS_PER_SECOND,
        CUES.get(cue), value if flags & HAS_VALUE and math.isfinite(value) else None,
        turn if anchored else None, anchor if anchored else 0, bool(flags & IS_ESTIMATED), start, end, arrival)


def seconds(flicks):
    """Seconds of whole flicks; None stays None."""
    return None if flicks is None else flicks / FLICKS_PER_SECOND


def flicks(seconds):
    """The flick nearest to a time in seconds; None stays None."""
    return None if seconds is None else round(seconds * FLICKS_PER_SECOND)
