#!/usr/bin/env python3
"""Puts the lip scores to the test on real speech whose alignment strategies do not get, and writes the page of it.

    pip install numpy
    MIEN_SHARED=… .ci/lip_agreement.py [--mien .build/release/mien] [--out PAGE.md]

Imports the speech below $MIEN_SHARED/data. Good mouths are those of the `speech` strategy, which is given sound and
nothing else, and those of people, where the take holds them. Each is spoilt: late by 100, 200 and 500 ms, that of
another recording, noise of the same mean and deviation, shut, and held half open. All of them come back by
`mien take import` and are scored as any take: against the phones where somebody aligned them (`lip-sync`), and against
the sound alone (`lip-sound`). Ends with 1 when a good mouth that must be told from a spoilt one is not.
"""

import argparse
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import wave

import numpy as np

# corpus: form, folder, what it is and its licence
CORPORA = {
    "librivox": ("textgrid", "speech-librivox", "LibriVox, public domain; phones by a forced aligner"),
    "mfa": ("textgrid", "speech-mfa", "Montreal Forced Aligner's tests, MIT; phones by it"),
    "praatio": ("textgrid", "speech-praatio", "praatIO's examples, MIT; phones by hand"),
    "ljspeech": ("audio", "speech-ljspeech", "LJ Speech, public domain; no alignment"),
    "ravdess": ("audio", "speech-ravdess", "RAVDESS, CC BY-NC-SA 4.0; no alignment, each actor's takes joined"),
    "facegood": ("curves", "face-speech-facegood", "FACEGOOD Audio2Face, MIT; no alignment, recorded faces"),
    "livelink": ("livelink", "face-speech-livelink", "NeuroSync, MIT or paid; no alignment, recorded face"),
}
SPOILT = ["+100 ms", "+200 ms", "+500 ms", "mismatched", "noise", "shut", "held"]
# Least by which r of a good mouth must be above that of a spoilt one, where the take is long enough to say so.
MARGIN = 0.1
# Seconds of speech below which a table says what was measured and claims nothing.
LEAST_SPEECH = 5.0


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--mien", default=".build/release/mien")
    options.add_argument("--out")
    options = options.parse_args()
    shared = os.environ.get("MIEN_SHARED")
    if not shared:
        sys.exit("MIEN_SHARED is unset")
    bench = Bench(options.mien, os.path.join(shared, "data"), tempfile.mkdtemp())
    try:
        rows = bench.rows()
    finally:
        shutil.rmtree(bench.work)
    text, failures = page(rows)
    if options.out:
        with open(options.out, "w", encoding="utf-8") as file:
            file.write(text)
    else:
        print(text)
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


