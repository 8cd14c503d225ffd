import importlib.metadata
import pathlib
import re
import sys
import tempfile
import unittest
from unittest import mock

import house  # noqa: F401  (finds the package)
from mien import environment


class Environment(unittest.TestCase):
    def test_it_names_what_the_standard_library_finds(self):
        expected = {
            re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower() + "==" + found.version
            for found in importlib.metadata.distributions()}
        self.assertEqual(set(environment.describe().split("\n")[1:]), expected)

    def test_each_way_of_writing_it_down_is_read_and_the_first_wins(self):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            (pathlib.Path(first) / "Some_Thing-1.2.dist-info").mkdir()
            (pathlib.Path(second) / "some.thing-9.dist-info").mkdir()
            (pathlib.Path(second) / "old-3.0-py3.11.egg-info").mkdir()
            (pathlib.Path(second) / "developed.egg-info").mkdir()
            (pathlib.Path(second) / "developed.egg-info" / "PKG-INFO").write_text("Name: developed\nVersion: 0.4\n")
            (pathlib.Path(second) / "flat.egg-info").write_text("Name: flat\nVersion: 5\n")
            (pathlib.Path(second) / "broken.egg-info").mkdir()
            with mock.patch.object(sys, "path", [first, "/nowhere", second, first]):
                self.assertEqual(environment.sites(), [first, second])
                self.assertEqual(environment.describe().split("\n")[1:], [
                    "broken==unknown", "developed==0.4", "flat==5", "old==3.0", "some-thing==1.2"])


if __name__ == "__main__":
    unittest.main()
