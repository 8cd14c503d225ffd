import json
import os
import pathlib
import sys
import tempfile
import unittest

import house
from mien import declaration
from mien.strategy import Channel, Parameter, Strategy, angle, parameter, rotation, translation, weight

ONE = """
    class One(Strategy):
        id = "one"
        version = "1.2.0-beta.1"
        title = "One"
        summary = "Does little."
        vendor = "us"
        needs = {"own-audio", "words"}
        channels = [weight("jawOpen"), rotation("head"), translation("hips"), angle("gaze.yaw")]
        parameters = [parameter("gain", "Gain", "x", minimum=0, maximum=2, initial=1)]
        tolerance = 1e-5
        def render(self, first, rows, activity):
            pass
    """


class Describe(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def describe(self, body, **named):
        return house.describe(house.bundle(self.folder, body), **named)

    def complaint(self, body, **named):
        result = self.describe(body, **named)
        self.assertEqual((result.returncode, result.stdout), (1, ""), result.stderr)
        return result.stderr

    def test_a_line_of_json_tells_all(self):
        result = self.describe("print('noise')\n" + house.textwrap.dedent(ONE))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout.count("\n"), 1)
        self.assertIn("noise", result.stderr)
        told = json.loads(result.stdout)
        self.assertEqual(told["descriptors"], [{
            "id": "one", "version": "1.2.0-beta.1", "title": "One", "summary": "Does little.", "vendor": "us",
            "needs": ["words", "own-audio"],
            "channels": [
                {"name": "jawOpen", "kind": "weight"}, {"name": "head.rotation", "kind": "rotation"},
                {"name": "hips.translation", "kind": "translation"}, {"name": "gaze.yaw", "kind": "angle"}],
            "tolerance": 1e-5,
            "parameters": [
                {"id": "gain", "title": "Gain", "unit": "x", "minimum": 0.0, "maximum": 2.0, "initial": 1.0}]}])
        lines = told["environment"].split("\n")
        self.assertTrue(lines[0].startswith("python " + sys.version.split()[0] + " "), lines[0])
        self.assertIn("numpy==" + house.numpy.__version__, lines)
        self.assertEqual(lines[1:], sorted(lines[1:], key=lambda line: line.split("==")[0]))
        self.assertIn(os.path.dirname(os.path.dirname(house.numpy.__file__)), told["sites"])
        self.assertTrue(all(os.path.isdir(site) for site in told["sites"]))
        self.assertFalse({str(house.PYTHON), str(house.PYTHON / "mien"), str(self.folder)} & set(told["sites"]))

    def test_several_strategies_and_own_modules(self):
        path = house.bundle(self.folder, """
            import wave_shapes
            from wave_shapes import Shape
            class B(Shape):
                id = "b"
            class A(Shape):
                id = "a"
            Again = A
            """)
        (path / "wave_shapes.py").write_text(house.HEAD + house.textwrap.dedent("""
            class Shape(Strategy):
                version = "1.0.0"
                channels = (weight("a"),)
                def render(self, first, rows, activity):
                    pass
            """))
        result = house.describe(path)
        self.assertEqual([d["id"] for d in json.loads(result.stdout)["descriptors"]], ["b", "a"])
        self.assertEqual(sorted(os.listdir(path)), ["strategy.json", "strategy.py", "wave_shapes.py"])

    def test_modules_of_the_worker_are_not_in_the_way(self):
        path = house.bundle(self.folder, "import driver, wire\n" + house.textwrap.dedent(ONE))
        for name in ("driver", "wire"):
            (path / f"{name}.py").write_text("")
        self.assertEqual(house.describe(path).returncode, 0)
        path = house.bundle(self.folder, ONE, script="numpy.py")
        self.assertEqual(house.describe(path, "numpy.py").returncode, 0)

    def test_scripts_that_cannot_be_used(self):
        path = house.bundle(self.folder, ONE)
        result = house.describe(path, "other.py")
        self.assertEqual(result.returncode, 1)
        self.assertIn("other.py: no such script", result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1)
        self.assertIn("no strategy in it", self.complaint("x = 1"))
        self.assertIn("no strategy in it", self.complaint("class A(Strategy): pass"))
        self.assertIn("both have the id 'one'", self.complaint(ONE + ONE.replace("One(", "Two(")))
        self.assertIn("SyntaxError: invalid syntax (strategy.py:4)", self.complaint("\nclass class"))
        self.assertIn(
            "ZeroDivisionError: division by zero (strategy.py:3 in <module>)",
            self.complaint("1 / 0").splitlines()[-1])
        self.assertIn("ModuleNotFoundError: No module named 'nowhere'", self.complaint("import nowhere"))
        self.assertIn("ends the process with 3", self.complaint("raise SystemExit(3)"))

    def test_numpy_that_is_missing(self):
        result = house.describe(house.bundle(self.folder, ONE), python=(sys.executable, "-I", "-S"))
        self.assertEqual((result.returncode, result.stderr.count("\n")), (1, 1), result.stderr)
        self.assertIn(f"{sys.executable} -m pip install numpy", result.stderr)

    def test_bad_use(self):
        result = house.subprocess.run(
            [sys.executable, str(house.WORKER), "dance"], capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stderr.count("\n")), (1, 1))


