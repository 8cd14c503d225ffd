import json
import pathlib
import struct
import tempfile
import textwrap
import unittest

import house
from mien import FACE, Span, Take, Undefined, measurements, samples

numpy = house.numpy
HEAD = "import numpy\nfrom mien import *\n"


def bundle(folder, body, name="metric.py"):
    path = pathlib.Path(folder) / "sample.metric"
    path.mkdir(exist_ok=True)
    (path / name).write_text(HEAD + textwrap.dedent(body))
    return path


def parcel(brief, **arrays):
    """What a host sends."""
    places, data = {}, b""
    for name, values in arrays.items():
        values = numpy.asarray(values)
        places[name] = {"offset": len(data), "count": int(values.size), "type": "f8" if values.dtype == float else "f4"}
        data += values.tobytes() + bytes(-values.nbytes % 8)
    text = json.dumps({**brief, "arrays": places}).encode()
    return struct.pack("<Q", len(text)) + text + bytes(-(8 + len(text)) % 8) + data


def a_take(rows=None, **changes):
    rows = numpy.arange(40, dtype=numpy.float32).reshape(8, 5) / 40 if rows is None else rows
    brief = {
        "key": {"recording": "joke", "participant": "me", "seed": 3}, "fps": [30000, 1001], "start": 0.5, "duration": 1.0,
        "channels": [{"name": "jawOpen", "kind": "weight"}, {"name": "head.rotation", "kind": "rotation"}],
        "frames": len(rows), "reference": {"jawOpen": {"mean": [0.1], "deviation": [0.2]}},
        "spans": {"words": [
            {"id": "w", "participant": "me", "start": 0.55, "end": 0.6, "text": "hi", "estimated": True},
            {"id": "x", "participant": "you", "start": 0.6, "end": 0.7, "text": "ho", "estimated": False}]}, **changes}
    return parcel(brief, track=rows)


class Host(house.Host):
    """Speaks with a worker that measures."""

    def __init__(self, path, script="metric.py", **changes):
        super().__init__(path, script, service="measure", **changes)

    def __enter__(self):
        self.told = json.loads(self.reply()[1])
        return self

    def call(self, call, data):
        size = house.wire.INBOX_SIZE
        for start in range(0, len(data), size):
            self.ask(house.wire.FEED, inbox=data[start:start + size])
        (length, *_), _ = self.ask(measurements.CALL, call)
        answer = b""
        while len(answer) < length:
            (count, *_), _ = self.ask(measurements.FETCH, len(answer))
            answer += self.memory[house.wire.INBOX:house.wire.INBOX + count]
        (size,) = struct.unpack_from("<Q", answer)
        return json.loads(answer[8:8 + size]), answer[8 + size + -size % 8:]


