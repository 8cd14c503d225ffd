import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import house
import test_metric
from mien import measurements


def project(folder, kind, name="my-own.1"):
    """A folder made of a template, as `metric new` makes it."""
    template = house.ROOT / "Plugins" / "Templates" / kind
    places = {"@NAME@": name, "@TITLE@": "My own", "@MIEN_HOME@": str(house.ROOT)}

    def filled(text):
        for place, value in places.items():
            text = text.replace(place, value)
        return text

    target = pathlib.Path(folder) / name
    for source in template.rglob("*"):
        if source.is_file() and "__pycache__" not in source.parts:
            place = target / filled(str(source.relative_to(template)))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(filled(source.read_text()))
            shutil.copymode(source, place)
    return target


class Templates(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def made(self, kind, count):
        made = project(self.folder, kind)
        result = subprocess.run(
            [str(made / "test.sh")], capture_output=True, text=True, timeout=120,
            env=house.environment(PYTHON=sys.executable))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"Ran {count} tests", result.stderr)
        self.assertFalse([path for path in made.rglob("*") if "pycache" in path.name or "@" in path.name])
        return made

    def test_a_new_metric_passes_its_tests_and_measures_in_a_worker(self):
        made = self.made("metric", 8)
        card = json.loads((made / "my-own.1.metric" / "metric.json").read_text())
        self.assertEqual((card["schema"], card["id"]), ("mien.metric/1", "my-own.1"))
        with test_metric.Host(made / "my-own.1.metric") as host:
            self.assertEqual(host.told["functions"], ["measure"])
            rows = house.numpy.tile(house.numpy.array([0, 0, 0, 0, 1], house.numpy.float32), (8, 1))
            told = host.call(measurements.MEASURE, test_metric.a_take(rows))[0]
        self.assertEqual(told, {"values": {"": {"value": 0.0}}})

    def test_a_new_encoder_passes_its_tests_and_loads_in_a_worker(self):
        made = self.made("encoder", 4)
        bundle = made / "my-own.1.encoder"
        self.assertTrue((bundle / "encoder.npz").is_file())
        with test_metric.Host(bundle, "encoder.py") as host:
            self.assertEqual(host.told["functions"], ["encode"])


if __name__ == "__main__":
    unittest.main()
