#!/usr/bin/env python3
"""Checks speech features of Mien against Praat (praat-parselmouth) and against definitions written down here.

    pip install praat-parselmouth numpy
    MIEN_SHARED=… .ci/praat_agreement.py [--mien .build/release/mien]

Reads the real speech below $MIEN_SHARED/data, gets our features from `mien corpus features FILE --format csv`, prints
a table of agreement and exits with 1 when a number falls beyond its bound or a bound has no number. Conventions that differ are named beside
the measure. Every reference but the aligned phones is itself an algorithm.
"""

import argparse
import csv
import glob
import io
import math
import os
import statistics
import subprocess
import sys

import numpy as np
import parselmouth
from parselmouth.praat import call

RATE = 16000
HOP = 0.01
VOWELS = {
    "AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW", "AX",
    "ə", "i", "o", "œ",  # mary.TextGrid, IPA
}
STOPS = set("P B T D K G CH JH PT p b d t".split())
SILENCES = {"", "SIL", "sil", "sp", "SPN", "<sil>", "+SPN+", "+NSN+"}


class Take:
    """An audio file, our features of it, and what Praat says of it."""

    def __init__(self, path, mien):
        self.path = path
        self.name = os.path.splitext(os.path.basename(path))[0]
        self.group = os.path.basename(os.path.dirname(path)).replace("speech-", "").replace("face-", "")
        sound = parselmouth.Sound(path)
        if sound.n_channels > 1:
            sound = sound.convert_to_mono()
        self.original = sound
        self.sound = sound if sound.sampling_frequency == RATE else sound.resample(RATE, 50)
        text = subprocess.run(
            mien + ["corpus", "features", path, "--format", "csv"], check=True, capture_output=True, text=True
        ).stdout
        rows = list(csv.reader(io.StringIO(text)))
        self.names = rows[0]
        self.rows = np.array([[float(cell) for cell in row] for row in rows[1:]])
        self.phones = self.read_phones()

    def column(self, name):
        return self.rows[:, self.names.index(name)]

    @property
    def ends(self):
        """Seconds at which the rows end."""
        return (np.arange(len(self.rows)) + 1) * HOP

    def read_phones(self):
        """(start, end, label) of the tier of phones, None where nobody aligned any."""
        stem = self.path[:-4]
        file = next((f for f in (stem + "_phones.TextGrid", stem + ".TextGrid") if os.path.exists(f)), None)
        if file is None:
            return None
        grid = parselmouth.read(file)
        for tier in range(1, call(grid, "Get number of tiers") + 1):
            if call(grid, "Get tier name", tier).lower() in ("phone", "phones"):
                return [
                    (
                        call(grid, "Get start time of interval", tier, i),
                        call(grid, "Get end time of interval", tier, i),
                        call(grid, "Get label of interval", tier, i).strip(),
                    )
                    for i in range(1, call(grid, "Get number of intervals", tier) + 1)
                ]
        return None


def is_vowel(label):
    return label.rstrip("012") in VOWELS


# Pitch ---------------------------------------------------------------------------------------------------------------


def pitch(takes, report):
    """Against To Pitch (ac) with 70-400 Hz, Praat's other settings as they come; rows belong 20 ms before their end."""
    gross = both = wrong = total = lost = praat_voiced = 0
    fine = []
    for take in takes:
        reference = take.sound.to_pitch_ac(time_step=HOP, pitch_floor=70, pitch_ceiling=400)
        loud = take.sound.to_intensity(minimum_pitch=100, time_step=HOP)
        ours = take.column("pitch")
        for end, mine in zip(take.ends, ours):
            time = end - 0.02
            theirs = reference.get_value_at_time(time)
            if loud.get_value(time) is None or math.isnan(loud.get_value(time)):
                continue
            total += 1
            theirs = 0 if math.isnan(theirs) else theirs
            praat_voiced += theirs > 0
            lost += theirs > 0 and mine == 0
            wrong += (theirs > 0) != (mine > 0)
            if theirs > 0 and mine > 0:
                both += 1
                if abs(mine / theirs - 1) > 0.2:
                    gross += 1
                else:
                    fine.append(abs(12 * math.log2(mine / theirs)))
    report("pitch: gross errors (> 20 %)", gross / both, "at most", f"{both} rows voiced in both")
    report("pitch: voicing errors", wrong / total, "at most", f"{total} rows, {lost} of {praat_voiced} voiced missed")
    report("pitch: median fine error, semitones", statistics.median(fine), "at most", "without gross errors")


