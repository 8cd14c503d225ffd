#!/usr/bin/env python3
"""Checks the mouth that speech features hear against captured faces.

    pip install numpy
    MIEN_SHARED=… .ci/mouth_agreement.py [--mien .build/release/mien]

Reads the paired sound and motion below $MIEN_SHARED/data, gets our features from `mien corpus features FILE --format
csv`, prints Pearson's r without lag (whole take / inside speech) beside that of the A-weighted level and of a shifted
mouth, and exits with 1 when a number falls beyond its bound. The network was fitted to the FACEGOOD takes; the Live
Link take was used for nothing but this.
"""

import argparse
import csv
import io
import os
import subprocess
import sys

import numpy as np

# take: motion rate, bounds for jaw, jaw inside speech, rounding read 66 ms ahead, spread
TAKES = {
    "1114_2_01": (30.0, (0.83, 0.61, 0.55, 0.58)),
    "1114_2_02": (30.0, (0.83, 0.62, 0.53, 0.59)),
    "1114_3_15": (30.0, (0.69, 0.48, 0.52, 0.30)),
    "take_first10s": (59.904, (0.52, 0.43, 0.45, 0.31)),
}


def features(path, mien):
    """Columns of a sound by name."""
    text = subprocess.run(
        mien + ["corpus", "features", path, "--format", "csv"], check=True, capture_output=True, text=True
    ).stdout
    rows = list(csv.reader(io.StringIO(text)))
    values = np.array([[float(cell) for cell in row] for row in rows[1:]])
    return {name: values[:, index] for index, name in enumerate(rows[0])}


def facegood(folder, take):
    """Jaw, rounding and spread of a FACEGOOD take."""
    motion = np.load(f"{folder}/bs_value_{take}.npy")
    names = [str(name) for name in np.load(f"{folder}/shirley_1119_bs_name316.npy")]

    def part(name):
        return motion[:, names.index(f"mouth_{name}")]

    funnel = sum(part(f"funnel_{side}") for side in ("dl", "dr", "ul", "ur")) / 4
    pucker = (part("pucker_l") + part("pucker_r")) / 2
    spread = sum(
        part(f"{name}_l") + part(f"{name}_r")
        for name in ("lipCornerPull", "lipStretch", "lowerLipDepress", "upperLipRaise")
    )
    return part("stretch_c"), funnel + pucker + 0.6 * part("oh_c") + part("oo_c"), spread / 2


def live_link(path):
    """The same of a Live Link take."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row]
    motion = np.array([[float(cell) for cell in row[2:]] for row in rows[1:] if len(row) == len(rows[0])])

    def part(name):
        return motion[:, rows[0].index(name) - 2]

    spread = part("MouthStretchLeft") + part("MouthStretchRight") + part("MouthSmileLeft") + part("MouthSmileRight")
    return part("JawOpen"), part("MouthFunnel") + part("MouthPucker"), spread / 2


def at_frames(column, count, rate, ahead=0.0):
    """The newest row that ends at or before each frame, and whether there is one."""
    rows = np.floor((np.arange(count) / rate + ahead) * 100 + 1e-6).astype(int) - 1
    return np.where(rows >= 0, column[np.clip(rows, 0, len(column) - 1)], 0.0), rows < len(column)


def agreement(heard, name, motion, rate, ahead=0.0):
    """r of a whole take and of its speech."""
    mouth, known = at_frames(heard[name], len(motion), rate, ahead)
    activity, _ = at_frames(heard["activity"], len(motion), rate)
    speech = known & (activity > 0.3)
    return np.corrcoef(mouth[known], motion[known])[0, 1], np.corrcoef(mouth[speech], motion[speech])[0, 1]


def shifted(heard, motion, rate):
    """95th percentile of r when the mouth is shifted around the take."""
    mouth, _ = at_frames(heard["openness"], len(motion), rate)
    places = np.linspace(len(motion) // 20, len(motion) - len(motion) // 20, 400).astype(int)
    return np.quantile([np.corrcoef(np.roll(mouth, place), motion)[0, 1] for place in places], 0.95)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mien", default=".build/release/mien", help="the program whose features are checked")
    options = parser.parse_args()
    shared = os.environ.get("MIEN_SHARED")
    if not shared:
        sys.exit("MIEN_SHARED is unset: it names the folder that holds data/")
    failures = []
    print(f"{'take':14}{'jaw':>15}{'A level':>15}{'shifted':>9}{'round 66 ms':>15}{'spread':>15}")
    for take, (rate, bounds) in TAKES.items():
        is_facegood = take.startswith("1114")
        folder = f"{shared}/data/face-speech-{'facegood' if is_facegood else 'livelink'}"
        jaw, rounding, spread = facegood(folder, take) if is_facegood else live_link(f"{folder}/{take}.csv")
        heard = features(f"{folder}/{take}.wav", [options.mien])
        heard["loud"] = np.clip((heard["level"] - heard["peak"] + 35) / 35, 0, 1.2)
        results = [
            agreement(heard, "openness", jaw, rate), agreement(heard, "loud", jaw, rate),
            agreement(heard, "rounding", rounding, rate, 0.066), agreement(heard, "spread", spread, rate),
        ]
        text = [f"{whole:.3f} / {inside:.3f}" for whole, inside in results]
        null = shifted(heard, jaw, rate)
        print(f"{take:14}{text[0]:>15}{text[1]:>15}{null:9.2f}{text[2]:>15}{text[3]:>15}")
        reached = (results[0][0], results[0][1], results[2][0], results[3][0])
        for name, value, bound in zip(("jaw", "jaw inside speech", "rounding", "spread"), reached, bounds):
            if not value >= bound:
                failures.append(f"{take}: {name} {value:.3f} is below {bound}")
        if not results[0][1] > results[1][1]:
            failures.append(f"{take}: the mouth is no better than the level inside speech")
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