class Takes(unittest.TestCase):
    def test_a_take_is_read_as_it_was_sent(self):
        take = Take.decode(a_take())
        self.assertEqual((take.recording, take.participant, take.seed, take.frames), ("joke", "me", 3, 8))
        self.assertAlmostEqual(take.fps, 29.97, places=2)
        self.assertEqual((take.joints, take.weight_names, take.gaze), (("head",), ("jawOpen",), None))
        self.assertEqual(take.rotations.shape, (8, 1, 4))
        self.assertTrue((take.rotation("head") == take.rows[:, 1:5]).all())
        self.assertEqual(take.face.shape, (8, 52))
        self.assertTrue((take.face[:, FACE.index("jawOpen")] == take.weight("jawOpen")).all())
        self.assertEqual(take.face.sum(), take.weight("jawOpen").sum())
        self.assertEqual([word.text for word in take.own(take.words)], ["hi"])
        self.assertEqual([word.text for word in take.partners(take.words)], ["ho"])
        self.assertTrue(take.words[0].estimated)
        self.assertEqual(take.reference["jawOpen"].deviation[0], 0.2)
        self.assertEqual((take.performance, take.envelope), (None, None))

    def test_nothing_of_it_can_be_written(self):
        take = Take.decode(a_take())
        for array in (take.rows, take.weight("jawOpen"), take.rotations, take.face, take.weights):
            with self.assertRaises(ValueError):
                array[...] = 0

    def test_a_missing_channel_is_undefined(self):
        with self.assertRaisesRegex(Undefined, "no channel 'hips.translation'"):
            Take.decode(a_take()).translation("hips")

    def test_a_mask_begins_with_a_span_and_ends_before_its_end(self):
        take = samples.take(seconds=1, fps=10, words=[Span("me", 0.2, 0.5), Span("you", 0.8, 0.9)])
        self.assertEqual(numpy.flatnonzero(take.speaking).tolist(), [2, 3, 4])
        self.assertEqual(numpy.flatnonzero(take.mask(take.words)).tolist(), [2, 3, 4, 8])

    def test_voice_says_more_than_words_and_words_more_than_turns(self):
        spans = {"turns": [Span("me", 0, 1)], "words": [Span("me", 0.5, 0.6)], "voice": [Span("me", 0.1, 0.2)]}
        for left, frames in ((("turns", "words", "voice"), [1]), (("turns", "words"), [5]), (("turns",), range(10))):
            take = samples.take(seconds=1, fps=10, **{"words": (), **{name: spans[name] for name in left}})
            self.assertEqual(numpy.flatnonzero(take.speaking).tolist(), list(frames))

    def test_samples_are_the_same_each_time_and_unlike_for_another_seed(self):
        self.assertTrue((samples.take(seed=4).rows == samples.take(seed=4).rows).all())
        self.assertFalse((samples.take(seed=4).rows == samples.take(seed=5).rows).all())

    def test_the_names_of_the_face_are_those_of_the_house(self):
        text = (house.ROOT / "Sources/Motion/ARKit.swift").read_text()
        names = text[text.index("= [") + 3:text.index("]\n")].replace('"', "").replace("\n", "").split(",")
        self.assertEqual([name.strip() for name in names if name.strip()], list(FACE))