# Level ---------------------------------------------------------------------------------------------------------------


def level(takes, report):
    """Against To Intensity (Kaiser window of 32 ms, ours Hann of 25 ms); 1 Pa rms would be 93.98 dB."""
    correlations, offsets = [], []
    for take in takes:
        reference = take.sound.to_intensity(minimum_pitch=100, time_step=HOP)
        pairs = [
            (mine, reference.get_value(end - 0.0125))
            for end, mine in zip(take.ends, take.column("rms"))
        ]
        pairs = np.array([p for p in pairs if p[1] is not None and not math.isnan(p[1]) and p[1] > 10])
        pairs = pairs[pairs[:, 1] > pairs[:, 1].max() - 50]
        correlations.append(np.corrcoef(pairs.T)[0, 1])
        offsets.append(np.median(pairs[:, 1] - pairs[:, 0]) - 93.979)
    report("rms: r with Praat's intensity, worst file", min(correlations), "at least", "rows within 50 dB of the loudest")
    report("rms: level offset, dB, worst file", max(map(abs, offsets)), "at most", "after 93.98 dB for 1 Pa")


def k_weighted(samples):
    """BS.1770 with the coefficients that the standard prints for 48 kHz, by the frequency response."""
    shelf = ([1.53512485958697, -2.69169618940638, 1.19839281085285], [1, -1.69065929318241, 0.73248077421585])
    high = ([1.0, -2.0, 1.0], [1, -1.99004745483398, 0.99007225036621])
    size = 1 << (len(samples) + 96000).bit_length()
    spectrum = np.fft.rfft(samples, size)
    z = np.exp(-2j * np.pi * np.arange(len(spectrum)) / size)
    for b, a in (shelf, high):
        spectrum *= (b[0] + b[1] * z + b[2] * z * z) / (a[0] + a[1] * z + a[2] * z * z)
    return np.fft.irfft(spectrum, size)[: len(samples)]


def loudness(takes, report):
    """Against the standard's own filters at 48 kHz, where the file has that rate: ours hears up to 8 kHz."""
    departures = []
    for take in takes:
        if take.original.sampling_frequency != 48000:
            continue
        squares = np.concatenate([[0], np.cumsum(k_weighted(take.original.values[0]) ** 2)])
        for end, mine in zip(take.ends, take.column("loudness")):
            last = round(end * 48000)
            if last >= 19200 and last < len(squares):
                power = max(0, (squares[last] - squares[last - 19200]) / 19200)
                theirs = -0.691 + 10 * math.log10(power + 1e-9)
                if theirs > -60:
                    departures.append(abs(mine - theirs))
    report("loudness: median departure, LU", statistics.median(departures), "at most", f"{len(departures)} rows at 48 kHz")
    report("loudness: 99 % of departures, LU", float(np.quantile(departures, 0.99)), "at most", "sibilants above 8 kHz")


# Cepstrum ------------------------------------------------------------------------------------------------------------


