import pathlib
import shutil
import subprocess
import tempfile
import unittest

import house
from mien import declaration, record, strategy

COMPILER = shutil.which("cc")
PROGRAM = """
#include <mien.h>
#include <stddef.h>
#include <stdio.h>
#define FIELD(n) printf("%s %zu %zu\\n", #n, offsetof(mien_record, n), sizeof(((mien_record *)0)->n));
#define NUMBER(n) printf("%s %lld\\n", #n, (long long)(n));
int main(void) {
  NUMBER(sizeof(mien_record))
  FIELDS
  NUMBERS
  return 0;
}
"""


@unittest.skipUnless(COMPILER, "no cc on PATH: layouts were not compared with the headers")
class Layout(unittest.TestCase):
    def test_records_and_numbers_are_those_of_the_headers(self):
        expected = {
            "MIEN_FLICKS_PER_SECOND": record.FLICKS_PER_SECOND, "MIEN_HAS_START": record.HAS_START,
            "MIEN_HAS_END": record.HAS_END, "MIEN_HAS_VALUE": record.HAS_VALUE, "MIEN_HAS_ANCHOR": record.HAS_ANCHOR,
            "MIEN_HAS_TEXT": record.HAS_TEXT, "MIEN_IS_ESTIMATED": record.IS_ESTIMATED,
            "MIEN_FAILED": -1, "MIEN_UNSUPPORTED": -3, "MIEN_OUT_OF_MEMORY": -4}
        for prefix, names in (
                ("MIEN_RECORD", record.KINDS), ("MIEN_OP", record.OPERATIONS), ("MIEN_CUE", record.CUES),
                ("MIEN_CHANNEL", dict(enumerate(strategy.WIDTHS))),
                ("MIEN_NEEDS", {1 << n: name.replace("-", "_") for n, name in enumerate(declaration.NEEDS)})):
            expected.update({f"{prefix}_{name.upper()}": number for number, name in names.items()})
        text = PROGRAM.replace("  FIELDS", "\n".join(f"  FIELD({name})" for name in record.FIELDS))
        text = text.replace("  NUMBERS", "\n".join(f"  NUMBER({name})" for name in expected))
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "layout.c"
            source.write_text(text)
            include = house.ROOT / "Sources" / "StrategyABI" / "include"
            subprocess.run(
                [COMPILER, "-std=c11", "-I", str(include), str(source), "-o", folder + "/layout"], check=True)
            told = subprocess.run([folder + "/layout"], check=True, capture_output=True, text=True).stdout
        lines = [line.rsplit(" ", 1) if line.count(" ") == 1 else line.split() for line in told.splitlines()]
        numbers = {line[0]: int(line[1]) for line in lines if len(line) == 2}
        self.assertEqual(numbers.pop("sizeof(mien_record)"), record.LAYOUT.size)
        self.assertEqual(numbers, expected)
        fields = [(line[0], int(line[1]), int(line[2])) for line in lines if len(line) == 3]
        offset = 0
        sizes = {"I": 4, "H": 2, "Q": 8, "q": 8, "d": 8}
        codes = "IHHIIIIQQqqqdQII"
        self.assertEqual(record.LAYOUT.format, "<" + codes)
        computed = []
        for name, code in zip(record.FIELDS, codes):
            computed.append((name, offset, sizes[code]))
            offset += sizes[code]
        self.assertEqual(fields, computed)


if __name__ == "__main__":
    unittest.main()