class Worker(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def values(self, body, data=None):
        with Host(bundle(self.folder, body)) as host:
            return host.call(measurements.MEASURE, data or a_take())[0]

    def refusal(self, body, call=measurements.MEASURE, data=None):
        with Host(bundle(self.folder, body)) as host, self.assertRaises(house.Refused) as caught:
            host.call(call, data or a_take())
        return caught.exception.refusal["text"]

    def test_it_says_what_it_can_do_and_runs_with(self):
        with Host(bundle(self.folder, "def measure(take): return 1\ndef rows(take): return 2\n")) as host:
            self.assertEqual(host.told["functions"], ["measure", "rows"])
            self.assertIn("numpy==", host.told["environment"])

    def test_numbers_names_and_reasons(self):
        self.assertEqual(self.values("def measure(take): return 2"), {"values": {"": {"value": 2.0}}})
        self.assertEqual(
            self.values("def measure(take): return {'a': numpy.float32(0.5), 'b': Undefined('why  not')}"),
            {"values": {"a": {"value": 0.5}, "b": {"undefined": "why not"}}})
        self.assertEqual(self.values("def measure(take): raise Undefined('no')"), {"undefined": "no"})
        self.assertEqual(
            self.values("def measure(take): return float('nan')")["values"][""],
            {"undefined": "metric.py:3: measure gave nan", "fault": True})

    def test_what_is_no_number_is_refused_with_its_place(self):
        for given, told in (
                ("'1'", "str '1'"), ("None", "None"), ("True", "bool True"), ("numpy.zeros(3)", "shape (3,)"),
                ("{1: 2}", "where a name belongs"), ("{'a': [1]}", "as 'a'")):
            with self.subTest(given=given):
                text = self.refusal(f"\ndef measure(take): return {given}")
                self.assertIn(told, text)
                self.assertIn("metric.py:4: measure", text)

    def test_an_exception_is_told_with_its_line(self):
        text = self.refusal("""
            def helper(take):
                return take.rows[99]

            def measure(take):
                return helper(take)
            """)
        self.assertIn("IndexError", text)
        self.assertIn("metric.py:5 in helper; metric.py:8 in measure", text)

    def test_leaving_is_refused_and_the_next_call_is_answered(self):
        with Host(bundle(self.folder, "def measure(take): exit(3) if take.frames == 8 else None; return 1")) as host:
            with self.assertRaisesRegex(house.Refused, "ends the process with 3"):
                host.call(measurements.MEASURE, a_take())
            rows = numpy.zeros((4, 5), numpy.float32)
            self.assertEqual(host.call(measurements.MEASURE, a_take(rows))[0]["values"][""]["value"], 1)

    def test_unseeded_lots_are_drawn_by_the_take(self):
        body = "import random\ndef measure(take): return {'a': random.random(), 'b': numpy.random.random()}"
        with Host(bundle(self.folder, body)) as host:
            first = host.call(measurements.MEASURE, a_take())[0]
            other = host.call(measurements.MEASURE, a_take(key={"recording": "x", "participant": "me", "seed": 3}))[0]
            again = host.call(measurements.MEASURE, a_take())[0]
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)

    def test_rows_come_back_bit_by_bit_however_many(self):
        with Host(bundle(self.folder, "def rows(take): return numpy.linspace(0, 1, 600000).reshape(-1, 2)")) as host:
            told, data = host.call(measurements.ROWS, a_take())
        self.assertEqual(told["shape"], [300000, 2])
        self.assertTrue((numpy.frombuffer(data) == numpy.linspace(0, 1, 600000)).all())

    def test_rows_of_another_form_are_refused(self):
        for given, told in (("3", "rows x columns"), ("numpy.zeros(4)", "(4,)"), ("[['a']]", "list"), ("[[1], [2, 3]]", "list")):
            with self.subTest(given=given):
                self.assertIn(told, self.refusal(f"def rows(take): return {given}", measurements.ROWS))

    def test_an_encoder_gets_windows_that_do_not_overlap(self):
        rows = numpy.arange(14, dtype=numpy.float32)
        brief = {"shapes": {"rows": [7, 2], "reference": [0, 0]}, "windows": [3, 3], "sown": "a"}
        data = parcel(brief, rows=rows, reference=numpy.zeros(0, numpy.float32))
        with Host(bundle(self.folder, "def encode(windows): return windows.reshape(len(windows), -1)")) as host:
            told, answer = host.call(measurements.ENCODE, data)
        self.assertEqual(told["shape"], [2, 6])
        self.assertEqual(numpy.frombuffer(answer).tolist(), list(range(12)))
        text = self.refusal("def encode(windows): return windows[:1, 0]", measurements.ENCODE, data)
        self.assertIn("1 rows for 2 windows", text)

    def test_reduce_gets_both_tables(self):
        brief = {"shapes": {"rows": [2, 2], "reference": [1, 2]}}
        data = parcel(brief, rows=numpy.arange(4.0), reference=numpy.arange(2.0))
        with Host(bundle(self.folder, "def reduce(rows, reference): return rows.sum() - reference.sum()")) as host:
            self.assertEqual(host.call(measurements.REDUCE, data)[0]["values"][""]["value"], 5)

    def test_what_cannot_be_read_is_a_breach_and_no_end(self):
        with Host(bundle(self.folder, "def measure(take): return 1")) as host:
            for data in (b"", b"x", struct.pack("<Q", 1 << 40), parcel({}), a_take(frames=9)):
                with self.assertRaises(house.Breached):
                    host.call(measurements.MEASURE, data)
            with self.assertRaisesRegex(house.Breached, "no encode"):
                host.call(measurements.ENCODE, a_take())
            self.assertEqual(host.call(measurements.MEASURE, a_take())[0]["values"][""]["value"], 1)

    def test_prints_are_no_answers(self):
        body = "def measure(take):\n    print('x' * 99, flush=True)\n    return 1"
        with Host(bundle(self.folder, body)) as host:
            self.assertEqual(host.call(measurements.MEASURE, a_take())[0]["values"][""]["value"], 1)
            self.assertIn("xxx", host.said())

    def test_it_is_shut_in(self):
        body = f"def measure(take): open({str(pathlib.Path(self.folder) / 'out')!r}, 'w')"
        text = self.refusal(body)
        self.assertIn("PermissionError", text)


if __name__ == "__main__":
    unittest.main()
