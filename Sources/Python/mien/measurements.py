"""Answers a host that measures takes with the functions of one script: `measure`, or `rows` and `reduce`, or `encode`.

Requests, beside the worker protocol's own: FEED appends what stands in the inbox to the parcel; CALL runs a function
on the parcel and says how many bytes its result has; FETCH puts the next part of the result into the inbox.
"""

import json
import numbers
import os
import random
import struct
import traceback

import numpy

from . import wire
from .metric import Take, Undefined, parcel
from .refusal import Breach, Refusal, account, one_line

CALL, FETCH = 16, 17
MEASURE, ROWS, REDUCE, ENCODE = range(1, 5)
FUNCTIONS = {MEASURE: "measure", ROWS: "rows", REDUCE: "reduce", ENCODE: "encode"}
_PROGRESS = {MEASURE: 9, ROWS: 10, REDUCE: 11, ENCODE: 12}
LARGEST_PARCEL = 2 << 30
LARGEST_RESULT = 1 << 30
_LARGEST_NAME_COUNT = 1000


class Measurements:
    """The worker between ready and the end of its socket."""

    def __init__(self, functions, line, memory, folder):
        self._functions = functions
        self._line = line
        self._memory = memory
        self._folder = str(folder)
        self._parcel = bytearray()
        self._result = b""
        self._told = set()

    def serve(self):
        """Answers until the other side is gone."""
        answers = {wire.FEED: self._feed, CALL: self._call, FETCH: self._fetch}
        while True:
            try:
                request = self._line.request()
                if request is None:
                    break
                operation, a, b, c, length, _ = request
                answer = answers.get(operation)
                if answer is None:
                    raise Breach(f"operation {operation}")
                answer(a, length)
            except Refusal as refusal:
                cause = refusal.__cause__
                if cause is not None and refusal.text not in self._told:
                    # Once: every other take would say the same.
                    self._told.add(refusal.text)
                    traceback.print_exception(type(cause), cause, cause.__traceback__)
                self._line.reply(wire.REFUSED, text=refusal.json())
            except Breach as breach:
                self._line.reply(wire.BREACHED, text=str(breach).encode("utf-8", "replace"))
            except ConnectionError:
                break

    def _feed(self, _, length):
        if len(self._parcel) + length > LARGEST_PARCEL:
            raise Breach(f"a parcel of more than {LARGEST_PARCEL} bytes")
        self._parcel += self._memory.inbox(length)
        self._line.reply(wire.DONE)

    def _call(self, call, _):
        # A fresh one: arrays look into the old one for as long as somebody keeps them.
        data, self._parcel = self._parcel, bytearray()
        if call not in FUNCTIONS:
            raise Breach(f"call {call}")
        name = FUNCTIONS[call]
        if name not in self._functions:
            raise Breach(f"the script has no {name}")
        try:
            self._result = self._run(call, name, self._functions[name], data)
        except (KeyError, struct.error) as error:
            raise Breach(f"a parcel that cannot be read: {error!r}") from None
        self._line.reply(wire.DONE, len(self._result))

    def _run(self, call, name, function, data):
        try:
            if call in (MEASURE, ROWS):
                take = Take.decode(data)
                arguments = (take,)
                sown = f"{take.recording}/{take.participant}@{take.seed}"
            else:
                brief, arrays = parcel(data)
                arguments = tuple(_matrix(arrays[key], *brief["shapes"][key]) for key in ("rows", "reference"))
                sown = name
                if call == ENCODE:
                    arguments = (_windows(arguments[0], *brief["windows"]),)
                    sown = brief["sown"]
        except (KeyError, TypeError, ValueError) as error:
            raise Breach(f"a parcel that cannot be read: {error!r}") from None
        _sow(sown)
        self._memory.progress[0] = _PROGRESS[call]
        try:
            answer = function(*arguments)
            place = f"{_place(function, self._folder)}: {name}"
            if call in (ROWS, ENCODE):
                return _rows(answer, place, len(arguments[0]) if call == ENCODE else None)
            return _quantities(answer, place)
        except Refusal:
            raise
        except Undefined as undefined:
            return _told({"undefined": one_line(undefined.reason, 500)})
        except MemoryError as error:
            raise Refusal(name, account(error, self._folder), -4) from error
        except SystemExit as error:
            raise Refusal(name, f"it ends the process with {error.code!r} ({_place(function, self._folder)})") from None
        except Exception as error:
            raise Refusal(name, account(error, self._folder)) from error
        finally:
            self._memory.progress[0] = 0

    def _fetch(self, offset, _):
        part = self._result[offset:offset + wire.INBOX_SIZE]
        self._memory.inbox(len(part))[:] = part
        self._line.reply(wire.DONE, len(part))


