"""Answers requests: makes takes one after the other with the strategies of one script."""

import json
import os
import time
import traceback

from . import wire
from .driver import Driver
from .refusal import Breach, Refusal, one_line
from .session import Surroundings

_LARGEST_NOTE_COUNT = 1000


class Takes:
    """The worker between ready and the end of its socket."""

    def __init__(self, strategies, line, memory, *, bundle, device, notes=()):
        self._strategies = {strategy.id: strategy for strategy in strategies}
        self._line = line
        self._memory = memory
        self._standing = list(notes)  # told with every take, since they hold for every take
        self._notes = list(notes)
        self._surroundings = Surroundings(bundle, device, self._note)
        self._rehearsal = wire.Rehearsal()
        self._driver = None
        self._blocks = ()
        self._statm = os.open("/proc/self/statm", os.O_RDONLY) if os.path.exists("/proc/self/statm") else None
        self._page = os.sysconf("SC_PAGE_SIZE")
        self._answers = {
            wire.BEGIN: self._begin, wire.FEED: self._feed, wire.RENDER: self._render, wire.END: self._end,
            wire.SAVE: self._save, wire.LOAD: self._load, wire.RESIDENT: self._resident}

    def serve(self):
        """Answers until the other side is gone."""
        reply = self._line.reply
        while True:
            try:
                request = self._line.request()
                if request is None:
                    break
                operation, a, b, c, length, _ = request
                answer = self._answers.get(operation)
                if answer is None:
                    raise Breach(f"operation {operation}")
                answer(a, b, c, length)
            except Refusal as refusal:
                cause = refusal.__cause__
                if cause is not None:
                    traceback.print_exception(type(cause), cause, cause.__traceback__)
                reply(wire.REFUSED, text=refusal.json())
            except Breach as breach:
                reply(wire.BREACHED, text=str(breach).encode("utf-8", "replace"))
            except (MemoryError, OverflowError) as error:
                reply(wire.BREACHED, text=repr(error).encode())
            except ConnectionError:
                break
        self._close()

    def _begin(self, a, b, c, length):
        self._close()
        self._notes = list(self._standing)
        try:
            brief = json.loads(bytes(self._memory.inbox(length)))
            strategy = self._strategies.get(brief["strategy"])
            if strategy is None:
                raise Breach(f"no strategy '{brief['strategy']}': there are {', '.join(self._strategies)}")
            width = sum(channel.width for channel in strategy.channels)
            if (brief["rowWidth"], brief["channelCount"]) != (width, len(strategy.channels)):
                raise Breach(f"rows of {brief['rowWidth']} floats, where {width} were declared")
            self._blocks = [self._memory.block(brief, slot) for slot in range(wire.SLOTS)]
            rows, activity = self._blocks[0]
            self._driver = Driver(
                strategy, brief, rows, activity, surroundings=self._surroundings,
                rehearsal=self._rehearsal.sessions(), progress=self._memory.progress)
        except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
            raise Breach(f"a session that cannot be read: {error!r}") from None
        self._line.reply(wire.DONE, self._driver.lookahead)

    def _feed(self, a, b, slot, length):
        wire.feed(self._memory.inbox(length, slot), self._driver, self._rehearsal)
        self._line.reply(wire.DONE)

    def _render(self, first, frames, slot, length):
        driver = self._running()
        if length:
            wire.feed(self._memory.inbox(length, slot), driver, self._rehearsal)
        if slot >= wire.SLOTS:
            raise Breach(f"slot {slot}")
        driver.rows, driver.activity = self._blocks[slot]
        driver.render(first, frames)
        self._line.reply(wire.DONE, driver.calls, 0, driver.nanoseconds, driver.longest)

    def _end(self, a, b, c, length):
        self._close()
        notes, self._notes = self._notes, list(self._standing)
        self._line.reply(wire.DONE, self._bytes_resident(), text=_within(notes, wire.LARGEST_TEXT))

    def _save(self, a, b, c, length):
        state = self._running().save()
        if state is None:
            self._line.reply(wire.DONE, wire.NOTHING)
            return
        if len(state) > wire.INBOX_SIZE:
            raise Refusal("save", f"a state of {len(state)} bytes: {wire.INBOX_SIZE} are the most")
        self._memory.inbox(len(state))[:] = state
        self._line.reply(wire.DONE, len(state))

    def _load(self, a, b, c, length):
        loaded = self._running().load(bytes(self._memory.inbox(length)))
        self._line.reply(wire.DONE, 0 if loaded else wire.NOTHING)

    def _resident(self, a, b, c, length):
        self._line.reply(wire.DONE, self._bytes_resident(), time.process_time_ns())

    def _running(self):
        if self._driver is None:
            raise Breach("no take has begun")
        return self._driver

    def _close(self):
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def _bytes_resident(self):
        if self._statm is None:
            return 0
        return int(os.pread(self._statm, 128, 0).split()[1]) * self._page

    def _note(self, text):
        if len(self._notes) < _LARGEST_NOTE_COUNT:
            self._notes.append(one_line(text, 500))
        elif len(self._notes) == _LARGEST_NOTE_COUNT:
            self._notes.append("further notes are left out")


def _within(notes, limit):
    """Notes, one to a line, as far as whole ones fit."""
    lines = []
    left = limit
    for note in notes:
        line = note.encode("utf-8", "replace")
        left -= len(line) + 1
        if left < 0:
            break
        lines.append(line)
    return b"\n".join(lines)