def cepstra(take):
    """The definition in the documentation, in double precision: HTK's mel, 26 bands, no pre-emphasis."""
    samples = np.concatenate([np.zeros(400), take.sound.values[0]])
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(400) / 399)
    mel = lambda f: 2595 * np.log10(1 + np.asarray(f) / 700)
    edges = np.linspace(0, mel(8000), 28)
    places = mel(np.arange(257) * 31.25)
    bank = np.array([
        np.clip(np.minimum((places - edges[b]) / (edges[b + 1] - edges[b]),
                           (edges[b + 2] - places) / (edges[b + 2] - edges[b + 1])), 0, None)
        for b in range(26)
    ])
    cosines = np.array([[math.sqrt(2 / 26) * math.cos(math.pi * i * (b + 0.5) / 26) for b in range(26)] for i in range(13)])
    count = len(take.rows)
    frames = np.stack([samples[400 + (r + 1) * 160 - 400 : 400 + (r + 1) * 160] for r in range(count)])
    power = np.abs(np.fft.rfft(frames * window, 512)) ** 2 / (np.sum(window**2) * 256)
    return np.log(power @ bank.T + 1e-10) @ cosines.T


def mfcc(takes, report):
    """Praat: mel = 550 ln(1 + f/550), triangles every 50 mel, Gaussian window, dB; so r and no values."""
    departures, correlations = [], [[] for _ in range(13)]
    for take in takes:
        mine = np.stack([take.column(f"mfcc{i}") for i in range(13)], axis=1)
        if take.original.sampling_frequency == RATE:
            departures.append(np.abs(mine - cepstra(take)).max())
        reference = call(take.sound, "To MFCC", 12, 0.025, HOP, 50.0, 50.0, 0.0)
        coefficients = call(reference, "To Matrix").values
        zeroth = [call(reference, "Get c0 value in frame", i + 1) for i in range(coefficients.shape[1])]
        values = np.vstack([zeroth, coefficients])
        times = call(reference, "Get time from frame number", 1)
        frames = np.round((take.ends - 0.0125 - times) / HOP).astype(int)
        loud = take.column("level") > np.quantile(take.column("level"), 0.95) - 30
        keep = (frames >= 0) & (frames < values.shape[1]) & loud
        theirs = values[:, frames[keep]]
        for i in range(13):
            correlations[i].append(np.corrcoef(mine[keep, i], theirs[i])[0, 1])
    report("mfcc: largest departure from the definition", max(departures), "at most", "double precision, 16 kHz files")
    means = [statistics.mean(c) for c in correlations]
    report("mfcc: mean r with Praat's, c0 to c12", statistics.mean(means), "at least", " ".join(f"{m:.2f}" for m in means))


# Syllables -----------------------------------------------------------------------------------------------------------


def de_jong_wempe(sound):
    """Voiced peaks of intensity within 25 dB of the loudest, with dips of 2 dB after them (de Jong & Wempe 2009)."""
    curve = sound.to_intensity(minimum_pitch=50, subtract_mean=True)
    values, times = curve.values[0], curve.xs()
    threshold = max(np.quantile(values, 0.99) - 25, values.min())
    voice = sound.to_pitch_ac(time_step=0.02, pitch_floor=30, very_accurate=False, silence_threshold=0.03,
                              voicing_threshold=0.25, octave_cost=0.01, octave_jump_cost=0.35,
                              voiced_unvoiced_cost=0.25, pitch_ceiling=450)
    peaks = [i for i in range(1, len(values) - 1)
             if values[i - 1] < values[i] >= values[i + 1] and values[i] > threshold]
    kept = []
    for here, there in zip(peaks, peaks[1:] + [len(values) - 1]):
        if values[here] - values[here : there + 1].min() > 2:
            kept.append(times[here])
    return [t for t in kept if not math.isnan(voice.get_value_at_time(t))]


def hits(events, intervals, margin):
    """Precision, recall, F of events inside intervals, one each."""
    free, hit = list(intervals), 0
    for event in sorted(events):
        index = next((i for i, (a, b) in enumerate(free) if a - margin <= event <= b + margin), None)
        if index is not None:
            hit += 1
            free.pop(index)
    return hit


