"""Tests of the behavior, without a host. Run them with ./test.sh."""

import pathlib
import sys
import unittest

import numpy

BUNDLE = pathlib.Path(__file__).parent / "@NAME@.strategy"
sys.path.insert(0, str(BUNDLE))

from mien.testing import Session  # noqa: E402
from strategy import Behavior  # noqa: E402


def tone(seconds, level=0.3):
    """A voice of a kind: half a second of silence, then a tone, then silence again."""
    time = numpy.arange(int(seconds * 16_000)) / 16_000
    sounding = (time > 0.5) & (time < 1.0)
    return (level * numpy.sin(2 * numpy.pi * 150 * time) * sounding).astype(numpy.float32)


class BehaviorTests(unittest.TestCase):
    def session(self, **changes):
        session = Session(Behavior, fps=60, seed=1, bundle=BUNDLE, **changes)
        session.hear(tone(2))
        session.word("hello", start=0.5, end=0.8)
        session.word("there", start=0.8, end=1.0, arrival=0.5)
        return session

    def test_the_mouth_opens_with_the_voice_and_shuts_after_it(self):
        jaw = self.session().render(frames=120)["jawOpen"][:, 0]
        self.assertEqual(jaw[:30].max(), 0)
        self.assertGreater(jaw[45], 0.4)
        self.assertLess(jaw[90], 0.02)

    def test_the_head_nods_when_a_word_begins(self):
        head = self.session().render(frames=120)["head.rotation"]
        self.assertTrue((head[:31] == [0, 0, 0, 1]).all())
        self.assertGreater(head[42, 0], 0.01)
        self.assertTrue(numpy.allclose(numpy.linalg.norm(head, axis=1), 1))

    def test_a_word_that_is_taken_back_gives_no_nod(self):
        session = Session(Behavior, bundle=BUNDLE)
        word = session.word("never", start=1.0, end=1.3, arrival=0.2)
        session.cancel("word", word, end=0.5, arrival=0.5)
        head = session.render(frames=120)["head.rotation"]
        self.assertTrue((head == [0, 0, 0, 1]).all())

    def test_a_parameter_can_be_turned_while_it_runs(self):
        session = self.session()
        session.parameter("jaw", 0, at=0.75)
        jaw = session.render(frames=120)["jawOpen"][:, 0]
        self.assertGreater(jaw[44], 0.1)
        self.assertEqual(jaw[45], 0)

    def test_output_does_not_depend_on_how_frames_are_grouped(self):
        self.session().check_blocks(frames=150)

    def test_a_saved_state_goes_on_as_if_nothing_had_happened(self):
        self.session().check_state(frames=120, at=(1, 40, 77))


if __name__ == "__main__":
    unittest.main()
