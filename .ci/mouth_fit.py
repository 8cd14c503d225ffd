#!/usr/bin/env python3
"""Fits the network that hears a mouth in sound: the numbers of Sources/Speech/MouthWeights.swift.

    pip install numpy
    MIEN_SHARED=… .ci/mouth_fit.py [--left-out] [--swift FILE]

Reads the FACEGOOD takes (MIT) and the aligned English speech below $MIEN_SHARED/data, never the Live Link take. With
--left-out it prints r of jaw, rounding (66 ms ahead) and spread for each FACEGOOD take with that take left out of the
fit, whole take / inside speech. With --swift it rewrites the arrays of that file. The front end is that of SpeechAnalyser
in double precision, but for a peak that was never reached yet, which falls faster there. Sounds are taken at 16 kHz or
filtered down from 48.
"""

import argparse
import glob
import os
import re
import sys
import wave

import numpy as np

FREQUENCIES = np.arange(257) * 31.25
MEL = 2595 * np.log10(1 + FREQUENCIES / 700)
PLACES = MEL / (MEL[-1] / 27)
BANDS = np.array([np.maximum(0, 1 - abs(PLACES - band - 1)) for band in range(26)])
WINDOW = np.hanning(400)
ROUND_LAG = 0.05  # rounding of a row is that of the face 50 ms before: lips round ahead of the vowel
HIDDEN = (32, 16)
SHARE = 0.7  # of the network against the direct linear path
FACES = {"1114_2_01": "F1", "1114_2_02": "F2", "1114_3_15": "F3"}
OPEN = dict(
    AA=1, AE=0.9, AH=0.65, AO=0.85, AW=0.95, AY=0.95, EH=0.7, ER=0.4, EY=0.55, IH=0.4, IY=0.25, OW=0.65, OY=0.8,
    UH=0.4, UW=0.25, P=0, B=0, M=0, F=0.1, V=0.1, W=0.15, TH=0.25, DH=0.25, S=0.1, Z=0.1, SH=0.12, ZH=0.12, CH=0.12,
    JH=0.12, T=0.25, D=0.25, N=0.25, K=0.35, G=0.35, NG=0.35, L=0.35, R=0.28, Y=0.25, HH=0.4)  # fmt: skip
ROUND = dict(
    UW=1, OW=0.8, UH=0.6, AO=0.6, W=1, OY=0.6, AW=0.4, SH=0.5, CH=0.4, JH=0.4, ZH=0.5, R=0.4, ER=0.35)  # fmt: skip
WIDE = dict(IY=1, EY=0.8, IH=0.6, EH=0.5, AE=0.6, S=0.5, Z=0.5, Y=0.7, AY=0.4)


def a_weights():
    f = FREQUENCIES**2
    a = 12194.217**2
    bottom = (f + 20.598997**2) * np.sqrt((f + 107.65265**2) * (f + 737.86223**2)) * (f + a)
    return (a * f * f / bottom * 1.2589254) ** 2


A_WEIGHTS = a_weights()


def sound(path):
    with wave.open(path) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768.0
    if rate == 48000:  # windowed sinc of 97 taps, cut-off 7.36 kHz
        taps = np.sinc(np.arange(-48, 49) * 0.92 / 3) * np.kaiser(97, 8.6)
        samples = np.convolve(samples, taps / taps.sum(), "same")[::3]
    elif rate != 16000:
        sys.exit(f"{path}: {rate} Hz; give 16 or 48 kHz")
    return samples


