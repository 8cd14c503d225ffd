"""Speaks texts with espeak-ng and tells when each word and phone sounds.

Run as a child process: `python3 espeak_speech.py < requests > speech`. libespeak-ng (GPL-3.0-or-later) is
loaded into this process only; nothing of Mien links it.

Each line of the input is a request {"text", "voice", "rate", "volume", "pitch", "range"}. For each, in order, the
output holds one line of JSON {"sampleRate", "samples", "words", "phones"} and right behind it `samples`
little-endian 16-bit samples. A word is [offset, length] in UTF-8 bytes of the text; a phone is
[sample, mnemonic, stress, word], where sample counts from the first of this text, the mnemonic is
espeak-ng's ASCII one, stress is 0, 1, 2 or null, and word is an index into `words`, or -1 for a pause.
A fault ends the process with status 3 and one line on the error stream.
"""

import array
import bisect
import ctypes
import ctypes.util
import difflib
import json
import os
import re
import sys

SYNCHRONOUS = 2
PHONEME_EVENTS = 1
UTF8 = 1
RATE, VOLUME, PITCH, RANGE = 1, 2, 3, 4
PARAMETERS = {"rate": RATE, "volume": VOLUME, "pitch": PITCH, "range": RANGE}
WORD, PHONEME = 1, 7
PIECE = 1024  # phones that are matched at once


class Identity(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("id", Identity),
    ]


CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event)
)


class Fault(Exception):
    pass


class Speaker:
    """The library and what its callback gathers while one text is spoken."""

    def __init__(self):
        name = ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1"
        try:
            self.library = ctypes.CDLL(name)
        except OSError as error:
            raise Fault(f"cannot load {name}: {error}; install espeak-ng") from error
        library = self.library
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self.rate = library.espeak_Initialize(SYNCHRONOUS, 0, None, PHONEME_EVENTS)
        if self.rate <= 0:
            raise Fault("espeak-ng does not start; reinstall espeak-ng-data")
        self.pcm = bytearray()
        self.words = []  # (character index, phones so far)
        self.phones = []  # (sample, mnemonic)
        self.callback = CALLBACK(self.heard)  # kept alive as long as the library may call it
        library.espeak_SetSynthCallback(self.callback)
        self.voice = None

    def heard(self, wave, count, events):
        if wave and count > 0:
            self.pcm += ctypes.string_at(wave, count * 2)
        index = 0
        while events[index].type != 0:
            event = events[index]
            if event.type == WORD:
                self.words.append((event.text_position - 1, len(self.phones)))
            elif event.type == PHONEME:
                self.phones.append((event.sample, event.id.string.decode("utf-8", "replace")))
            index += 1
        return 0

    def choose(self, voice, **settings):
        if voice != self.voice:
            # The program lists en-gb, the library knows it as en.
            names = [voice, re.sub(r"^en-gb(?=$|\+)", "en", voice, flags=re.IGNORECASE)]
            if all(self.library.espeak_SetVoiceByName(name.encode("utf-8")) != 0 for name in names):
                raise Fault(f"espeak-ng has no voice '{voice}'; see espeak-ng --voices")
            self.voice = voice
        for name, parameter in PARAMETERS.items():
            value = settings.get(name)
            if value is not None:
                self.library.espeak_SetParameter(parameter, int(value), 0)

    def mnemonics(self, text):
        """What the text is pronounced as: [(mnemonic, stress or None)], pauses left out."""
        buffer = ctypes.create_string_buffer(text.encode("utf-8") + b"\0")
        pointer = ctypes.c_void_p(ctypes.addressof(buffer))
        result = []
        while pointer.value:
            clause = self.library.espeak_TextToPhonemes(
                ctypes.byref(pointer), UTF8, ord("/") << 8
            )
            for label in re.split(r"[/\s]+", (clause or b"").decode("utf-8", "replace")):
                stress = 1 if "'" in label else 2 if "," in label else None
                label = label.replace("'", "").replace(",", "").replace("%", "")
                if label and not label.startswith(("_", "(")):
                    result.append((label, stress))
        return result

    def speak(self, text):
        self.pcm = bytearray()
        self.words = []
        self.phones = []
        raw = text.encode("utf-8")
        if self.library.espeak_Synth(raw, len(raw) + 1, 0, 1, 0, UTF8, None, None) != 0:
            raise Fault("espeak-ng refused a text")
        return self.laid_out(text)

    def laid_out(self, text):
        tokens = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
        owners = []  # token index of each phone, by the word event before it
        bounds = [first for _, first in self.words] + [len(self.phones)]
        starts = [start for start, _ in tokens]
        spoken = [any(c.isalnum() for c in text[first:last]) for first, last in tokens]
        nears = [bisect.bisect_right(starts, position) - 1 for position, _ in self.words]
        for number, (position, first) in enumerate(self.words):
            near = nears[number]
            # A dash before a word is not spoken; the event of the word may stand at it.
            following = nears[number + 1] if number + 1 < len(nears) else len(tokens)
            ahead = near
            while 0 <= ahead < min(following, len(tokens)) - 1 and not spoken[ahead]:
                ahead += 1
            if ahead > near and spoken[ahead]:
                near, position = ahead, starts[ahead]
            is_inside = near >= 0 and position < tokens[near][1]
            owner = near if is_inside else (owners[-1] if owners else 0)
            owners += [owner] * (bounds[number + 1] - max(first, len(owners)))
        owners = [0] * (len(self.phones) - len(owners)) + owners
        owners = [-1 if name.startswith("_") else o for o, (_, name) in zip(owners, self.phones)]
        self.share(text, tokens, owners)
        used = sorted({owner for owner in owners if owner >= 0})
        number = {owner: index for index, owner in enumerate(used)}
        stress = self.stresses(text)
        words = []
        done, head = 0, 0
        for owner in used:
            start, end = tokens[owner]
            head += len(text[done:start].encode("utf-8"))
            done = start
            words.append([head, len(text[start:end].encode("utf-8"))])
        phones = [
            [sample, name, mark, number.get(owner, -1)]
            for (sample, name), mark, owner in zip(self.phones, stress, owners)
        ]
        return words, phones

    def share(self, text, tokens, owners):
        """Clitics ("of the") are spoken as one word: gives each token its own phones, by count."""
        places = {}
        for i, owner in enumerate(owners):
            places.setdefault(owner, []).append(i)
        spoken = set(owners)
        for owner in sorted(spoken - {-1}):
            group = [owner]
            while group[-1] + 1 < len(tokens) and group[-1] + 1 not in spoken:
                following = text[slice(*tokens[group[-1] + 1])]
                if not any(c.isalnum() for c in following) or not text[tokens[group[-1]][1] - 1].isalnum():
                    break
                group.append(group[-1] + 1)
            if len(group) == 1:
                continue
            counts = [len(self.mnemonics(text[slice(*tokens[member])])) for member in group]
            held = places[owner]
            if not held or sum(counts) == 0:
                continue
            done, last = 0, 0
            for member, count in zip(group, counts):
                done += count
                until = max(last, round(len(held) * done / sum(counts)))
                for i in held[last:until]:
                    owners[i] = member
                last = until

    def stresses(self, text):
        """Stress of each phone, matched by name with the pronunciation that carries the marks."""
        names = [name for _, name in self.phones]
        marked = self.mnemonics(text)
        result = [None] * len(names)
        for left, right, size in matches(names, [name for name, _ in marked]):
            for step in range(size):
                result[left + step] = marked[right + step][1] or 0
        return result


