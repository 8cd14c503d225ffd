import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest

import numpy

import house
from house import Breached, Host, Refused, audio, known, records, stream
from mien import wire


class WorkerCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def bundle(self, body, **settings):
        return house.bundle(self.folder, body, **settings)


SPY = """
    class Spy(Strategy):
        id = "spy"
        version = "1.0.0"
        needs = {"words", "own-audio"}
        channels = [weight("a"), rotation("head"), weight("b"), weight("c")]
        parameters = [parameter("gain", minimum=0, maximum=2, initial=1)]
        def prepare(self, session):
            self.s = session
            self.words = 0
            self.last = 0
            return 3
        def receive(self, records):
            for record in records:
                self.words += record.kind == "word"
                self.s.log(repr(tuple(record)))
        def render(self, first, rows, activity):
            for index in range(len(rows)):
                stream = self.s.audio.get(0)
                rows[index, 0] = self.words
                rows[index, 1:5] = [0, 0.6, 0, 0.8]
                rows[index, 5] = len(stream.samples) if stream else -1
                rows[index, 6] = self.s.parameters["gain"]
                activity[index, 2] = 0.5
            if stream:
                assert stream.samples.base is not None and not stream.samples.flags.writeable
                whole = stream.samples
                while whole.base is not None and isinstance(whole.base, numpy.ndarray):
                    whole = whole.base
                assert not whole[len(stream.samples):].any(), "sound of the future is in memory"
                assert stream.samples.all(), "sound is missing"
        def save(self):
            return bytes([self.words])
        def load(self, state):
            self.words = state[0]
        def close(self):
            self.s.log("closed")
    """


