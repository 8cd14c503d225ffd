#!/usr/bin/env python3
"""Scores takes with numpy and scipy: what `mien-bench` times its own scores beside, and holds them against.

    scoring_numpy.py FOLDER            scores of the takes that the benchmark wrote, and what it took, as JSON
    scoring_numpy.py FOLDER --parts    seconds of jerk and covariance alone over all takes as one

Written from the formulas in the documentation of each metric, array by array; one thread.
"""
import base64
import json
import os
import resource
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np
import scipy.linalg
from scipy import ndimage, signal
from scipy.spatial.distance import cdist, pdist

OPENNESS = dict(
    AA=1.0, AE=0.9, AH=0.65, AO=0.85, AW=0.95, AY=0.95, EH=0.7, ER=0.4, EY=0.55, IH=0.4, IY=0.25, OW=0.65, OY=0.8,
    UH=0.4, UW=0.25, F=0.1, V=0.1, W=0.15, TH=0.25, DH=0.25, S=0.1, Z=0.1, SH=0.12, ZH=0.12, CH=0.12, JH=0.12, T=0.25,
    D=0.25, N=0.25, K=0.35, G=0.35, NG=0.35, L=0.35, R=0.28, Y=0.25, HH=0.4)
VOWELS = {"AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"}
OPEN_VOWELS = {"AA", "AE", "AO", "AW", "AY"}
FINGERS = ("Thumb", "Index", "Middle", "Ring", "Little")


class Scene:
    """What the benchmark wrote: samples, channels, events, reference."""

    def __init__(self, folder):
        with open(os.path.join(folder, "scene.json")) as file:
            scene = json.load(file)
        with open(os.path.join(folder, "reference.json")) as file:
            self.reference = json.load(file)
        with open(os.path.join(folder, "style.json")) as file:
            self.style = json.load(file)["model"]
        self.fps = scene["fps"]
        self.channels = scene["channels"]
        self.takes = scene["takes"]
        self.width = sum(c["width"] for c in self.channels)
        self.offsets = {c["name"]: c["offset"] for c in self.channels}
        self.weights = [c["offset"] for c in self.channels if c["kind"] == "weight"]
        rotations = [c for c in self.channels if c["kind"] == "rotation"]
        self.joints = [c["name"] for c in rotations if c["name"] not in
                       ("jaw.rotation", "leftEye.rotation", "rightEye.rotation")]
        self.samples = np.memmap(os.path.join(folder, "takes.f32"), "<f4", "r").reshape(
            len(self.takes), -1, self.width)

    def joint_columns(self, names):
        return (np.array([self.offsets[n] for n in names])[:, None] + np.arange(4)).ravel()


def numbers(text):
    return np.frombuffer(base64.b64decode(text), "<f8")


def smooth(series, deviation):
    radius = int(np.ceil(4 * deviation))
    weight = ndimage.gaussian_filter1d(np.ones_like(series), deviation, mode="constant", radius=radius)
    return ndimage.gaussian_filter1d(series, deviation, mode="constant", radius=radius) / weight


def spans(curve, on, off, keep):
    """Start and end of stretches by hysteresis."""
    mark = np.where(curve >= on, 1, np.where(curve < off, 0, -1))
    known = np.maximum.accumulate(np.where(mark >= 0, np.arange(len(curve)), -1))
    state = np.where(known >= 0, mark[np.maximum(known, 0)], 0)
    edges = np.diff(np.concatenate([[0], state]))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    if len(starts) > len(ends):
        if keep:
            ends = np.append(ends, len(curve))
        else:
            starts = starts[:-1]
    return list(zip(starts, ends))


def speeds(x, fps):
    """2·|Δq| per second of joints, frames × joints; the nearer sign of each quaternion."""
    count = len(x)
    at = np.arange(count)
    before, after = np.maximum(at - 1, 0), np.minimum(at + 1, count - 1)
    q = x.reshape(count, -1, 4)
    a, b = q[before], q[after]
    sign = np.where((a * b).sum(2) < 0, np.float32(-1), np.float32(1))
    step = b - sign[..., None] * a
    return 2.0 * np.sqrt((step * step).sum(2)).astype(float) * (fps / (after - before))[:, None]