def scored(pairs, margin):
    """F over files, and the mean F of circular shifts of the events."""

    def f(shift):
        hit = found = wanted = 0
        for events, intervals, length in pairs:
            moved = [(e + shift * length) % length for e in events]
            hit += hits(moved, intervals, margin)
            found += len(events)
            wanted += len(intervals)
        return hit / max(found, 1), hit / max(wanted, 1), 2 * hit / max(found + wanted, 1)

    null = statistics.mean(f(0.05 + 0.9 * k / 50)[2] for k in range(50))
    return f(0), null


def events_of(take, column, delay):
    return list(take.ends[take.column(column) > 0] - delay)


def syllables(takes, report):
    aligned, rule, against_rule, rates = [], [], [], []
    for take in takes:
        ours = events_of(take, "nucleus", NUCLEUS_DELAY)
        theirs = de_jong_wempe(take.sound)
        length = len(take.rows) * HOP
        against_rule.append((ours, [(t, t) for t in theirs], length))
        if take.phones:
            vowels = [(a, b) for a, b, label in take.phones if is_vowel(label)]
            aligned.append((ours, vowels, length))
            rule.append((theirs, vowels, length))
    (p, r, f), null = scored(aligned, 0.03)
    report("nuclei in aligned vowels: F", f, "at least", f"P {p:.2f} R {r:.2f}, shifted {null:.2f}")
    (p, r, f2), null = scored(rule, 0.03)
    report("nuclei: F less that of de Jong & Wempe", f - f2, "at least", f"theirs, knowing the file: P {p:.2f} R {r:.2f} F {f2:.2f}, shifted {null:.2f}")
    (p, r, f), null = scored(against_rule, 0.08)
    report("nuclei against de Jong & Wempe: F", f, "at least", f"P {p:.2f} R {r:.2f}, shifted {null:.2f}, all files, within 80 ms")


def auc(high, low):
    return sum((h > l) + 0.5 * (h == l) for h in high for l in low) / max(1, len(high) * len(low))


def stress(takes, report):
    """Lexical stress (digit 1 against 0) of the vowel that a nucleus lies in."""
    high, low = [], []
    for take in takes:
        if not take.phones or not any(label[-1:] in "012" and label for _, _, label in take.phones):
            continue
        taken = set()
        for end, is_nucleus, value in zip(take.ends, take.column("nucleus"), take.column("stress")):
            if is_nucleus > 0:
                time = end - NUCLEUS_DELAY
                for index, (a, b, label) in enumerate(take.phones):
                    if is_vowel(label) and a - 0.03 <= time <= b + 0.03 and index not in taken:
                        taken.add(index)
                        (low if label.endswith("0") else high).append(value)
                        break
    report("stress: area under the curve", auc(high, low), "at least", f"{len(high)} stressed, {len(low)} not")


# Onsets and activity -------------------------------------------------------------------------------------------------


def onsets(takes, report):
    """Starts of vowels after a stop or silence: sudden by their nature."""
    pairs, anywhere = [], []
    for take in takes:
        if not take.phones:
            continue
        length = len(take.rows) * HOP
        events = events_of(take, "onsetPeak", 0.0325)
        sudden = [
            (b[0], b[0]) for a, b in zip(take.phones, take.phones[1:])
            if is_vowel(b[2]) and (a[2] in STOPS or a[2] in SILENCES)
        ]
        pairs.append((events, sudden, length))
        anywhere.append((events, [(a, a) for a, _, label in take.phones if label not in SILENCES], length))
    (_, r, _), _ = scored(pairs, 0.05)
    (p, _, f), null = scored(anywhere, 0.03)
    report("onsets: found of vowels after stops and silence", r, "at least", "within 50 ms")
    report("onsets: precision against starts of phones", p, "at least", f"within 30 ms; F {f:.2f}, shifted {null:.2f}")


