"""Behavior models for Mien in Python: subclass `Strategy`, write frames into `rows`.

A model of PyTorch, ONNX or anything else is a strategy in about twenty lines:

    import functools
    import onnxruntime
    from mien import Strategy, weight, rotation

    @functools.lru_cache(maxsize=1)  # one model per process, however many takes it makes
    def network(path):
        return onnxruntime.InferenceSession(path)

    class Lips(Strategy):
        id = "lips"
        version = "1.0.0"
        title = "Lips"
        summary = "A network opens the mouth."
        needs = {"own-audio"}
        channels = [weight("jawOpen"), weight("mouthFunnel"), rotation("head")]

        def prepare(self, session):
            self.session = session
            self.network = network(str(session.bundle / "lips.onnx"))
            return 6  # frame k may use what is known at frame k + 6

        def render(self, first, rows, activity):
            for index in range(len(rows)):
                heard = self.session.window(0, first + index, before=0.4)  # 6400 samples at 16 kHz
                rows[index] = self.network.run(None, {"samples": heard[None]})[0][0]

Model files stand in the bundle and under "models" in its strategy.json, so that they belong to its identity.

Metrics and encoders are functions in a script: see `mien.metric`.
"""

from .metric import FACE, Motion, Span, Take, Undefined
from .record import FLICKS_PER_SECOND, Record
from .session import AudioStream, RehearsalSession, Session
from .strategy import (
    Channel, Parameter, Strategy, UnsupportedSession, angle, parameter, rotation, translation, weight)

__all__ = [
    "AudioStream", "Channel", "FACE", "FLICKS_PER_SECOND", "Motion", "Parameter", "Record", "RehearsalSession",
    "Session", "Span", "Strategy", "Take", "Undefined", "UnsupportedSession", "angle", "parameter", "rotation", "translation", "weight",
]
