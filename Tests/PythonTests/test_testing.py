import pathlib
import tempfile
import unittest

import numpy

import house  # noqa: F401  (finds the package)
from mien import Strategy, parameter, weight
from mien.refusal import Refusal
from mien.testing import Session


class Counting(Strategy):
    id, version, channels = "counting", "1.0.0", [weight("a"), weight("b")]
    parameters = [parameter("gain", minimum=0, maximum=9, initial=1)]
    ahead = 0

    def prepare(self, session):
        self.session = session
        self.words = 0
        return self.ahead

    def receive(self, records):
        self.words += len(records)

    def render(self, first, rows, activity):
        rows[:, 0] = self.words * self.session.parameters["gain"]
        rows[:, 1] = len(self.session.audio[0].samples) if self.session.audio else 0


class Testing(unittest.TestCase):
    def test_records_are_due_at_the_first_frame_that_may_depend_on_them(self):
        class Ahead(Counting):
            ahead = 2

        for strategy, expected in ((Counting, 6), (Ahead, 4)):
            for block in (1, 60):
                session = Session(strategy, fps=10)
                session.word("late", start=0, end=1, arrival=0.501)
                session.word("never", start=0, end=1, arrival=99)
                rows = session.render(20, block)["a"][:, 0]
                self.assertEqual(int((rows == 0).sum()), expected)
        session = Session(Counting, fps=10)
        session.word("now", start=0.5, end=1)
        self.assertEqual(int((session.render(20)["a"] == 0).sum()), 5)

    def test_sound_is_known_up_to_the_frame(self):
        session = Session(Counting, fps=29.97)
        self.assertEqual(session.rate.numerator, 30000)
        session.hear(numpy.ones(16000))
        take = session.check_blocks(60)
        self.assertEqual(take["b"][:, 0].tolist(), [min(16000, k * 1001 * 16000 // 30000) for k in range(60)])

    def test_the_bundle_and_its_resources_are_there_where_a_host_would_have_them(self):
        told = []

        class Telling(Counting):
            def prepare(self, session):
                told.append((session.bundle, session.resources))
                return super().prepare(session)

        with tempfile.TemporaryDirectory() as folder:
            bundle = pathlib.Path(folder).resolve()
            Session(Telling, bundle=folder).render(1)
            (bundle / "resources").mkdir()
            Session(Telling, bundle=folder).render(1)
            Session(Telling, bundle=bundle, resources="/elsewhere").render(1)
            Session(Telling).render(1)
        self.assertEqual(told, [
            (bundle, None), (bundle, bundle / "resources"), (bundle, pathlib.Path("/elsewhere")), (None, None)])
        with self.assertRaisesRegex(ValueError, "'/nowhere' is no folder: give the one that holds strategy.json"):
            Session(Counting, bundle="/nowhere")

    def test_grouping_that_shows_is_found(self):
        class Grouped(Counting):
            def render(self, first, rows, activity):
                rows[:, 1] = len(rows)

        with self.assertRaisesRegex(AssertionError, "'b' at frame 0 differs between blocks of 1 and 7"):
            Session(Grouped).check_blocks(60)

    def test_writing_past_a_row_and_numbers_that_are_none_are_found(self):
        class Past(Counting):
            def render(self, first, rows, activity):
                numpy.lib.stride_tricks.as_strided(rows, (1, 4))[0, 3] = 1

        class Hollow(Counting):
            def render(self, first, rows, activity):
                if first <= 7 < first + len(rows):
                    rows[7 - first, 0] = numpy.nan

        with self.assertRaisesRegex(AssertionError, "past its rows"):
            Session(Past).render(3)
        with self.assertRaisesRegex(AssertionError, "frame 7"):
            Session(Hollow).render(10)

    def test_a_state_that_forgets_is_found(self):
        class Keeping(Counting):
            def save(self):
                return b""

            def load(self, state):
                pass

        session = Session(Keeping)
        session.word("a", start=0, end=1)
        with self.assertRaisesRegex(AssertionError, "saved at frame 5, frame 5 differs"):
            session.check_state(20, at=[5])
        with self.assertRaisesRegex(AssertionError, "no save"):
            Session(Counting).check_state(20, at=[5])

    def test_what_a_strategy_raises_comes_through_with_its_cause(self):
        class Failing(Counting):
            def receive(self, records):
                raise KeyError("x")

        session = Session(Failing)
        session.word("a", start=0, end=1)
        with self.assertRaises(Refusal) as caught:
            session.render(10)
        self.assertIsInstance(caught.exception.__cause__, KeyError)
        self.assertEqual((caught.exception.function, caught.exception.first), ("receive", 0))


if __name__ == "__main__":
    unittest.main()