def functions(module):
    """The functions of a script that a host may call, by name."""
    found = {}
    for name in FUNCTIONS.values():
        value = getattr(module, name, None)
        if callable(value):
            found[name] = value
    return found


def _sow(text):
    """Seeds the generators that a script may draw from without seeding: by what is measured, not by what came before."""
    random.seed(text)
    numpy.random.seed([byte for byte in text.encode()] or [0])


def _quantities(answer, place):
    """The numbers of a score: one, or several by name."""
    if isinstance(answer, Undefined):
        return _told({"undefined": one_line(answer.reason, 500)})
    if not isinstance(answer, dict):
        return _told({"values": {"": _number(answer, place, "")}})
    if len(answer) > _LARGEST_NAME_COUNT:
        raise Refusal("measure", f"{place} gave {len(answer)} names, {_LARGEST_NAME_COUNT} are the most")
    values = {}
    for name, value in answer.items():
        if not isinstance(name, str) or not name:
            raise Refusal("measure", f"{place} gave {one_line(repr(name), 60)} where a name belongs")
        values[name] = _number(value, place, f" as '{one_line(name, 60)}'")
    return _told({"values": values})


def _number(value, place, what):
    if isinstance(value, Undefined):
        return {"undefined": one_line(value.reason, 500)}
    if isinstance(value, numpy.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, (bool, numpy.bool_)) or not isinstance(value, numbers.Real):
        raise Refusal(
            "measure", f"{place} gave {_kind(value)}{what}: give a number, a dict of numbers by name, or Undefined(reason)")
    number = float(value)
    if not numpy.isfinite(number):
        return {"undefined": f"{place} gave {number}{what}", "fault": True}
    return {"value": number}


def _rows(answer, place, count):
    """Rows of numbers: JSON of their shape, zeros up to a multiple of 8, the numbers."""
    if isinstance(answer, Undefined):
        return _told({"undefined": one_line(answer.reason, 500)})
    try:
        array = numpy.asarray(answer)
        if array.dtype.kind not in "fiu":
            raise TypeError
        array = numpy.ascontiguousarray(array, "<f8")
    except (TypeError, ValueError):
        raise Refusal("rows", f"{place} gave {_kind(answer)}: give an array of numbers, rows x columns") from None
    if array.ndim != 2:
        raise Refusal("rows", f"{place} gave an array of shape {array.shape}: give rows x columns")
    if array.shape[1] == 0:
        raise Refusal("rows", f"{place} gave rows of no numbers: give one at least in each")
    if count is not None and len(array) != count:
        raise Refusal("rows", f"{place} gave {len(array)} rows for {count} windows: give one each")
    if array.nbytes > LARGEST_RESULT:
        raise Refusal("rows", f"{place} gave {array.nbytes} bytes, {LARGEST_RESULT} are the most")
    finite = numpy.isfinite(array).all(axis=1)
    if not finite.all():
        return _told({"undefined": f"{place} gave NaN or infinity in row {int(numpy.argmin(finite))}", "fault": True})
    return _told({"shape": list(array.shape)}) + array.tobytes()


def _told(fields):
    text = json.dumps(fields, separators=(",", ":")).encode()
    return struct.pack("<Q", len(text)) + text + bytes(-len(text) % 8)


def _kind(value):
    return f"an array of shape {value.shape} and type {value.dtype}" if isinstance(value, numpy.ndarray) else (
        f"{type(value).__name__} {one_line(repr(value), 60)}" if value is not None else "None")


def _place(function, folder):
    code = getattr(function, "__code__", None)
    if code is None:
        return type(function).__name__
    return f"{os.path.relpath(code.co_filename, folder)}:{code.co_firstlineno}"


def _matrix(array, rows, columns):
    return array.reshape(rows, columns)


def _windows(rows, frames, hop):
    """Windows x frames x columns, looking into the rows."""
    count = (len(rows) - frames) // hop + 1 if len(rows) >= frames else 0
    if count == 0:
        return numpy.zeros((0, frames, rows.shape[1]), rows.dtype)
    every = numpy.lib.stride_tricks.sliding_window_view(rows, frames, axis=0)
    return every[::hop][:count].transpose(0, 2, 1)
