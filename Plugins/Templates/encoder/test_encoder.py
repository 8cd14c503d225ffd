"""Tests of the encoder, without a host. Run them with ./test.sh."""

import pathlib
import sys
import unittest

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).parent / "@NAME@.encoder"))

from encoder import encode  # noqa: E402
from mien import samples  # noqa: E402

WINDOWS = samples.windows(24, frames=30, columns=8)


class EncoderTests(unittest.TestCase):
    def test_every_window_becomes_a_point(self):
        points = encode(WINDOWS)
        self.assertEqual(points.shape, (24, 4))
        self.assertTrue(numpy.isfinite(points).all())

    def test_a_point_depends_on_its_window_alone(self):
        self.assertTrue(numpy.allclose(encode(WINDOWS)[7], encode(WINDOWS[7:8])[0], rtol=0, atol=1e-12))

    def test_unlike_windows_become_unlike_points(self):
        points = encode(WINDOWS)
        self.assertGreater(numpy.abs(points[0] - points[1]).max(), 0.01)

    def test_no_window_gives_no_point(self):
        self.assertEqual(encode(WINDOWS[:0]).shape, (0, 4))


if __name__ == "__main__":
    unittest.main()