class Bench:
    """Corpora, runs and their scores in a folder of their own."""

    def __init__(self, mien, data, work):
        self.mien, self.data, self.work = mien, data, work
        self.here = os.path.dirname(os.path.abspath(__file__))
        self.store = os.path.join(work, "store.sqlite")
        # Lips need a rig and no reference: without sessions no scale of known motion is made for each run.
        self.rig = os.path.join(self.here, "../Corpora/Characters/nova/nova.vrm")

    def call(self, *words):
        done = subprocess.run([self.mien, *words], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"mien {' '.join(words)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def select(self, statement):
        """Rows of the store by column; its views keep their columns."""
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as store:
            store.row_factory = sqlite3.Row
            return [dict(row) for row in store.execute(statement)]

    def rows(self):
        """A row for each good mouth: its scores and those of what it was spoilt into."""
        goods = []
        for corpus in CORPORA:
            self.make(corpus)
            self.call("run", "--strategy", "speech", "--corpus", f"{self.work}/{corpus}", "--character", self.rig,
                      "--seed", "1", "--give", "audio", "--store", self.store, "--quiet")
        for run in self.select("SELECT id, strategy, corpus FROM runs WHERE strategy IN ('speech', 'natural')"):
            for take in self.select(f"SELECT recording, participant FROM takes WHERE run = '{run['id']}'"):
                goods.append({**run, **take, "mouth": self.mouth(run["id"], take)})
        for place, good in enumerate(goods):
            others = [g for g in goods[place + 1:] + goods[:place]
                      if g["strategy"] == good["strategy"] and g["recording"] != good["recording"]
                      and g["mouth"][0].std() > 0]
            good["other"] = others[0]["mouth"] if others else None
        for corpus in CORPORA:
            for source in ("speech", "natural"):
                own = [g for g in goods if g["corpus"] == corpus and g["strategy"] == source]
                if own:
                    self.spoil(corpus, source, own)
        speech = {}
        for corpus in CORPORA:
            show = json.loads(self.call("corpus", "show", f"{self.work}/{corpus}", "--format", "json"))
            for recording in show["recordings"]:
                speech[corpus, recording["id"]] = 60 * recording["counts"]["characterSpeechMinutes"]
        for good in goods:
            good["speech"] = speech[good["corpus"], good["recording"]]
        return goods

    def make(self, corpus):
        """Imports a corpus."""
        form, folder, _ = CORPORA[corpus]
        source = os.path.join(self.data, folder)
        more = []
        if corpus == "facegood":
            more = ["--rig-map", os.path.join(self.here, "captures/facegood.json")]
        if corpus in ("ravdess", "livelink"):
            # A made face is no person's; lines of a second and a half are joined.
            copy = os.path.join(self.work, f"{corpus}-source")
            os.makedirs(copy)
            if corpus == "livelink":
                for name in ("take_first10s.csv", "take_first10s.wav"):
                    shutil.copy(os.path.join(source, name), copy)
            else:
                join_actors(source, copy)
            source = copy
        self.call("corpus", "import", form, source, "--out", os.path.join(self.work, corpus), "--evidence", "real",
                  "--quiet", *more)

    def mouth(self, run, take):
        """Jaw, closing lips and frames a second of a take."""
        file = os.path.join(self.work, f"{run}-{take['recording']}.csv")
        self.call("export", run, "--take", f"{take['recording']}/{take['participant']}", "--as", "csv", "--out", file,
                  "--store", self.store)
        with open(file, newline="", encoding="utf-8") as text:
            rows = list(csv.DictReader(text))
        jaw = np.array([float(row["jawOpen"]) for row in rows])
        close = np.array([float(row.get("mouthClose") or 0) for row in rows])
        return jaw, close

    def spoil(self, corpus, source, goods):
        """Imports what the mouths of a run are spoilt into and keeps all scores with the goods."""
        for good in goods:
            good["scores"] = {"good": self.scores(good["id"], good)}
        for kind in SPOILT:
            name = f"{source}.{kind.replace('+', 'late').replace(' ', '')}"
            folder = os.path.join(self.work, f"{corpus}-{name}")
            os.makedirs(folder)
            for place, good in enumerate(goods):
                curves = spoilt(kind, good["mouth"], good["other"], np.random.default_rng(place))
                if curves is not None:
                    write(os.path.join(folder, f"{good['recording']}_{good['participant']}.csv"), *curves)
            self.call("take", "import", folder, "--corpus", f"{self.work}/{corpus}", "--character", self.rig, "--name", name,
                      "--layout", "csv", "--store", self.store)
            run = self.select(f"SELECT id FROM runs WHERE strategy = 'external:{name}' AND corpus = '{corpus}'")[0]["id"]
            for good in goods:
                good["scores"][kind] = self.scores(run, good)

    def scores(self, run, take):
        """Lip scores of a take by name."""
        found = {}
        for row in self.select(
                f"SELECT metric, value, undefined FROM take_scores WHERE run = '{run}' AND recording = "
                f"'{take['recording']}' AND participant = '{take['participant']}' AND metric LIKE 'lip-s%'"):
            found[row["metric"].rsplit("/", 1)[0]] = row["undefined"] if row["value"] is None else row["value"]
        return found


def join_actors(source, target):
    """One sound for each actor of RAVDESS."""
    for actor in ("01", "02", "05"):
        frames, rate = [], None
        for name in sorted(os.listdir(source)):
            if not name.endswith(f"-{actor}.wav"):
                continue
            with wave.open(os.path.join(source, name)) as sound:
                rate = sound.getparams()
                frames.append(sound.readframes(sound.getnframes()))
        with wave.open(os.path.join(target, f"actor-{actor}.wav"), "wb") as out:
            out.setparams(rate)
            out.writeframes(b"".join(frames))


def spoilt(kind, mouth, other, random):
    """Jaw and closing lips, spoilt; none where there is no other recording."""
    jaw, close = mouth
    if kind.startswith("+"):
        late = round(int(kind[1:-3]) * 60 / 1000)
        return np.roll(jaw, late), np.roll(close, late)
    if kind == "mismatched":
        return None if other is None else tuple(np.resize(curve, len(jaw)) for curve in other)
    if kind == "noise":
        return np.clip(random.normal(jaw.mean(), jaw.std(), len(jaw)), 0, 1), np.zeros(len(jaw))
    return np.full(len(jaw), 0.5 if kind == "held" else 0.0), np.zeros(len(jaw))


def write(path, jaw, close):
    """A take of two weights at 60 frames a second."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("time,jawOpen,mouthClose\n")
        for frame, (a, b) in enumerate(zip(jaw, close)):
            file.write(f"{frame / 60:.6f},{a:.6f},{b:.6f}\n")


def family(scores):
    """Prefix of the lip scores that the take has: against phones where there are any."""
    if isinstance(scores["good"].get("lip-sync.r0"), float):
        return "lip-sync"
    return "lip-sound" if isinstance(scores["good"].get("lip-sound.r0"), float) else None


def page(rows):
    """The page of documentation, and what does not hold."""
    lines = HEAD.splitlines()
    failures = []
    for title, source in (("Strategy `speech`, given sound alone", "speech"), ("Recorded faces", "natural")):
        lines += ["", f"## {title}", "",
                  "| recording | against | s | good r, lag, gain | " + " | ".join(SPOILT) + " | |",
                  "| :-- " * (len(SPOILT) + 5) + "|"]
        for row in rows:
            if row["strategy"] != source:
                continue
            name = f"{row['corpus']} {short(row['recording'])}"
            kind = family(row["scores"])
            if kind is None:
                good = row["scores"]["good"]
                reason = good.get("lip-sound.r0") or "no lip score"
                if reason.startswith("phones are measured"):
                    reason = good.get("lip-sync.r0")
                lines.append(f"| {name} | - | | not scored: {reason} |" + " |" * (len(SPOILT) + 1))
                continue
            cells, lost = judge(row["scores"], kind)
            seconds = row["speech"]
            firm = seconds >= LEAST_SPEECH
            verdict = "separates" if not lost else ("**not from " + ", ".join(lost) + "**")
            if lost and not firm:
                verdict += f": {seconds:.1f} s of speech"
            lines.append(f"| {name} | {'phones' if kind == 'lip-sync' else 'sound'} | {seconds:.1f} | "
                         + " | ".join(cells) + f" | {verdict} |")
            if firm:
                failures += [f"{name} ({source}): good is not told from {other}" for other in lost]
    lines += ["", "## Sources", ""]
    lines += [f"- {corpus}: {what}." for corpus, (_, _, what) in CORPORA.items()]
    return "\n".join(lines) + "\n", failures


def short(recording):
    return recording if len(recording) <= 16 else "…" + recording[-4:]


def text(value, digits=2):
    return f"{value:.{digits}f}" if isinstance(value, float) else "-"


def judge(scores, kind):
    """Cells of a row, and the spoilt mouths that the good one is not told from."""
    gain = f"{kind}.f-gain" if kind == "lip-sync" else f"{kind}.follow-gain"

    def cell(name):
        own = scores[name]
        return f"{text(own.get(kind + '.r0'))}, {text(own.get(kind + '.lag'), 0)}, {text(own.get(gain))}"

    cells = [cell("good")]
    lost = []
    good = scores["good"]
    for name in SPOILT:
        own = scores.get(name, {})
        if not isinstance(own.get(f"{kind}.r0"), float):
            cells.append("-")
            continue
        cells.append(cell(name))
        r = good[f"{kind}.r0"] - own[f"{kind}.r0"]
        lags = [own.get(f"{kind}.lag"), good.get(f"{kind}.lag")]
        # A small shift may leave r high: there the lag tells.
        told = r >= MARGIN or (
            name == "+100 ms" and all(isinstance(lag, float) for lag in lags) and lags[0] - lags[1] >= 50)
        if not told:
            lost.append(name)
    return cells, lost


HEAD = f"""# Lip scores on real speech

Made by `.ci/lip_agreement.py --out`; never typed. Speech of people, of which strategies hear the sound and see no
alignment: mouths made from sound alone, mouths that were recorded with it, and each of them spoilt. What is put to
the test are the scores: the good mouth must be told from every spoilt one, by r at least {MARGIN} above (or, 100 ms late,
by a lag at least 50 ms later). Recordings whose phones somebody aligned are scored against these (`lip-sync`), the others
against the sound (`lip-sound`: r, lag and syllables followed). Each cell holds r, lag in ms and gain. From {LEAST_SPEECH:.0f} s of
speech on a good mouth that is not told from a spoilt one is a failure; below that it is shown and counts for nothing.
Mouths made from sound follow it more closely than people's do: r tells good from spoilt, and not better from good."""


if __name__ == "__main__":
    main()