class Declarations(unittest.TestCase):
    def complaint(self, **changes):
        members = {
            "id": "x", "version": "1.0.0", "channels": [weight("a")], "render": lambda *_: None, **changes}
        with self.assertRaises(declaration.DeclarationError) as caught:
            declaration.descriptor(type("X", (Strategy,), members))
        text = str(caught.exception)
        self.assertTrue(text.startswith("X"), text)
        return text

    def test_each_fault_is_named(self):
        for changes, words in [
            ({"id": "Upper"}, "'Upper'"), ({"id": 3}, "X.id is 3"), ({"id": "a b"}, "'a b'"), ({"id": "é"}, "'é'"),
            ({"version": "1"}, "semantic"), ({"version": None}, "X.version is None"), ({"title": 1}, "X.title"),
            ({"summary": "two\nlines"}, "X.summary"),
            ({"needs": "words"}, "X.needs is 'words'"), ({"needs": {"sound"}}, "'sound'"), ({"needs": 3}, "is 3"),
            ({"needs": [[]]}, "[]"),
            ({"channels": []}, "holds 0"), ({"channels": None}, "is None"), ({"channels": ["jawOpen"]}, "'jawOpen'"),
            ({"channels": [weight("a"), angle("a")]}, "'a' twice"), ({"channels": [Channel("a", "wave")]}, "'wave'"),
            ({"channels": [weight("")]}, "''"), ({"channels": [weight(None)]}, "None"),
            ({"channels": [rotation(3)]}, "3"), ({"channels": [weight("a\n")]}, "'a\\n'"),
            ({"channels": [weight(str(n)) for n in range(4097)]}, "4097"),
            ({"tolerance": float("nan")}, "nan"), ({"tolerance": -1}, "-1"), ({"tolerance": "0"}, "'0'"),
            ({"tolerance": 1e300}, "1e+300"),
            ({"parameters": [1]}, "parameters[0]"), ({"parameters": "gain"}, "'gain'"),
            ({"parameters": [parameter("a", minimum=0, maximum=1, initial=2)]}, "initial"),
            ({"parameters": [parameter("a", minimum=float("nan"), maximum=1, initial=0)]}, "nan"),
            ({"parameters": [parameter("a", minimum=0, maximum=float("inf"), initial=0)]}, "inf"),
            ({"parameters": [parameter("a", minimum=1, maximum=0, initial=0)]}, "range 1...0"),
            ({"parameters": [parameter("a=b", minimum=0, maximum=1, initial=0)]}, "'a=b'"),
            ({"parameters": [Parameter("a", None, "", 0, 1, 0)]}, "None"),
            ({"parameters": [parameter("a", minimum=0, maximum=1, initial=0)] * 2}, "'a' twice"),
            ({"render": Strategy.render}, "no render"), ({"save": lambda self: b""}, "save and load"),
        ]:
            with self.subTest(changes=changes):
                self.assertIn(words, self.complaint(**changes))

    def test_channel_names(self):
        self.assertEqual(rotation("head").name, "head.rotation")
        self.assertEqual(rotation("head.rotation").name, "head.rotation")
        self.assertEqual(translation("hips").name, "hips.translation")


if __name__ == "__main__":
    unittest.main()