class Takes(WorkerCase):
    def test_a_block_is_rendered_between_canaries_and_counted(self):
        with Host(self.bundle(SPY)) as host:
            self.assertEqual(host.descriptors[0]["id"], "spy")
            self.assertEqual(host.begin(), 3)
            rows, activity = host.render(0, 60)
            calls, allocations, nanoseconds, longest = host.counts
            self.assertEqual((calls, allocations), (1, 0))
            self.assertGreater(nanoseconds, 0)
            self.assertLessEqual(longest, nanoseconds)
            self.assertTrue((rows == numpy.float32([0, 0, 0.6, 0, 0.8, -1, 1])).all())
            self.assertTrue((activity == numpy.float32([1, 1, 0.5, 1])).all())
            resident, notes = host.end()
            self.assertGreater(resident, 1 << 20)
            self.assertEqual(notes[-1], "closed")
            self.assertEqual(host.memory[:8], bytes(8))

    def test_times_are_left_out_unless_asked_for(self):
        with Host(self.bundle(SPY)) as host:
            host.begin(measure=False)
            host.render(0, 60)
            self.assertEqual(host.counts, (1, 0, 0, 0))

    def test_records_are_received_before_the_frame_at_which_they_are_due_whatever_the_block(self):
        fed = records(
            {"due": 0, "text": "héllo", "start": 0.5, "end": 0.75, "arrival": 0.25, "turn": 9, "offset": 4},
            {"due": 10, "kind": 99}, {"due": 10, "text": "b", "op": 2}, {"due": 10, "text": "c"},
            {"due": 31, "kind": "parameter", "text": "gain", "value": 1.5},
            {"due": 31, "kind": "parameter", "text": "unknown", "value": 7.0})
        takes = []
        with Host(self.bundle(SPY)) as host:
            for block in (1, 7, 60):
                host.begin()
                takes.append(host.take(100, block, fed))
                _, notes = host.end()
        self.assertTrue((takes[0] == takes[1]).all() and (takes[0] == takes[2]).all())
        words, gain = takes[0][:, 0], takes[0][:, 6]
        self.assertEqual([words[0], words[9], words[10], words[99]], [1, 1, 3, 3])
        self.assertEqual([gain[30], gain[31]], [1, 1.5])
        self.assertEqual(len([note for note in notes if note.startswith("(")]), 5)
        self.assertEqual(
            notes[0], "('word', 'announce', 1, 0, 'héllo', 0.5, 0.75, 0.25, None, None, 9, 4, False, "
            "352800000, 529200000, 176400000)")

    def test_sound_is_never_there_before_it_is_known(self):
        frames = 120
        counts = [(0, 266 * (k // 3)) for k in range(frames)]
        samples = numpy.ones(counts[-1][1] + 5000)
        takes = []
        with Host(self.bundle(SPY)) as host:
            for block in (1, 7, 60):
                host.begin(streams=[stream(len(samples))])
                # All sound comes with the first block; what is known of it comes block by block.
                parts = []
                for first in range(0, frames, block):
                    size = min(block, frames - first)
                    chunks = (audio(samples) if first == 0 else b"") + known(first, counts[first:first + size])
                    parts.append(host.render(first, size, chunks)[0])
                if block == 60:
                    self.assertEqual(host.counts[0], 20)
                takes.append(numpy.concatenate(parts))
        for take in takes:
            self.assertEqual(take[:, 5].tolist(), [count for _, count in counts])

    def test_features_come_row_by_row(self):
        body = """
            class Level(Strategy):
                id, version, channels, needs = "level", "1.0.0", [weight("a"), weight("n")], {"own-audio"}
                def prepare(self, session):
                    self.heard = session.audio[0]
                    self.level = self.heard.columns.index("level")
                def render(self, first, rows, activity):
                    rows[:, 1] = len(self.heard.rows)
                    if len(self.heard.rows):
                        rows[:, 0] = self.heard.rows[-1, self.level]
            """
        with Host(self.bundle(body)) as host:
            host.begin(streams=[stream(0, rows=50, columns=["pitch", "level"])])
            features = numpy.arange(100).reshape(50, 2)
            host.ask(wire.FEED, inbox=audio([], features[:20], 2))
            host.ask(wire.FEED, inbox=audio([], features[20:], 2) + known(0, [(k, 0) for k in range(50)]))
            rows, _ = host.render(0, 50)
        self.assertEqual(rows[:, 1].tolist(), list(range(50)))
        self.assertEqual(rows[1:, 0].tolist(), [2 * k + 1 for k in range(49)])

    def test_rehearsal_stays_for_all_takes(self):
        body = """
            class Learner(Strategy):
                id, version, channels, needs = "learner", "1.0.0", [weight("jawOpen")], {"rehearsal"}
                def prepare(self, session):
                    lesson, = session.rehearsal
                    assert (lesson.id, lesson.fps, lesson.rows.shape) == ("old", 30.0, (3, 5))
                    self.mean = lesson.rows[:, lesson.columns["jawOpen"]].mean()
                def render(self, first, rows, activity):
                    rows[:] = self.mean
            """
        import json

        head = json.dumps({
            "id": "old", "rate": [30, 1], "frames": 3,
            "channels": [{"name": "head.rotation", "kind": "rotation"}, {"name": "jawOpen", "kind": "weight"}]}).encode()
        lesson = numpy.zeros((3, 5), "<f4")
        lesson[:, 4] = [0.25, 0.5, 0.75]
        first, second = lesson.tobytes()[:28], lesson.tobytes()[28:]
        with Host(self.bundle(body)) as host:
            host.ask(wire.FEED, inbox=house.chunk(4, struct.pack("<Q", len(head)) + head)
                     + house.chunk(5, struct.pack("<Q", 7) + first))
            host.ask(wire.FEED, inbox=house.chunk(5, struct.pack("<Q", 8) + second))
            # One that is cut off is none.
            host.ask(wire.FEED, inbox=house.chunk(4, struct.pack("<Q", len(head)) + head))
            for _ in range(2):
                host.begin()
                self.assertTrue((host.render(0, 5)[0] == 0.5).all())
                host.end()

    def test_a_saved_state_goes_on_elsewhere_with_its_parameters(self):
        fed = records({"due": 0, "text": "a"}, {"due": 1, "kind": "parameter", "text": "gain", "value": 0.5})
        path = self.bundle(SPY)
        with Host(path) as host:
            host.begin()
            host.render(0, 10, fed)
            (length, *_), _ = host.ask(wire.SAVE)
            state = bytes(host.memory[wire.INBOX:wire.INBOX + length])
            whole, _ = host.render(10, 10)
        with Host(path) as host:
            host.begin()
            self.assertEqual(host.ask(wire.LOAD, inbox=state)[0][0], 0)
            rest, _ = host.render(10, 10)
        self.assertTrue((whole == rest).all())
        self.assertEqual(rest[0, 0], 1)
        self.assertEqual(rest[0, 6], 0.5)

    def test_a_strategy_without_state_says_so(self):
        with Host(self.bundle(PLAIN)) as host:
            host.begin()
            self.assertEqual(host.ask(wire.SAVE)[0][0], wire.NOTHING)
            self.assertEqual(host.ask(wire.LOAD, inbox=b"x")[0][0], wire.NOTHING)

    def test_resident_memory_and_time_are_told(self):
        with Host(self.bundle(PLAIN)) as host:
            (resident, nanoseconds, *_), _ = host.ask(wire.RESIDENT)
            self.assertGreater(resident, 1 << 20)
            self.assertGreater(nanoseconds, 1_000_000)

    def test_the_session_is_as_the_host_says(self):
        body = """
            class Told(Strategy):
                id, version, channels = "told", "1.0.0", [weight("a"), rotation("head")]
                parameters = [parameter("x", minimum=0, maximum=9, initial=1)]
                def prepare(self, s):
                    s.log(f"{s.rate} {s.fps:.3f} {s.seed} {s.participant} {s.participants} {s.language}")
                    s.log(f"{s.present} {s.columns} {s.column('a')} {s.parameters}")
                    s.log(f"{s.sheet.number('style.energy', 0)} {s.sheet.number('none', 7)} {s.device}")
                    s.log(f"{s.resources.name} {s.bundle.name} {s.scratch is not None}")
                    s.log(str(s.random("blink").integers(1 << 60) == s.random("blink").integers(1 << 60)))
                    s.log(str(s.random("blink").integers(1 << 60) == s.random("nod").integers(1 << 60)))
                def render(self, first, rows, activity):
                    pass
            """
        with Host(self.bundle(body, device="cuda:1")) as host:
            host.begin(
                rate=[30000, 1001], present=[True, False], numbers={"style.energy": 0.25},
                parameters=[{"id": "x", "value": 4}], resources="/a/resources")
            _, notes = host.end()
        self.assertEqual(notes, [
            "30000/1001 29.970 18446744073709551611 ann 2 en",
            "{'a': True, 'head.rotation': False} {'a': slice(0, 1, None), 'head.rotation': slice(1, 5, None)} 0 "
            "{'x': 4.0}",
            "0.25 7 cuda:1", "resources sample.strategy True", "True", "False"])


PLAIN = """
    class Plain(Strategy):
        id, version, channels = "plain", "1.0.0", [weight("a")]
        def render(self, first, rows, activity):
            rows[:, 0] = numpy.arange(first, first + len(rows))
    """


def failing(**methods):
    """A bundle's body with one method that fails."""
    lines = ["class Bad(Strategy):", '    id, version, channels = "bad", "1.0.0", [weight("a")]']
    methods.setdefault("render", "pass")
    names = {
        "render": "self, first, rows, activity", "receive": "self, records", "prepare": "self, session",
        "__init__": "self", "close": "self"}
    for name, body in methods.items():
        lines += [f"    def {name}({names[name]}):", f"        {body}"]
    return "\n".join(lines)


class Refusals(WorkerCase):
    def refusal(self, body, act=lambda host: host.begin()):
        with Host(self.bundle(body)) as host:
            with self.assertRaises(Refused) as caught:
                act(host)
            return caught.exception.refusal, host.said()

    def test_prepare(self):
        refusal, said = self.refusal(failing(prepare="raise ValueError('no\\n   rate')"))
        self.assertEqual(
            refusal, {"function": "prepare", "status": -1, "text": "ValueError: no rate (strategy.py:6 in prepare)"})
        self.assertIn("Traceback (most recent call last)", said)

    def test_create(self):
        refusal, _ = self.refusal(failing(__init__="open('/none')"))
        self.assertEqual(refusal["function"], "create")
        self.assertIn("FileNotFoundError", refusal["text"])
        self.assertIn("strategy.py:6 in __init__", refusal["text"])

    def test_render_names_frames_and_every_own_line(self):
        body = failing(render="self.deep(rows)") + (
            "\n    def deep(self, rows):\n        rows[:, 0] = numpy.zeros(3)\n")

        def act(host):
            host.begin()
            host.render(0, 60, records({"due": 5}, {"due": 9}))

        refusal, _ = self.refusal(body, act)
        self.assertEqual((refusal["function"], refusal["first"], refusal["end"]), ("render", 0, 5))
        self.assertTrue(refusal["text"].startswith("ValueError: could not broadcast"), refusal["text"])
        self.assertTrue(
            refusal["text"].endswith("(strategy.py:8 in deep; strategy.py:6 in render)"), refusal["text"])

    def test_receive_names_its_frame(self):
        def act(host):
            host.begin()
            host.render(0, 60, records({"due": 5}))

        refusal, _ = self.refusal(failing(receive="raise KeyError('x')"), act)
        self.assertEqual((refusal["function"], refusal["first"], refusal["end"]), ("receive", 5, 6))

    def test_an_array_that_is_returned_instead_of_written(self):
        def act(host):
            host.begin()
            host.render(0, 60)

        refusal, _ = self.refusal(failing(render="return rows"), act)
        self.assertIn("write into rows", refusal["text"])

    def test_a_lookahead_that_cannot_be(self):
        for value in ("-1", "601", "0.5", "'x'"):
            refusal, _ = self.refusal(failing(prepare=f"return {value}"))
            self.assertIn("return the lookahead in whole frames", refusal["text"])

    def test_statuses_of_the_contract(self):
        self.assertEqual(self.refusal(failing(prepare="raise UnsupportedSession('fps')"))[0]["status"], -3)
        self.assertEqual(self.refusal(failing(prepare="raise MemoryError"))[0]["status"], -4)

    def test_a_long_message_is_cut_and_keeps_its_place(self):
        refusal, _ = self.refusal(failing(prepare="raise ValueError('x' * 100000)"))
        self.assertEqual(len(refusal["text"]), 500)
        self.assertTrue(refusal["text"].endswith("… (strategy.py:6 in prepare)"))

    def test_what_is_printed_is_there_when_the_take_ends(self):
        with Host(self.bundle(failing(render="print('at', first)")), PYTHONUNBUFFERED="") as host:
            host.begin()
            host.render(0, 3)
            host.end()
            self.assertEqual(host.said(), "at 0\n")

    def test_what_can_no_longer_be_printed_is_lost_and_nothing_else(self):
        body = failing(
            prepare="print('x'); print('y', file=sys.stderr); 1 / (session.language != 'xx')",
            render="rows[:] = 2; print('z' * 10000)")
        with Host(self.bundle("import sys\n" + body), output=open("/dev/full", "wb+", buffering=0)) as host:
            with self.assertRaises(Refused) as caught:
                host.begin(language="xx")
            self.assertIn("ZeroDivisionError", caught.exception.refusal["text"])
            host.begin()
            self.assertTrue((host.render(0, 3)[0] == 2).all())
            host.end()

    def test_the_next_take_goes_on_after_a_refusal(self):
        body = failing(prepare="if session.language == 'xx': raise ValueError", render="rows[:] = 2")
        with Host(self.bundle(body)) as host:
            with self.assertRaises(Refused):
                host.begin(language="xx")
            host.begin()
            self.assertTrue((host.render(0, 3)[0] == 2).all())

    def test_close_that_fails_is_noted(self):
        with Host(self.bundle(failing(close="raise OSError('gone')"))) as host:
            host.begin()
            self.assertEqual(host.end()[1], ["close failed: OSError: gone (strategy.py:6 in close)"])

    def test_exits_end_the_process(self):
        for body, status in (("raise SystemExit(7)", 7), ("exit(8)", 8), ("import os; os._exit(9)", 9)):
            with Host(self.bundle(failing(prepare=body))) as host:
                with self.assertRaises(EOFError):
                    host.begin()
                self.assertEqual(host.process.wait(10), status)


class Breaches(WorkerCase):
    def test_what_breaks_the_protocol_is_named_and_survived(self):
        with Host(self.bundle(PLAIN)) as host:
            def breach(*arguments, **named):
                with self.assertRaises(Breached) as caught:
                    host.ask(*arguments, **named)
                return str(caught.exception)

            self.assertIn("no take has begun", breach(wire.RENDER, 0, 1))
            self.assertIn("operation 77", breach(77))
            self.assertIn("before begin", breach(wire.FEED, inbox=records()))
            self.assertIn("cannot be read", breach(wire.BEGIN, inbox=b"{}"))
            self.assertIn("cannot be read", breach(wire.BEGIN, inbox=b"nonsense"))
            with self.assertRaises(Breached):
                host.begin(strategy="other")
            with self.assertRaises(Breached):
                host.begin(rowStride=1 << 40)
            with self.assertRaises(Breached):
                host.begin(rate=[60, 0])
            host.begin(largestSpan=60)
            self.assertIn("61 frames", breach(wire.RENDER, 0, 61))
            self.assertIn("0 frames", breach(wire.RENDER, 0, 0))
            whole = records({"due": 3, "text": "hello"})
            for length in range(1, len(whole)):
                self.assertIn("shorter", breach(wire.FEED, inbox=whole[:length]))
            lying = bytearray(whole)
            lying[8] = 200
            self.assertIn("shorter", breach(wire.FEED, inbox=bytes(lying)))
            self.assertIn("kind 9", breach(wire.FEED, inbox=house.chunk(9, b"")))
            self.assertIn("no stream", breach(wire.FEED, inbox=audio([1])))
            self.assertIn("rehearsal", breach(wire.FEED, inbox=house.chunk(5, bytes(8))))
            self.assertIn("rehearsal", breach(wire.FEED, inbox=house.chunk(4, struct.pack("<Q", 2) + b"{}")))
            self.assertIn("kind 4", breach(wire.FEED, inbox=house.chunk(4, struct.pack("<Q", 2) + b"xx")))
            host.line.send(b"short")
            with self.assertRaises(Breached):
                host.reply()
            host.ask(wire.FEED, inbox=whole)
            self.assertIn("out of order", breach(wire.FEED, inbox=records({"due": 1})))
            rows, _ = host.render(5, 3)
            self.assertEqual(rows[:, 0].tolist(), [5, 6, 7])
            self.assertIn("go on from 8", breach(wire.RENDER, 5, 3))

    def test_more_sound_than_announced(self):
        with Host(self.bundle(PLAIN)) as host:
            host.begin(streams=[stream(10)])
            host.ask(wire.FEED, inbox=audio(range(8)))
            with self.assertRaises(Breached):
                host.ask(wire.FEED, inbox=audio(range(8)))


class Orphans(WorkerCase):
    def test_the_worker_ends_when_its_host_is_gone(self):
        with Host(self.bundle(PLAIN)) as host:
            host.line.close()
            self.assertEqual(host.process.wait(5), 0)

    def test_even_in_the_middle_of_an_endless_loop(self):
        with Host(self.bundle(failing(prepare="while True: pass"))) as host:
            host.line.settimeout(0.3)
            with self.assertRaises(TimeoutError if sys.version_info >= (3, 10) else OSError):
                host.begin()
            self.assertEqual(struct.unpack("<Q", host.memory[:8])[0], 2)
            host.line.close()
            self.assertEqual(host.process.wait(5), 1)

    def test_a_ctrl_c_is_left_to_the_host(self):
        with Host(self.bundle(PLAIN)) as host:
            host.begin()
            os.kill(host.process.pid, signal.SIGINT)
            time.sleep(0.1)
            host.render(0, 1)


class Starting(WorkerCase):
    def refused_start(self, path, **named):
        host = Host(path, **named)
        try:
            with self.assertRaises(Breached) as caught:
                host.__enter__()
            self.assertEqual(host.process.wait(10), 1)
            self.assertIn(str(caught.exception), host.said())
            return str(caught.exception)
        finally:
            host.__exit__()

    def test_the_host_is_told_what_the_worker_runs_with(self):
        with Host(self.bundle(PLAIN)) as host:
            self.assertIn("numpy==" + numpy.__version__, host.greeting["environment"].split("\n"))
            self.assertTrue(all(os.path.isdir(site) for site in host.greeting["sites"]))

    def test_the_host_is_told_why_a_script_cannot_be_loaded(self):
        self.assertIn("ZeroDivisionError", self.refused_start(self.bundle("1 / 0")))
        self.assertIn("no such script", self.refused_start(self.bundle(PLAIN), script="none.py"))
        self.assertIn("MIEN_ACCESS", self.refused_start(self.bundle(PLAIN), MIEN_ACCESS="{"))
        many = ", ".join(f'weight("channel_number_{n:04}")' for n in range(4096))
        self.assertIn("131072 are the most", self.refused_start(self.bundle(PLAIN.replace('weight("a")', many))))

    def test_many_channels_are_fine(self):
        many = ", ".join(f'weight("w{n}")' for n in range(2000))
        with Host(self.bundle(PLAIN.replace('weight("a")', many))) as host:
            self.assertEqual(len(host.descriptors[0]["channels"]), 2000)

    def test_the_device_is_the_hosts_to_name(self):
        body = failing(prepare="session.log(session.device)")
        for changes, expected in (({}, "mps"), ({"MIEN_DEVICE": "cuda"}, "cuda")):
            with Host(self.bundle(body, device="mps"), **changes) as host:
                host.begin()
                self.assertEqual(host.end()[1], [expected])

    def test_sets_have_the_same_order_in_every_process(self):
        body = failing(prepare="session.log(' '.join({'a', 'b', 'c', 'd', 'e', 'f', 'g'}))")
        seen = set()
        for _ in range(3):
            with Host(self.bundle(body)) as host:
                host.begin()
                seen.update(host.end()[1])
        self.assertEqual(len(seen), 1)

    def test_limits_are_those_of_the_host(self):
        body = """
            import resource
            class Limits(Strategy):
                id, version, channels = "limits", "1.0.0", [weight("a")]
                def prepare(self, session):
                    session.log(str([resource.getrlimit(x)[1] for x in (resource.RLIMIT_NOFILE, resource.RLIMIT_AS)]))
                    numpy.ones(1 << 33)
                def render(self, first, rows, activity):
                    pass
            """
        with Host(self.bundle(body), MIEN_ACCESS='{"descriptors": 77, "addressSpace": 8589934592}') as host:
            with self.assertRaises(Refused) as caught:
                host.begin()
            self.assertEqual(caught.exception.refusal["status"], -4)
            self.assertEqual(host.end()[1], ["[77, 8589934592]"])

    def test_a_crash_tells_where_it_was(self):
        body = failing(render="import ctypes; ctypes.string_at(0)")
        with Host(self.bundle(body)) as host:
            host.begin()
            with self.assertRaises(EOFError):
                host.render(4, 3)
            self.assertEqual(host.process.wait(10), -signal.SIGSEGV)
            self.assertEqual(struct.unpack("<Qqq", host.memory[:24]), (4, 4, 7))
            self.assertRegex(host.said(), r'strategy.py", line 6 in render')

    def test_a_worker_without_a_host_says_so(self):
        result = subprocess.run(
            [sys.executable, str(house.WORKER), "run", str(self.bundle(PLAIN)), "strategy.py"], capture_output=True,
            text=True, close_fds=True)
        self.assertEqual(result.returncode, 1)
        self.assertIn("are not a host's", result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1)


if __name__ == "__main__":
    unittest.main()
