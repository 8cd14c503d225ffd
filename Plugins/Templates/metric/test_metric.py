"""Tests of the metric, without a host. Run them with ./test.sh."""

import pathlib
import sys
import unittest

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).parent / "@NAME@.metric"))

from metric import measure  # noqa: E402
from mien import Undefined, samples  # noqa: E402


def turning(speed, frames=120, fps=60):
    """A head that turns to the left at a steady speed, rad/s."""
    half = numpy.arange(frames) / fps * speed / 2
    zeros = numpy.zeros(frames)
    return samples.take(fps=fps, channels={
        "head.rotation": numpy.stack([zeros, numpy.sin(half), zeros, numpy.cos(half)], axis=1)})


class MetricTests(unittest.TestCase):
    def test_a_steady_turn_has_its_speed(self):
        self.assertAlmostEqual(measure(turning(0.5)), 0.5, places=4)

    def test_the_frame_rate_does_not_matter(self):
        self.assertAlmostEqual(measure(turning(0.5, fps=30)), measure(turning(0.5, fps=120)), places=3)

    def test_what_is_still_has_none(self):
        self.assertEqual(measure(samples.take(still=True)), 0)

    def test_a_held_pose_is_still_though_its_length_is_not_quite_1(self):
        # Tracks hold float32: |q|² of these is off by up to a ten-millionth.
        poses = numpy.random.default_rng(1).normal(size=(200, 4))
        for pose in (poses / numpy.linalg.norm(poses, axis=1, keepdims=True)).astype(numpy.float32):
            take = samples.take(channels={"head.rotation": numpy.tile(pose, (60, 1))})
            self.assertLess(measure(take), 1e-9)

    def test_the_two_signs_of_a_rotation_are_one_pose(self):
        pose = numpy.array([0.1, -0.2, 0.3, 0.927], numpy.float32)
        take = samples.take(channels={"head.rotation": numpy.stack([pose, -pose] * 30)})
        self.assertLess(measure(take), 1e-9)

    def test_what_moves_more_has_more(self):
        self.assertGreater(measure(samples.take(seed=2)), 0.01)

    def test_without_a_head_there_is_no_value(self):
        take = samples.take(channels={"jawOpen": numpy.zeros(60)})
        self.assertIsInstance(measure(take), Undefined)

    def test_one_frame_is_too_few(self):
        self.assertIsInstance(measure(turning(0.5, frames=1)), Undefined)


if __name__ == "__main__":
    unittest.main()
