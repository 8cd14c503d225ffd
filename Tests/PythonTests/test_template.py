import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import house


@unittest.skipUnless(house.TEMPLATE.is_dir(), "the template is not in this tree")
class Template(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = pathlib.Path(folder.name) / "my-talker.1"
        places = {"@NAME@": "my-talker.1", "@TITLE@": "My talker", "@MIEN_HOME@": str(house.ROOT)}

        def filled(text):
            for place, value in places.items():
                text = text.replace(place, value)
            return text

        for source in house.TEMPLATE.rglob("*"):
            if source.is_file() and "__pycache__" not in source.parts:
                target = self.project / filled(str(source.relative_to(house.TEMPLATE)))
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(filled(source.read_text()))
                shutil.copymode(source, target)

    def run_script(self, name, **changes):
        environment = house.environment(**{"PYTHON": sys.executable, **changes})
        environment = {key: value for key, value in environment.items() if value is not None}
        return subprocess.run(
            [str(self.project / name)], capture_output=True, text=True, timeout=120, env=environment)

    def interpreter(self, path):
        """Makes an interpreter that says on the error stream that it was taken."""
        path = self.project / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "taken: {path.name}" >&2\nexec "{sys.executable}" "$@"\n')
        path.chmod(0o755)

    def name_interpreter(self, choice, **layout):
        card = self.project / "my-talker.1.strategy" / "strategy.json"
        card.write_text(json.dumps({**json.loads(card.read_text()), "python": choice}, **layout))

    def test_a_new_project_builds_and_passes_its_tests(self):
        built = self.run_script("build.sh")
        self.assertEqual(built.returncode, 0, built.stderr)
        tested = self.run_script("test.sh")
        self.assertEqual(tested.returncode, 0, tested.stderr)
        self.assertIn("Ran 6 tests", tested.stderr)
        left = [str(path.relative_to(self.project)) for path in self.project.rglob("*")]
        self.assertFalse([path for path in left if "pycache" in path])
        for path in self.project.rglob("*"):
            self.assertNotIn("@", path.name)
            if path.is_file():
                self.assertNotRegex(path.read_text(), "@[A-Z_]+@", path)

    def test_its_card_agrees_with_its_script(self):
        bundle = self.project / "my-talker.1.strategy"
        card = json.loads((bundle / "strategy.json").read_text())
        result = house.describe(bundle, card["script"])
        self.assertEqual(result.returncode, 0, result.stderr)
        told, = json.loads(result.stdout)["descriptors"]
        self.assertEqual(card["schema"], "mien.strategy/1")
        for key in ("id", "title", "summary", "version"):
            self.assertEqual(card[key], told[key], key)

    def test_it_runs_in_a_worker(self):
        with house.Host(self.project / "my-talker.1.strategy") as host:
            host.begin(streams=[house.stream(16000)])
            samples = 0.3 * house.numpy.sin(house.numpy.arange(16000) * 0.06)
            known = house.known(0, [(0, 16000 * k // 60) for k in range(60)])
            rows, _ = host.render(0, 60, house.audio(samples) + known)
            self.assertGreater(rows[40, 0], 0.4)
            self.assertEqual(host.counts[0], 60)

    def test_the_interpreter_of_the_manifest_comes_first(self):
        self.interpreter(".venv/bin/python")
        self.interpreter("path/oddpython")
        path = f"{self.project}/path:{os.environ['PATH']}"
        for choice, layout in (
                ("../.venv/bin/python", {}), ("../.venv/bin/python", {"indent": 2}),
                (str(self.project / ".venv/bin/python"), {}), ("oddpython", {"separators": (",", ":")})):
            self.name_interpreter(choice, **layout)
            for script in ("build.sh", "test.sh"):
                with self.subTest(choice=choice, script=script, layout=layout):
                    result = self.run_script(script, PYTHON="/nowhere", VIRTUAL_ENV="/nowhere", PATH=path)
                    self.assertEqual(result.returncode, 0, result.stderr)
                    self.assertIn(f"taken: {choice.split('/')[-1]}", result.stderr)
        self.name_interpreter("../gone/python")
        for script in ("build.sh", "test.sh"):
            result = self.run_script(script)
            self.assertEqual(result.returncode, 1)
            self.assertIn("gone/python is not there: 'python' in", result.stderr)

    def test_without_one_it_is_that_of_the_environment(self):
        self.interpreter("env/bin/python3")
        self.interpreter("mine")
        venv = str(self.project / "env")
        for script in ("build.sh", "test.sh"):
            for changes, name in (
                    ({"PYTHON": str(self.project / "mine"), "VIRTUAL_ENV": venv}, "mine"),
                    ({"PYTHON": None, "VIRTUAL_ENV": venv}, "python3"),
                    ({"PYTHON": None, "VIRTUAL_ENV": "/nowhere", "PATH": f"{venv}/bin:/usr/bin:/bin"}, "python3"),
                    ({"PYTHON": None, "VIRTUAL_ENV": None, "PATH": f"{venv}/bin:/usr/bin:/bin"}, "python3")):
                result = self.run_script(script, **changes)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn(f"taken: {name}", result.stderr)
            self.assertIn("set PYTHON", self.run_script(script, PYTHON="/nowhere").stderr)

    def test_faults_are_found_when_it_is_built(self):
        script = self.project / "my-talker.1.strategy" / "strategy.py"
        script.write_text(script.read_text().replace('"words"', '"wrods"'))
        built = self.run_script("build.sh")
        self.assertEqual(built.returncode, 1)
        self.assertIn("'wrods'", built.stderr)
        built = self.run_script("build.sh", MIEN_HOME="/nowhere")
        self.assertIn("set MIEN_HOME", built.stderr)
        built = self.run_script("build.sh", PATH=os.environ["PATH"])
        self.assertNotEqual(built.returncode, 0)


if __name__ == "__main__":
    unittest.main()