def matches(left, right):
    """Blocks (i, j, size) that two lists share, in order.

    Finding them takes the square of the length, so long lists are matched a piece at a time: what a piece
    finds in its first three quarters holds, and the next one begins behind it.
    """
    i = j = 0
    while i < len(left) and j < len(right):
        is_last = max(len(left) - i, len(right) - j) <= PIECE
        one, other = left[i : i + PIECE], right[j : j + PIECE]
        blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        bound = PIECE * 3 // 4
        kept = [b for b in blocks if b.size and (is_last or max(b.a, b.b) < bound)]
        end = (bound, bound)
        for block in kept:
            size = block.size if is_last else min(block.size, bound - max(block.a, block.b))
            end = (block.a + size, block.b + size)
            yield i + block.a, j + block.b, size
        if is_last:
            return
        i, j = i + end[0], j + end[1]


def main():
    requests = [json.loads(line) for line in sys.stdin if line.strip()]
    speaker = Speaker()
    for request in requests:
        # espeak-ng carries state from one text into the next; a fork per text makes each independent.
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            os._exit(guarded(lambda: answer(speaker, request)))
        _, status = os.waitpid(child, 0)
        if status != 0:
            return 3
    return 0


def answer(speaker, request):
    settings = {name: request.get(name) for name in PARAMETERS}
    speaker.choose(request["voice"], **settings)
    words, phones = speaker.speak(request["text"])
    pcm = array.array("h", bytes(speaker.pcm))
    if sys.byteorder != "little":
        pcm.byteswap()
    header = {"sampleRate": speaker.rate, "samples": len(pcm), "words": words, "phones": phones}
    out = sys.stdout.buffer
    out.write(json.dumps(header, separators=(",", ":")).encode("utf-8") + b"\n" + pcm.tobytes())
    out.flush()
    return 0


def guarded(work):
    try:
        return work()
    except Fault as fault:
        print(fault, file=sys.stderr, flush=True)
    except (KeyError, TypeError, ValueError, OSError) as error:
        print(f"a request cannot be read: {error}", file=sys.stderr, flush=True)
    return 3


if __name__ == "__main__":
    sys.exit(guarded(main))