def circular(x, y):
    """r of y at every circular shift against x."""
    x, y = x - x.mean(), y - y.mean()
    r = np.fft.irfft(np.conj(np.fft.rfft(x)) * np.fft.rfft(y), len(x))
    return r / np.sqrt((x * x).sum() * (y * y).sum())


def lagged(x, y, samples, lag):
    kept = samples[(samples + lag >= 0) & (samples + lag < len(y))]
    return np.corrcoef(x[kept], y[kept + lag])[0, 1]


def harmonic(a, b):
    return np.divide(2 * a * b, a + b, out=np.zeros_like(np.asarray(a + b, float)), where=(a + b) > 0)


def lip_sync(scene, x, take, speech, out):
    fps = scene.fps
    aperture = np.clip(
        x[:, scene.offsets["jawOpen"]].astype(float) - x[:, scene.offsets["mouthClose"]].astype(float), 0, 1)
    target = np.zeros(len(x))
    for label, first, end in zip(take["symbols"], take["first"], take["end"]):
        target[first:end] = 0.4 if label == "AH0" else OPENNESS.get(label.rstrip("012"), 0)
    target = smooth(target, 0.04 * fps)
    r = {lag: lagged(target, aperture, speech, lag) for lag in range(-12, 13)}
    lag = max(sorted(r, key=abs), key=r.get)
    fine = float(lag)
    if abs(lag) < 12:
        bend = r[lag - 1] - 2 * r[lag] + r[lag + 1]
        if bend < 0:
            fine += 0.5 * (r[lag - 1] - r[lag + 1]) / bend
    out["lip-sync.r0/1"] = r[0]
    out["lip-sync.lag/1"] = fine * 1000 / fps
    factor = max(1, int(np.ceil(60 / fps - 0.01)))
    following = np.append(aperture[1:], aperture[-1])
    curve = (aperture[:, None] + (following - aperture)[:, None] * np.arange(factor) / factor).ravel()
    rate = fps * factor

    def reach(seconds):
        return 2 * int(np.floor(seconds * rate + 0.5)) + 1

    closed = ndimage.minimum_filter1d(curve, reach(0.05)) <= 0.08
    opened = ndimage.maximum_filter1d(curve, reach(0.065)) >= 0.12
    shut = ndimage.maximum_filter1d(curve, reach(0.02)) <= 0.08
    phones = np.array([s.rstrip("012") for s in take["symbols"]])
    centres = np.floor(np.array(take["centre"]) * rate + 0.5).astype(int)

    def events(names):
        found = centres[np.isin(phones, list(names))]
        return found[(found >= 0) & (found < len(curve))]

    lips, wide = events({"P", "B", "M"}), events(OPEN_VOWELS)
    closure, opening = closed[lips].mean(), opened[wide].mean()
    out["lip-sync.closure/1"], out["lip-sync.opening/1"] = closure, opening
    out["lip-sync.shut-vowels/1"] = shut[events(VOWELS)].mean()
    out["lip-sync.other-closed/1"] = closed[events({"T", "D", "N", "K", "G", "NG"})].mean()
    f = float(harmonic(closure, opening))
    inside = (speech[:, None] * factor + np.arange(factor)).ravel()
    place = np.full(len(curve), -1)
    place[inside] = np.arange(len(inside))
    shifts = np.arange(int(np.floor(rate + 0.5)), len(inside) - int(np.floor(rate + 0.5)) + 1, 5)

    def shifted(flags, at):
        at = place[at]
        at = at[at >= 0]
        return flags[inside][(at[:, None] + shifts) % len(inside)].mean(0)

    out["lip-sync.f/1"] = f
    out["lip-sync.f-gain/1"] = f - harmonic(shifted(closed, lips), shifted(opened, wide)).mean()


def coupling(scene, speed, take, speech, out):
    fps = scene.fps
    body = [i for i, n in enumerate(scene.joints) if not any(f in n for f in FINGERS)]
    events = np.zeros(len(speed))
    np.add.at(events, take["stress"], 1)
    x = smooth(events, 0.1 * fps)[speech]
    y = smooth(speed[:, body].sum(1), 0.1 * fps)[speech]
    r = circular(x, y)
    count = len(r)
    lag = int(np.floor((scene.reference.get("couplingLag") or 0) * fps + 0.5))
    second = int(np.floor(fps + 0.5))
    null = r[(lag + np.arange(second, count - second + 1, 5)) % count]
    reach = int(np.floor(0.5 * fps + 0.5))
    best = max(sorted(range(-reach, reach + 1), key=abs), key=lambda s: r[s % count])
    out["coupling.z/3"] = (r[lag % count] - null.mean()) / null.std(ddof=1)
    out["coupling.r/3"] = r[lag % count]
    out["coupling.lag/3"] = abs(best - lag) * 1000 / fps


