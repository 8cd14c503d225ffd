import os
import struct
import tempfile
import time
import unittest

import house
from house import Host
from mien import wire

COPY = """
    class Copy(Strategy):
        id, version = "copy", "1.0.0"
        channels = [weight(f"w{n}") for n in range(52)] + [rotation(f"b{n}") for n in range(17)]
        def prepare(self, session):
            self.table = session.random("table").random((4096, 120), dtype=numpy.float32)
        def render(self, first, rows, activity):
            start = first % 2048
            rows[:] = self.table[start:start + len(rows)]
    """


class Speed(unittest.TestCase):
    """Bounds are loose, for busy machines; MIEN_TIMES=1 prints what was measured."""

    def measure(self, host, frames, count):
        request = struct.Struct("<6Q")
        answer = bytearray(4096)
        best = 1e9
        host.begin(measure=False)
        first = 0
        for _ in range(5):
            begun = time.perf_counter()
            for _ in range(count):
                host.line.send(request.pack(wire.RENDER, first, frames, 0, 0, 0))
                host.line.recv_into(answer)
                first += frames
            best = min(best, (time.perf_counter() - begun) / count)
            self.assertEqual(answer[:8], bytes(8))
        host.end()
        return best * 1e6

    def test_a_block_of_a_second_takes_far_less_than_a_five_thousandth_of_it(self):
        with tempfile.TemporaryDirectory() as folder, Host(house.bundle(folder, COPY)) as host:
            sixty = self.measure(host, 60, 2000)
            one = self.measure(host, 1, 2000)
        if os.environ.get("MIEN_TIMES"):
            print(f"\na request of 60 frames: {sixty:.1f} us, of 1 frame: {one:.1f} us, there and back")
        self.assertLess(sixty, 200)
        self.assertLess(one, 200)


if __name__ == "__main__":
    unittest.main()
