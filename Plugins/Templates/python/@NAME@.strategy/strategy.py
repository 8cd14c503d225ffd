"""@TITLE@: the mouth opens with loudness, the head nods on words."""

import json
import math

import numpy

from mien import Strategy, parameter, rotation, weight

WINDOW = 0.03  # seconds of sound behind a frame that make its loudness
QUIET, LOUD = -50.0, -15.0  # dB of full scale: mouth shut, mouth open
OPENING, CLOSING = 0.025, 0.08  # seconds in which the jaw goes most of its way
NOD = 0.4  # seconds that a nod takes


class Behavior(Strategy):
    id = "@NAME@"
    version = "0.1.0"
    title = "@TITLE@"
    summary = "The mouth opens with loudness, the head nods on words."
    vendor = ""
    needs = {"words", "own-audio"}
    channels = [weight("jawOpen"), rotation("head")]
    parameters = [
        parameter("jaw", "How far the mouth opens", minimum=0, maximum=1, initial=0.6),
        parameter("nod", "Size of nods", "rad", minimum=0, maximum=0.3, initial=0.06),
    ]

    def prepare(self, session):
        self.session = session
        self.opening = 1 - math.exp(-1 / (OPENING * session.fps))
        self.closing = 1 - math.exp(-1 / (CLOSING * session.fps))
        self.jaw = 0.0
        self.nods = {}  # id of a word -> [second at which its nod begins, strength 0...1]
        return 0  # lookahead in frames: frame k rests on what is known at frame k + lookahead

    def receive(self, records):
        for record in records:
            if record.kind != "word" or record.participant != 0:
                continue
            now = record.arrival
            self.nods = {id: nod for id, nod in self.nods.items() if nod[0] + NOD > now}
            if record.op == "cancel":
                # It fell silent there: what has not begun by then does not happen.
                if record.id in self.nods and (record.end is None or self.nods[record.id][0] >= record.end):
                    del self.nods[record.id]
            elif record.start is not None:
                nod = self.nods.setdefault(record.id, [math.inf, 0.5])
                if nod[0] > now:  # a nod under way is not moved
                    nod[0] = max(record.start, now)
                if record.text:
                    nod[1] = min(1.0, len(record.text) / 6)

    def render(self, first, rows, activity):
        # Everything is decided per frame, so that it does not matter how frames are grouped into calls.
        for index in range(len(rows)):
            frame = first + index
            wanted = self.loudness(frame)
            self.jaw += (wanted - self.jaw) * (self.opening if wanted > self.jaw else self.closing)
            rows[index, 0] = self.session.parameters["jaw"] * self.jaw
            half = self.tilt(self.session.time(frame)) / 2
            rows[index, 1:5] = (math.sin(half), 0, 0, math.cos(half))  # x y z w: about the x axis, face down

    def loudness(self, frame):
        """0...1 by the sound that ends at a frame."""
        heard = self.session.window(0, frame, before=WINDOW)
        power = float(numpy.dot(heard, heard)) / len(heard)
        level = 10 * math.log10(power + 1e-12)
        return min(1.0, max(0.0, (level - QUIET) / (LOUD - QUIET)))

    def tilt(self, time):
        """Radians by which the head is down at a time."""
        total = 0.0
        for begin, strength in self.nods.values():
            if begin < time < begin + NOD:
                total += strength * math.sin(math.pi * (time - begin) / NOD) ** 2
        return self.session.parameters["nod"] * min(1.5, total)

    # With save and load a session can go on in another process. Both may be left out.

    def save(self):
        return json.dumps([self.jaw, list(self.nods.items())]).encode()

    def load(self, state):
        self.jaw, nods = json.loads(state)
        self.nods = dict(nods)