def jerk_by_channel(scene, x):
    """Mean norm of the third difference times fps³, in the order of the channels."""
    third = np.diff(x.astype(float), 3, axis=0)
    single = [c["offset"] for c in scene.channels if c["width"] == 1]
    result = np.empty(len(scene.channels))
    result[[i for i, c in enumerate(scene.channels) if c["width"] == 1]] = np.abs(third[:, single]).mean(0)
    four = scene.joint_columns([c["name"] for c in scene.channels if c["width"] == 4])
    norms = np.sqrt((third[:, four].reshape(len(third), -1, 4) ** 2).sum(2))
    result[[i for i, c in enumerate(scene.channels) if c["width"] == 4]] = norms.mean(0)
    return result * scene.fps**3


def amount(scene, x, out):
    reference = scene.reference["curves"]
    spread = np.abs(x - x.mean(0, dtype=float)).mean(0)
    out["amplitude.l1/1"] = spread.sum()
    both = [c for c in scene.channels if c["name"] in reference]
    own = sum(spread[c["offset"]:c["offset"] + c["width"]].sum() for c in both)
    out["amplitude.ratio/1"] = np.log(own / sum(reference[c["name"]]["spread"] for c in both))
    jerk = jerk_by_channel(scene, x)
    known = np.array([reference.get(c["name"], {}).get("jerk", 0) for c in scene.channels])
    kept = known > 0
    out["jerk.ratio/1"] = np.clip(np.log(jerk[kept] / known[kept]), -np.log(1000), np.log(1000)).mean()