def activity(takes, report):
    """Against phones that are not silence; ours knows after 30 ms and lets go after 200 ms, so pauses under 230 ms
    that speech surrounds count as speech."""
    right = total = said = heard = both = 0
    begins, stops = [], []
    for take in takes:
        if not take.phones:
            continue
        spans = []
        for a, b, label in take.phones:
            if label in SILENCES:
                continue
            if spans and a - spans[-1][1] < 0.23:
                spans[-1][1] = b
            else:
                spans.append([a, b])
        ours = take.column("speaking") > 0
        truth = np.array([any(a <= e - 0.0125 < b for a, b in spans) for e in take.ends])
        right += (ours == truth).sum()
        total += len(ours)
        said += truth.sum()
        heard += ours.sum()
        both += (ours & truth).sum()
        starts = take.ends[1:][ours[1:] & ~ours[:-1]]
        ends = take.ends[1:][~ours[1:] & ours[:-1]]
        for a, b in spans:
            near = [s - a for s in starts if -0.1 < s - a < 0.3]
            begins += near[:1]
            near = [e - b for e in ends if -0.1 < e - b < 0.5]
            stops += near[:1]
    report("speaking: rows right", right / total, "at least", f"P {both / heard:.2f} R {both / said:.2f}, {total} rows")
    report("speaking: known after, s (median)", statistics.median(begins), "at most", f"{len(begins)} beginnings")
    report("speaking: let go after, s (median)", statistics.median(stops), "at most", f"{len(stops)} ends")


NUCLEUS_DELAY = 0.0925

# Reached less a margin; a change that falls beyond one must say why.
FLOORS = {
    "pitch: gross errors (> 20 %)": 0.015,
    "pitch: voicing errors": 0.08,
    "pitch: median fine error, semitones": 0.07,
    "rms: r with Praat's intensity, worst file": 0.955,
    "rms: level offset, dB, worst file": 0.8,
    "loudness: median departure, LU": 0.06,
    "loudness: 99 % of departures, LU": 1.2,
    "mfcc: largest departure from the definition": 0.001,
    "mfcc: mean r with Praat's, c0 to c12": 0.94,
    "nuclei in aligned vowels: F": 0.78,
    "nuclei: F less that of de Jong & Wempe": 0.1,
    "nuclei against de Jong & Wempe: F": 0.86,
    "stress: area under the curve": 0.7,
    "onsets: found of vowels after stops and silence": 0.88,
    "onsets: precision against starts of phones": 0.58,
    "speaking: rows right": 0.9,
    "speaking: known after, s (median)": 0.1,
    "speaking: let go after, s (median)": 0.24,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mien", nargs="+", default=[".build/release/mien"])
    options = parser.parse_args()
    shared = os.environ.get("MIEN_SHARED")
    if not shared:
        sys.exit("MIEN_SHARED is unset: it names the folder that holds data/speech-*")
    paths = []
    for folder in ("speech-librivox", "speech-praatio", "speech-mfa", "speech-ljspeech", "speech-ami", "speech-ravdess",
                   "face-speech-facegood"):
        paths += sorted(glob.glob(os.path.join(shared, "data", folder, "*.wav")))
    if not paths:
        sys.exit(f"no speech below {shared}/data")
    takes = [Take(path, options.mien) for path in paths]
    seconds = sum(len(take.rows) for take in takes) * HOP
    print(f"agreement over {len(takes)} files, {seconds:.0f} s; Praat {parselmouth.PRAAT_VERSION}")
    failed, reported = [], set()

    def report(name, value, way, note):
        reported.add(name)
        floor = FLOORS.get(name)
        holds = floor is None or (value >= floor if way == "at least" else value <= floor)
        bound = "" if floor is None else f"{way} {floor:g}"
        print(f"{name:48} {value:8.4f}  {bound:16} {'' if holds else 'FALLS SHORT '}{note}")
        if not holds:
            failed.append(name)

    for part in (pitch, level, loudness, mfcc, syllables, stress, onsets, activity):
        part(takes, report)
    failed += [name for name in FLOORS if name not in reported]
    if failed:
        sys.exit(f"{len(failed)} of the measures fell short: {', '.join(failed)}")


if __name__ == "__main__":
    main()
