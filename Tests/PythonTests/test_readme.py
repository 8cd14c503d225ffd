import json
import re
import tempfile
import unittest

import house
from mien import Session, Strategy, samples
from mien.record import Record

README = (house.PYTHON / "README.md").read_text()
AUTHORS = (house.ROOT / "Plugins" / "README.md").read_text()


class Readme(unittest.TestCase):
    def test_examples_are_tested_by_those_that_follow(self):
        blocks = re.findall(r"```python\n(.*?)```", README, re.S)
        self.assertEqual(len(blocks), 4)
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

    def test_what_a_take_has_is_told_to_authors(self):
        take = samples.take()
        for name in dir(take):
            if not name.startswith("_") and name != "decode":
                self.assertRegex(AUTHORS, rf"`{name}[`(\[]|\.{name}\b", name)

    def test_manifests_of_the_page_are_json(self):
        for text in re.findall(r"```json\n(.*?)```", AUTHORS, re.S):
            self.assertRegex(json.loads(text)["schema"], r"^mien\.(strategy|metric|encoder)/1$")


if __name__ == "__main__":
    unittest.main()
