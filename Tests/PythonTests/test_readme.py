import re
import tempfile
import unittest

import house
from mien import Session, Strategy
from mien.record import Record

README = (house.PYTHON / "README.md").read_text()


class Readme(unittest.TestCase):
    def test_the_first_example_is_tested_by_the_second(self):
        blocks = re.findall(r"```python\n(.*?)```", README, re.S)
        self.assertEqual(len(blocks), 2)
        scope = {"__name__": "readme"}
        for block in blocks:
            exec(compile(block, "README.md", "exec"), scope)

    def test_the_first_example_runs_in_a_worker(self):
        with tempfile.TemporaryDirectory() as folder:
            with house.Host(house.bundle(folder, re.search(r"```python\n(.*?)```", README, re.S)[1])) as host:
                host.begin()
                word = {"due": 30, "text": "hi", "start": 0.5, "end": 0.7, "arrival": 0.5}
                rows, _ = host.render(0, 60, house.records(word))
        self.assertTrue((rows[:31] == [0, 0, 0, 1]).all())
        self.assertAlmostEqual(float(rows[42, 0]), 0.03, places=3)

    def test_what_a_session_and_a_record_have_is_told(self):
        for name in [name for name in vars(Session) if not name.startswith("_")] + list(Record._fields):
            if not name.endswith("_flicks"):
                self.assertIn(f"`{name}", README)
        for name in vars(Strategy):
            if not name.startswith("_"):
                self.assertIn(f"`{name}", README)


if __name__ == "__main__":
    unittest.main()
