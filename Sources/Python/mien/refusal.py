"""Refusals: what failed in a strategy, told in one line with the places in its own files."""

import errno
import json
import os
import socket
import traceback

from . import sandbox

LENGTH = 500
_SANDBOX = " (the sandbox: write in session.scratch, declare more under access in strategy.json)"


class Refusal(Exception):
    """A call of the strategy that failed, or that gave what it may not give."""

    def __init__(self, function, text, status=-1, first=None, end=None):
        super().__init__(text)
        self.function = function
        self.text = one_line(text, LENGTH)
        self.status = status
        self.first = first
        self.end = end

    def json(self):
        """The text of a reply of status 1."""
        fields = {"function": self.function, "status": self.status}
        if self.first is not None:
            fields.update(first=self.first, end=self.end)
        fields["text"] = self.text
        return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")


class Breach(Exception):
    """The other side broke the protocol."""


def account(error, folder):
    """One line: type and message of an exception, and its lines inside `folder`, the innermost first; a word on
    the sandbox where that may be why."""
    hint = _SANDBOX if sandbox.walls and is_denial(error) else ""
    return _account(error, folder, LENGTH - len(hint)) + hint


def is_denial(error):
    """Whether the system refused something for lack of rights: in this exception or in one that it stems from."""
    seen, left = set(), [error]
    while left:
        one = left.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        if isinstance(one, PermissionError) or isinstance(one, OSError) and one.errno in (errno.EPERM, errno.EACCES):
            return True
        # Without a network no name is found.
        if isinstance(one, socket.gaierror) and "network" in sandbox.walls:
            return True
        seen.add(id(one))
        # What urllib wraps stands in `reason`.
        left += [one.__cause__, one.__context__, getattr(one, "reason", None)]
    return False


def _account(error, folder, length):
    name = type(error).__name__
    message = one_line(str(error), length)
    if isinstance(error, SyntaxError) and error.filename:
        message = f"{error.msg} ({os.path.basename(error.filename)}:{error.lineno})"
    places = []
    prefix = os.path.join(os.path.realpath(folder), "") if folder else None
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = os.path.realpath(frame.filename)
        if prefix and path.startswith(prefix):
            places.append(f"{path[len(prefix):]}:{frame.lineno} in {frame.name}")
    head = f"{name}: {message}" if message else name
    if not places:
        return one_line(head, length)
    tail = ""
    for place in places:
        longer = f"{tail}; {place}" if tail else place
        if len(longer) > length // 2:
            longer = tail or one_line(place, length // 2)
            tail = longer
            break
        tail = longer
    return f"{one_line(head, length - len(tail) - 3)} ({tail})"


def one_line(text, length):
    """Foreign words on one line and of a length that can be read."""
    line = " ".join(str(text).split())
    return line if len(line) <= length else line[:max(0, length - 1)] + "…"