def face(scene, x, out):
    fps = scene.fps
    second = int(np.floor(fps + 0.5))
    weights = x[:, scene.weights]
    named = x[:, [scene.offsets[n] for n in scene.reference["faceChannels"]]]
    steps = np.abs(np.diff(named, axis=0)).astype(float).sum(1)
    windows = steps[:len(steps) // second * second].reshape(-1, second).sum(1) * fps / (second * named.shape[1])
    out["dead-face.share/1"] = (windows < 0.1 * scene.reference["faceMotion"]).mean()
    same = weights[1:] == weights[:-1]
    out["plateau.share/1"] = (same & (weights[1:] > np.float32(0.05))).mean()
    out["plateau.saturation/1"] = (weights >= np.float32(0.99)).mean()
    held = np.diff(np.flatnonzero(np.concatenate([[True], ~same.all(1), [True]])))
    runs = np.bincount(held, weights=held, minlength=13)
    out["over-acting.stutter/1"] = max(runs[k] * (k - 1) / k for k in range(2, 13)) / len(x)
    lids = x[:, [scene.offsets["eyeBlinkLeft"], scene.offsets["eyeBlinkRight"]]].astype(float).mean(1)
    blinks = spans(lids, 0.5, 0.3, keep=False)
    rate = len(blinks) * 60 / (len(x) / fps)
    out["blinks.rate/1"] = rate
    out["blinks.deviation/1"] = abs(rate - scene.reference["blinkRate"])
    if blinks:
        out["blinks.duration/1"] = np.mean([b - a for a, b in blinks]) * 1000 / fps
    w = weights[:, np.argsort([c["name"] for c in scene.channels if c["kind"] == "weight"])].astype(float)
    w /= np.linalg.norm(w, axis=1)[:, None]
    out["frame-likeness.score/1"] = (
        np.maximum((w[1:] * w[:-1]).sum(1), 0) + np.maximum(w[1:] @ w[0], 0)).mean() / 2


def energy(scene, x, out):
    second = int(np.floor(scene.fps + 0.5))
    curves = scene.reference["curves"]
    columns = [c["offset"] + k for c in scene.channels if c["name"] in curves for k in range(c["width"])]
    mean = np.concatenate([curves[c["name"]]["mean"] for c in scene.channels if c["name"] in curves])
    deviation = np.concatenate([curves[c["name"]]["deviation"] for c in scene.channels if c["name"] in curves])
    kept = deviation > 1e-4
    away = (np.abs(x[:, np.array(columns)[kept]] - mean[kept]) / deviation[kept]).mean(1)
    windows = away[:len(away) // second * second].reshape(-1, second).mean(1)
    out["over-acting.share/1"] = (windows > scene.reference["energyLimit"]).mean()


def balanced(onsets, beats, sigma):
    """Nearness of onsets to beats, and back; beats are rows of sets."""
    near = np.abs(beats[:, :, None] - onsets)
    there = np.exp(-near.min(1) ** 2 / (2 * sigma**2)).mean(1)
    back = np.exp(-near.min(2) ** 2 / (2 * sigma**2)).mean(1)
    return there, back


def beats(scene, speed, take, out):
    fps = scene.fps
    onsets = np.sort(np.array(take["stress"])) / fps
    means = np.array([scene.reference["curves"].get(n, {}).get("speed", 0) for n in scene.joints])
    known = means > 0
    relative = speed[:, known] / means[known]
    frames, joints = signal.argrelextrema(relative, np.less, axis=0, order=7, mode="clip")
    loud = relative[frames, joints] > 0.1
    frames, joints = frames[loud], joints[loud]
    duration = len(speed) / fps
    shifts = duration * np.arange(0, 21) / 21
    consistency, precision, corrected = [], [], []
    for joint in range(known.sum()):
        own = frames[joints == joint] / fps
        if not len(own):
            consistency.append(0), precision.append(0), corrected.append(0)
            continue
        there, back = balanced(onsets, own[None], 0.3)
        consistency.append(there[0]), precision.append(back[0])
        score = harmonic(*balanced(onsets, np.mod(own + shifts[:, None], duration), 0.1))
        null = score[1:].mean()
        corrected.append((score[0] - null) / (1 - null))
    out["beats.consistency/1"], out["beats.precision/1"] = np.mean(consistency), np.mean(precision)
    out["ba-star.corrected/1"] = np.mean(corrected)


def spectral_arc_length(speed, fps):
    size = 1 << (int(np.ceil(np.log2(len(speed)))) + 4)
    magnitude = np.abs(np.fft.fft(speed, size))
    magnitude = (magnitude / magnitude.max())[:int(np.floor(10 * size / fps)) + 1]
    loud = np.flatnonzero(magnitude >= 0.05)
    kept = magnitude[loud[0]:loud[-1] + 1]
    return -np.sqrt((1 / (len(kept) - 1)) ** 2 + np.diff(kept) ** 2).sum()


def strokes(scene, speed, out):
    fps = scene.fps
    arc, dimensionless = [], []
    for side in ("left", "right"):
        arm = speed[:, scene.joints.index(side + "UpperArm.rotation")] + speed[
            :, scene.joints.index(side + "LowerArm.rotation")]
        for first, end in spans(arm, 1.0, 0.5, keep=True):
            v = arm[first:end]
            if len(v) < max(8, 0.12 * fps):
                continue
            arc.append(spectral_arc_length(v, fps))
            dt = 1 / fps
            bend = np.diff(v, 2) / dt**2
            dimensionless.append(-np.log((len(v) * dt) ** 3 / np.abs(v).max() ** 2 * (bend**2).sum() * dt))
    if arc:
        out["stroke-smoothness.sparc/1"] = np.mean(arc)
        out["stroke-smoothness.ldlj/1"] = np.mean(dimensionless)


class Style:
    """The frozen spaces, and features of windows of 2 s in them."""

    def __init__(self, scene):
        model = scene.style
        self.entries = model["columns"]["entries"]
        self.space, self.gesture = model["style"], model["gesture"]
        self.envelope, self.identity = model["envelope"], model["identity"]
        self.own = numbers(model["gesturePoints"])
        offsets = np.cumsum([0] + [e["width"] for e in self.entries])
        place = {e["name"]: (o, e["width"]) for e, o in zip(self.entries, offsets)}
        self.pairs = []
        for name, (left, width) in place.items():
            other = None
            if name.endswith("Left"):
                other = name[:-4] + "Right"
            elif name.startswith("left"):
                other = "right" + name[4:]
            if other in place and place[other][1] == width:
                self.pairs.append((slice(left, left + width), slice(place[other][0], place[other][0] + width)))
        self.points = np.concatenate([
            numbers(s["points"]).reshape(-1, self.envelope["dimensions"]) for s in self.envelope["sessions"]])
        self.within = 2 * pdist(self.points).sum()
        self.precision = np.linalg.inv(np.cov(self.points, rowvar=False))

    def windows(self, scene, x):
        columns = []
        for entry in self.entries:
            at = scene.offsets[entry["name"]]
            if entry["width"] == 1:
                columns.append(x[:, at:at + 1].astype(float))
                continue
            q = x[:, at:at + 4].astype(float)
            q = np.where(q[:, 3:] < 0, -q, q)
            sine = np.linalg.norm(q[:, :3], axis=1)
            scale = np.divide(2 * np.arctan2(sine, q[:, 3]), sine, out=np.zeros_like(sine), where=sine > 1e-12)
            columns.append(q[:, :3] * scale[:, None])
        curves = np.hstack(columns)
        hop = int(scene.fps)
        view = np.lib.stride_tricks.sliding_window_view(curves, 2 * hop, axis=0)[::hop]
        return view.mean(2), view.std(2, ddof=1), np.abs(np.diff(view, axis=2)).mean(2) * scene.fps

    def features(self, mean, deviation, speed):
        rows = [mean, np.log(deviation + 1e-3), np.log(speed + 1e-3), np.log((speed + 1e-2) / (deviation + 1e-2))]
        for left, right in self.pairs:
            if left.stop - left.start == 1:
                a, b = mean[:, left], mean[:, right]
                rows.append((a - b) / (np.abs(a) + np.abs(b) + 0.01))
            a, b = speed[:, left].sum(1, keepdims=True), speed[:, right].sum(1, keepdims=True)
            rows.append((a - b) / (a + b + 0.05))
        return np.hstack(rows)

    def score(self, scene, x, out):
        mean, deviation, speed = self.windows(scene, x)
        z = (self.features(mean, deviation, speed) - numbers(self.space["mean"])) * numbers(self.space["scale"])
        z = np.clip(z, -self.space["cut"], self.space["cut"])
        inside = z @ numbers(self.space["basis"]).reshape(-1, z.shape[1]).T
        rest = self.space["restScale"] * np.log(np.maximum((z**2).sum(1) - (inside**2).sum(1), 1e-12)) / 2
        points = np.column_stack([inside, rest])
        pieces = max(1, int(np.floor(len(points) / self.envelope["lengths"][-1] + 0.5)))
        distance = np.mean([
            2 * cdist(p, self.points).mean() - 2 * pdist(p).sum() / len(p) ** 2 - self.within / len(self.points) ** 2
            for p in (points[k * len(points) // pieces:(k + 1) * len(points) // pieces] for k in range(pieces))])
        out["envelope.distance/1"] = distance / np.median(self.baseline(len(points) // pieces))
        away = points - self.points.mean(0)
        reach = np.sqrt(np.einsum("ij,jk,ik->i", away, self.precision, away))
        out["envelope.inside/1"] = (reach <= self.envelope["radius"]).mean()
        out["envelope.mmd/1"] = discrepancy(thinned(points, 120), thinned(self.points, 240))
        self.recognise(z, points, mean.shape[1], out)
        apart = np.hstack([mean, deviation, speed])[::2]
        gesture = (apart - numbers(self.gesture["mean"])) * numbers(self.gesture["scale"])
        return gesture @ numbers(self.gesture["basis"]).reshape(-1, gesture.shape[1]).T

    def baseline(self, count):
        lengths, known = self.envelope["lengths"], np.array(self.envelope["baselines"])
        if count >= lengths[-1]:
            return known[-1]
        upper = next(k for k, n in enumerate(lengths) if n >= count)
        if upper == 0 or lengths[upper] == count:
            return known[upper]
        a, b = 1 / lengths[upper - 1], 1 / lengths[upper]
        return known[upper - 1] + (a - 1 / count) / (a - b) * (known[upper] - known[upper - 1])

    def recognise(self, z, points, columns, out):
        own = self.identity["discriminants"][""]
        offsets = numbers(own["offsets"])
        likelihood = z @ numbers(own["weights"]).reshape(len(offsets), -1).T + offsets
        best = likelihood.argmax(1)
        likelihood = np.maximum(-20, likelihood - likelihood.max(1)[:, None])
        centre = numbers(self.identity["centre"])
        precision = np.linalg.inv(numbers(self.identity["spread"]).reshape(len(centre), -1))
        away = points - centre
        reach = np.sqrt(np.einsum("ij,jk,ik->i", away, precision, away))
        nobody = reach > self.identity["radius"]
        if z[:, 2 * columns:3 * columns].mean() < self.identity["leastActivity"]:
            nobody[:] = True
        likelihood[nobody] = np.where(np.arange(len(offsets)) == 0, -20, 0)
        out["identity.top1/1"] = (~nobody & (best == 0)).mean()
        total = likelihood.sum(0)
        out["identity.ratio/1"] = (total[0] - total[1:].max()) / len(z)
        out["identity.clip/1"] = float(out["identity.ratio/1"] > 0)


def thinned(points, most):
    return points if len(points) <= most else points[np.arange(most) * len(points) // most]


def discrepancy(a, b):
    """Unbiased squared MMD with a Gaussian kernel as wide as the median distance."""
    n, m = len(a), len(b)
    pooled = np.vstack([a, b])
    width = np.median(pdist(pooled))
    kernel = np.exp(-cdist(pooled, pooled, "sqeuclidean") / (2 * width**2))
    first, second = kernel[:n, :n].sum() - n, kernel[n:, n:].sum() - m
    return first / (n * (n - 1)) + second / (m * (m - 1)) - 2 * kernel[:n, n:].mean()


def frechet(a, b):
    first, second = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(first).real
    cross = np.sqrt(np.clip(np.linalg.eigvalsh(root @ second @ root), 0, None)).sum()
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(first) + np.trace(second) - 2 * cross


def prepare(scene, take):
    """Frames and symbols of a take's events."""
    fps = scene.fps
    count = scene.samples.shape[1]
    take["symbols"] = [p[0] for p in take["phones"]]
    start, end = np.array([p[1] for p in take["phones"]]), np.array([p[2] for p in take["phones"]])
    take["first"] = np.clip(np.ceil(start * fps - 1e-6).astype(int), 0, count)
    take["end"] = np.clip(np.ceil(end * fps - 1e-6).astype(int), 0, count)
    take["centre"] = np.round((start + end) / 2, 4)
    frames = np.floor(take["centre"] * fps + 0.5).astype(int)
    take["stress"] = [f for f, s in zip(frames, take["symbols"]) if s.endswith("1") and f < count]
    inside = np.zeros(count, bool)
    for a, b in take["speech"]:
        inside[int(np.ceil(a * fps - 1e-6)):int(np.ceil(b * fps - 1e-6))] = True
    return np.flatnonzero(inside)


def score(scene):
    style = Style(scene)
    values, gestures = {}, []
    for index, take in enumerate(scene.takes):
        x = np.array(scene.samples[index])
        speech = prepare(scene, take)
        speed = speeds(x[:, scene.joint_columns(scene.joints)], scene.fps)
        out = {}
        lip_sync(scene, x, take, speech, out)
        coupling(scene, speed, take, speech, out)
        amount(scene, x, out)
        face(scene, x, out)
        energy(scene, x, out)
        beats(scene, speed, take, out)
        strokes(scene, speed, out)
        gestures.append(style.score(scene, x, out))
        for name, value in out.items():
            values.setdefault(name, []).append(value)
    result = {name: float(np.mean(all)) for name, all in values.items()}
    points = np.vstack(gestures)
    result["fgd-lin.distance/1"] = float(frechet(points, style.own.reshape(-1, points.shape[1])))
    return result


def median_seconds(work, repeats=5):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[repeats // 2]


def main():
    scene = Scene(sys.argv[1])
    if "--parts" in sys.argv:
        x = np.array(scene.samples).reshape(-1, scene.width)
        result = {
            "jerkSeconds": median_seconds(lambda: jerk_by_channel(scene, x)),
            "jerk": jerk_by_channel(scene, x).tolist(),
            "covarianceSeconds": median_seconds(lambda: np.cov(x.astype(float), rowvar=False)),
            "covariance": np.cov(x.astype(float), rowvar=False).ravel().tolist(),
        }
    else:
        result = {"scores": score(scene)}
    result["peakMegabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result["numpy"] = np.__version__
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