def powers(samples):
    padded = np.concatenate([np.zeros(240), samples])
    frames = np.arange(len(samples) // 160)[:, None] * 160 + np.arange(400)
    return np.abs(np.fft.rfft(padded[frames] * WINDOW, 512)) ** 2 / ((WINDOW**2).sum() * 256)


def changed(power, rng, noise):
    """The same speech from a longer or shorter throat, through another room, with noise."""
    places = np.clip(FREQUENCIES * np.exp(rng.uniform(-0.18, 0.12)) / 31.25, 0, 256)
    low = np.minimum(places.astype(int), 255)
    result = power[:, low] * (1 - places + low) + power[:, low + 1] * (places - low)
    knots = np.linspace(0, 26, 7)
    result = result * 10 ** (np.interp(PLACES, knots, rng.normal(0, 2, 7)) / 10)
    if noise is not None:
        level = np.mean(result.sum(1)) * 10 ** (-noise / 10)
        shape = 10 ** (np.interp(PLACES, knots, rng.normal(0, 4, 7) - np.linspace(0, 12, 7)) / 10)
        result = result + level * shape / shape.sum() * rng.exponential(1, result.shape)
    return result


def pole(values, up, down):
    """One-pole smoother with time constants in milliseconds, 0 for none."""
    up, down = (1.0 if constant == 0 else 1 - np.exp(-10 / constant) for constant in (up, down))
    result = np.empty_like(values)
    state = np.zeros(values.shape[1:])
    for row, value in enumerate(values):
        state = state + (value - state) * np.where(value > state, up, down)
        result[row] = state
    return result


def trackers(level, level700):
    floor, floor700, peak, step = -50.0, -60.0, -27.0, 1 - np.exp(-0.1)
    rows = np.zeros((len(level), 3))
    for row, (a, b) in enumerate(zip(level, level700)):
        if a >= -88:
            floor = max(-80, floor + (a - floor) * step if a < floor else min(a, floor + 0.03))
            floor700 = max(-80, floor700 + (b - floor700) * step if b < floor700 else min(b, floor700 + 0.03))
            if a > peak:
                peak += (a - peak) * step
            elif a > floor + 10:
                peak -= 0.015 if a > peak - 20 else 0.08
            peak = max(peak, -60, floor + 15)
        rows[row] = floor, floor700, peak
    return rows.T


class Heard:
    """What the tracker makes of a sound: the rule, the gate, and the inputs of the network."""

    def __init__(self, power):
        def level(first, last):
            return 10 * np.log10(power[:, first : last + 1].sum(1) + 1e-9)

        a = 10 * np.log10(power @ A_WEIGHTS + 1e-9)
        b = level(23, 38)
        floor, floor700, peak = trackers(a, b)
        floor_a = np.maximum(peak - 35, np.minimum(floor + 6, peak - 25))
        floor_b = np.maximum(peak - 35, np.minimum(floor700 + 6, peak - 28))
        level_a = np.clip((a - floor_a) / (peak - floor_a), 0, 1.2)
        level_b = np.clip((b - floor_b) / (peak - 10 - floor_b), 0, 1.2)
        ratio = level(20, 44) - level(55, 102)
        self.activity = np.clip((a - np.maximum(peak - 25, floor + 6)) / 15, 0, 1)
        jaw = np.clip((pole(0.5 * level_a + 0.5 * level_b, 10, 30) - 0.15) / 0.85, 0, 1)
        rounding = pole(self.activity * (0.3 + np.clip((ratio - 5) / 20, 0, 1)) / 1.3, 60, 60)
        spread = pole(self.activity * np.clip((10 - ratio) / 20, 0, 1), 60, 60)
        self.rule = np.stack([jaw, rounding, spread], 1)
        parts = [level(10, 22) - peak, b - peak + 12, level(39, 63) - peak + 12, level(64, 111) - peak + 8]
        closing = pole(np.clip((-12 - np.max(parts, 0)) / 6, 0, 1), 0, 30)
        gate = np.maximum(peak - 35, np.minimum(floor + 3, peak - 15))
        self.gate = pole(np.clip((a - gate) / 4, 0, 1), 0, 30)
        mel = 10 * np.log10(power @ BANDS.T + 1e-10).reshape(len(power), 13, 2).mean(2)
        mel = pole(np.clip((mel - peak[:, None] + 45) / 45, 0, 1.3), 15, 15)
        rest = [jaw, self.activity, level_a, level_b, np.clip(ratio / 20, -1, 1.5) * self.activity, closing]
        self.inputs = np.hstack([mel, np.stack(rest, 1)])

    def mouth(self, network):
        shape = np.maximum(network(self.inputs), 0)
        gate, rule = self.gate, self.rule
        jaw = np.clip((shape[:, 0] * gate - 0.08) / 0.6, 0, 1.2)
        return [
            np.clip(0.6 * jaw + 0.4 * rule[:, 0], 0, 1),
            np.clip(0.6 * np.minimum(1.2, shape[:, 1]) * gate + 0.5 * rule[:, 1], 0, 1),
            np.clip(0.65 * np.minimum(1.2, shape[:, 2]) * gate + 0.5 * rule[:, 2], 0, 1),
        ]


class Take:
    """A sound in four versions and what the mouth should do in each row."""

    def __init__(self, name, path):
        power = powers(sound(path))
        rng = np.random.default_rng(sum(map(ord, name)))
        self.versions = [Heard(power)] + [Heard(changed(power, rng, noise)) for noise in (30, 22, None)]
        self.times = (np.arange(len(power)) + 1) / 100

    def follow_face(self, folder, take):
        motion = np.load(f"{folder}/bs_value_{take}.npy")
        names = [str(name) for name in np.load(f"{folder}/shirley_1119_bs_name316.npy")]

        def total(**parts):
            return sum(weight * motion[:, names.index(f"mouth_{name}")] for name, weight in parts.items())

        spread = ("lipCornerPull", "lipStretch", "lowerLipDepress", "upperLipRaise")
        self.motion = [
            total(stretch_c=1),
            total(funnel_dl=0.25, funnel_dr=0.25, funnel_ul=0.25, funnel_ur=0.25, pucker_l=0.5, pucker_r=0.5)
            + total(oh_c=0.6, oo_c=1),
            total(**{f"{name}_{side}": 0.5 for name in spread for side in "lr"}),
        ]
        frames = np.arange(len(motion)) / 30
        lags = (0, ROUND_LAG, 0)
        self.target = np.stack(
            [
                np.interp(self.times - lag, frames, values / (np.quantile(values, 0.98) + 0.05))
                for values, lag in zip(self.motion, lags)
            ], 1)  # fmt: skip
        self.used = self.times <= frames[-1]

    def follow_phones(self, path):
        rows = np.zeros((len(self.times), 3))
        for start, end, label in phones(path):
            symbol = re.sub(r"\d", "", label).upper()
            if symbol not in OPEN:
                continue
            times = self.times - 0.03
            now = (times >= start) & (times < end)
            rows[now, 0] = 0.4 if label.upper() == "AH0" else OPEN[symbol]
            rows[now, 2] = WIDE.get(symbol, 0)
            rows[(times - ROUND_LAG >= start) & (times - ROUND_LAG < end), 1] = ROUND.get(symbol, 0)
        kernel = np.exp(-0.5 * (np.arange(-20, 21) / 4) ** 2)
        self.target = np.stack([np.convolve(column, kernel / kernel.sum(), "same") for column in rows.T], 1)
        self.used = np.ones(len(rows), bool)

    def agreement(self, mouth, shape, ahead):
        motion = self.motion[shape]
        rows = np.floor((np.arange(len(motion)) / 30 + ahead) * 100 + 1e-6).astype(int) - 1
        now = np.floor(np.arange(len(motion)) / 30 * 100 + 1e-6).astype(int) - 1
        known = rows < len(mouth)
        x = np.where(rows >= 0, mouth[np.clip(rows, 0, len(mouth) - 1)], 0)
        active = self.versions[0].activity[np.clip(now, 0, len(mouth) - 1)]
        speech = known & (now >= 0) & (active > 0.3)
        return [np.corrcoef(x[part], motion[part])[0, 1] for part in (known, speech)]


def phones(path):
    """Intervals of the tier of phones of a TextGrid in either form."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    tier = re.search(r'"phones?"', text)
    rest = re.split(r'"IntervalTier"|item \[', text[tier.end() :])[0]
    return [
        (float(start), float(end), label)
        for start, end, label in re.findall(
            r'(?:xmin = )?([\d.]+)\s+(?:xmax = )?([\d.]+)\s+(?:text = )?"([^"]*)"', rest)  # fmt: skip
    ]


def read(data):
    takes = {}
    for take in FACES:
        folder = f"{data}/face-speech-facegood"
        takes[take] = Take(FACES[take], f"{folder}/{take}.wav")
        takes[take].follow_face(folder, take)
    spoken = {"mfa": (f"{data}/speech-mfa/acoustic_corpus",), "bobby": (f"{data}/speech-praatio/bobby", "_phones")}
    for name in ("0870", "0880", "0890"):
        spoken[name] = (glob.glob(f"{data}/speech-librivox/*{name}.wav")[0][:-4],)
    for name, (stem, *suffix) in spoken.items():
        takes[name] = Take(name, f"{stem}.wav")
        takes[name].follow_phones(f"{stem}{''.join(suffix)}.TextGrid")
    return takes


def weighted(takes, faces, versions, by_root):
    """Rows, targets and weights: faces 0.8, phones 0.2."""
    inputs, targets, weights = [], [], []
    for names, share in ((faces, 0.8), ([name for name in takes if name not in FACES], 0.2)):
        sizes = {name: np.sqrt(takes[name].used.sum()) if by_root else 1 for name in names}
        for name in names:
            take = takes[name]
            for heard in take.versions[:versions]:
                weight = 1 + (3 * (heard.activity[take.used] > 0.3) if by_root else np.zeros(take.used.sum()))
                inputs.append(heard.inputs[take.used])
                targets.append(take.target[take.used])
                weights.append(weight / weight.sum() * share * sizes[name] / sum(sizes.values()))
    weights = np.concatenate(weights)
    return np.vstack(inputs), np.vstack(targets), weights / weights.sum()


def linear(takes, faces):
    """Ridge regression on the sounds as they are."""
    inputs, targets, weights = weighted(takes, faces, 1, False)
    mean = weights @ inputs
    spread = np.sqrt(weights @ (inputs - mean) ** 2) + 1e-9
    scaled = (inputs - mean) / spread
    matrix = scaled.T * weights @ scaled + 0.2 * np.eye(scaled.shape[1])
    slope = np.linalg.solve(matrix, scaled.T * weights @ (targets - weights @ targets)) / spread[:, None]
    return slope, weights @ targets - mean @ slope


def network(takes, faces, epochs=15, batch=512, rate=3e-3, decay=1e-3):
    """Adam on squared errors, jaw weighing most; returns weights and biases for inputs as they are."""
    inputs, targets, weights = weighted(takes, faces, 4, True)
    weights = (weights / weights.mean()).astype(np.float32)
    mean = np.average(inputs, 0, weights)
    spread = np.sqrt(np.average((inputs - mean) ** 2, 0, weights)) + 1e-3
    importance = np.array([1, 0.7, 0.7])
    x = ((inputs - mean) / spread).astype(np.float32)
    y = (targets * importance).astype(np.float32)
    rng = np.random.default_rng(0)
    values = []
    for rows, columns in zip((x.shape[1], *HIDDEN), (*HIDDEN, 3)):
        values.append(rng.normal(0, np.sqrt(2 / rows), (rows, columns)).astype(np.float32))
        values.append(np.zeros(columns, np.float32))
    values[-1] = np.average(y, 0, weights).astype(np.float32)
    means = [0 * value for value in values]
    squares = [0 * value for value in values]
    batches = len(x) // batch
    step = 0
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for part in range(batches):
            rows = order[part * batch : (part + 1) * batch]
            units = [x[rows]]
            for layer in range(len(HIDDEN)):
                units.append(np.maximum(units[-1] @ values[2 * layer] + values[2 * layer + 1], 0))
            error = 2 * (units[-1] @ values[-2] + values[-1] - y[rows]) * weights[rows][:, None] / batch
            slopes = [None] * len(values)
            for layer in range(len(HIDDEN), -1, -1):
                slopes[2 * layer] = units[layer].T @ error + decay * values[2 * layer]
                slopes[2 * layer + 1] = error.sum(0)
                if layer:
                    error = (error @ values[2 * layer].T) * (units[layer] > 0)
            step += 1
            pace = rate * 0.5 * (1 + np.cos(np.pi * step / (epochs * batches)))
            for index, slope in enumerate(slopes):
                means[index] = 0.9 * means[index] + 0.1 * slope
                squares[index] = 0.999 * squares[index] + 0.001 * slope**2
                change = means[index] / (1 - 0.9**step) / (np.sqrt(squares[index] / (1 - 0.999**step)) + 1e-8)
                values[index] -= pace * change
    values = [value.astype(float) for value in values]
    values[1] = values[1] - (mean / spread) @ values[0]
    values[0] = values[0] / spread[:, None]
    return values[:-2] + [values[-2] / importance, values[-1] / importance]


def fit(takes, faces):
    """Tables in the order of the Swift file."""
    values = network(takes, faces)
    slope, base = linear(takes, faces)
    tables = values[:4] + [SHARE * values[4], SHARE * values[5] + (1 - SHARE) * base, (1 - SHARE) * slope]
    return [np.round(table, 4) for table in tables]


def measure(tables, inputs):
    first = np.maximum(inputs @ tables[0] + tables[1], 0)
    second = np.maximum(first @ tables[2] + tables[3], 0)
    return second @ tables[4] + tables[5] + inputs @ tables[6]


def rewrite(path, tables):
    def literal(table):
        lines = [" " * 3]
        for value in np.ravel(table):
            word = f" {value:.4f}".rstrip("0").rstrip(".").replace("-0 ", "0 ") + ","
            word = " 0," if word in (" -0,", " 0,") else word
            if len(lines[-1]) + len(word) > 110:
                lines.append(" " * 3)
            lines[-1] += word
        return "\n".join(lines)

    with open(path, encoding="utf-8") as file:
        source = file.read()
    for name, table in zip(("first", "firstBias", "second", "secondBias", "output", "outputBias", "direct"), tables):
        pattern = rf"(static let {name}: \[Float\] = \[\n).*?(\n  \])"
        source = re.sub(pattern, lambda found: found[1] + literal(table) + found[2], source, flags=re.S)
    with open(path, "w", encoding="utf-8") as file:
        file.write(source)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--left-out", action="store_true", help="print r of each FACEGOOD take left out")
    parser.add_argument("--swift", help="the file whose arrays are rewritten")
    options = parser.parse_args()
    shared = os.environ.get("MIEN_SHARED")
    if not shared:
        sys.exit("MIEN_SHARED is unset: it names the folder that holds data/")
    takes = read(f"{shared}/data")
    if options.left_out:
        for left in FACES:
            tables = fit(takes, [take for take in FACES if take != left])
            mouth = takes[left].versions[0].mouth(lambda inputs: measure(tables, inputs))
            numbers = [takes[left].agreement(mouth[shape], shape, (0, 0.066, 0)[shape]) for shape in range(3)]
            print(left, *(f"{whole:.3f} / {inside:.3f}" for whole, inside in numbers), sep="   ")
    if options.swift:
        rewrite(options.swift, fit(takes, list(FACES)))


if __name__ == "__main__":
    main()
