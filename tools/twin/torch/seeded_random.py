"""The playground's seeded generator (src/math/random.ts, xoshiro128**): the same seed gives the same draws, so a twin's run and the playground's are a pair."""

import math
from functools import lru_cache
from typing import List, Sequence, TypeVar

import numpy as np

Item = TypeVar("Item")
MASK = 0xFFFFFFFF
STRIDE_BITS = 6  # Long runs of words come from lanes that lie 64 words apart.


def _mix(value: int) -> int:
    z = (value + 0x9E3779B9) & MASK
    z = ((z ^ (z >> 16)) * 0x85EBCA6B) & MASK
    z = ((z ^ (z >> 13)) * 0xC2B2AE35) & MASK
    return z ^ (z >> 16)


def _spread(words: Sequence[int], label: str = "") -> List[int]:
    value, result = 0x9E3779B9, []
    for round_ in range(4):
        for word in words:
            value = _mix(value ^ word)
        for letter in label:
            value = _mix(value ^ ord(letter))
        value = _mix(value ^ len(label))
        result.append(value)
    return result if any(result) else [1, 0, 0, 0]


def _advance(s: np.ndarray) -> np.ndarray:
    """One step of many states [N, 4] in place; the words that they give."""
    word = s[:, 1] * np.uint32(5)
    word = ((word << np.uint32(7)) | (word >> np.uint32(25))) * np.uint32(9)
    shifted = s[:, 1] << np.uint32(9)
    s[:, 2] ^= s[:, 0]
    s[:, 3] ^= s[:, 1]
    s[:, 1] ^= s[:, 2]
    s[:, 0] ^= s[:, 3]
    s[:, 2] ^= shifted
    s[:, 3] = (s[:, 3] << np.uint32(11)) | (s[:, 3] >> np.uint32(21))
    return word


def _to_bits(states: np.ndarray) -> np.ndarray:
    return np.unpackbits(states.astype("<u4").view(np.uint8), axis=1, bitorder="little").astype(np.float32)


def _to_states(bits: np.ndarray) -> np.ndarray:
    return np.packbits(bits.astype(np.uint8), axis=1, bitorder="little").view("<u4").astype(np.uint32)


@lru_cache(maxsize=None)
def _jump(power: int) -> np.ndarray:
    """What 2^power steps make of each bit of a state: a step is linear over GF(2)."""
    if power > 0:
        half = _jump(power - 1)
        return (half @ half) % 2
    states = _to_states(np.eye(128, dtype=np.float32))
    _advance(states)
    return _to_bits(states)


def _jumped(states: np.ndarray, power: int) -> np.ndarray:
    return _to_states((_to_bits(states) @ _jump(power)) % 2)


class Random:
    def __init__(self, seed: int) -> None:
        self._take_key(_spread([seed & MASK, seed >> 32]))

    def _take_key(self, key: List[int]) -> None:
        self._key = key
        self._state = np.array([key], np.uint32)

    def fork(self, label) -> "Random":
        """An independent generator for a purpose; it depends on the seed and the labels only."""
        fork = Random(0)
        fork._take_key(_spread(self._key, str(label)))
        return fork

    def _peek(self, count: int) -> np.ndarray:
        """The next words, which stay to be drawn."""
        lanes, power = self._state, STRIDE_BITS
        while len(lanes) << STRIDE_BITS < count:
            lanes, power = np.concatenate([lanes, _jumped(lanes, power)]), power + 1
        lanes = lanes.copy()
        words = np.stack([_advance(lanes) for _ in range(min(count, 1 << STRIDE_BITS))], 1)
        return words.reshape(-1)[:count]

    def _skip(self, count: int) -> None:
        for power in range(count.bit_length()):
            if count >> power & 1:
                self._state = _jumped(self._state, power)

    def bits(self) -> int:
        return int(_advance(self._state)[0])

    def next(self) -> float:
        """Uniform in [0, 1)."""
        high = self.bits() >> 5
        return (high * 2**26 + (self.bits() >> 6)) / 2**53

    def uniform(self, low: float, high: float) -> float:
        return low + (high - low) * self.next()

    def integer(self, n: int) -> int:
        """Uniform from 0 to n - 1."""
        limit = 2**32 - 2**32 % n
        while (draw := self.bits()) >= limit:
            pass
        return draw % n

    def normals(self, count: int) -> np.ndarray:
        """Standard normal numbers by Marsaglia's polar method, of which each pair gives one."""
        parts, missing = [], count
        while missing > 0:
            attempts = missing + missing // 2 + 16
            words = self._peek(4 * attempts).astype(np.uint64)
            uniform = ((words[0::2] >> np.uint64(5)) * np.uint64(2**26) + (words[1::2] >> np.uint64(6))).astype(np.float64) / 2**53
            x, y = 2 * uniform[0::2] - 1, 2 * uniform[1::2] - 1
            square = x * x + y * y
            taken = np.flatnonzero((square > 0) & (square < 1))[:missing]
            self._skip(4 * (int(taken[-1]) + 1 if len(taken) == missing else attempts))
            parts.append(x[taken] * np.sqrt(-2 * np.log(square[taken]) / square[taken]))
            missing -= len(taken)
        return np.concatenate(parts) if parts else np.empty(0)

    def shuffle(self, items: List[Item]) -> List[Item]:
        """In place (Fisher and Yates)."""
        for i in range(len(items) - 1, 0, -1):
            j = self.integer(i + 1)
            items[i], items[j] = items[j], items[i]
        return items

    def permutation(self, n: int) -> List[int]:
        items = list(range(n))
        words = self._peek(n - 1).astype(np.uint64) if n > 1 else np.empty(0, np.uint64)
        choices = np.arange(n, 1, -1, dtype=np.uint64)
        if (words >= 2**32 - 2**32 % choices).any():  # one word is refused: then word by word
            return self.shuffle(items)
        self._skip(len(words))
        for i, j in zip(range(n - 1, 0, -1), (words % choices).tolist()):
            items[i], items[j] = items[j], items[i]
        return items

    def sample(self, items: Sequence[Item], count: int) -> List[Item]:
        """`count` different items in random order; all of them where there are fewer."""
        return [items[i] for i in self.permutation(len(items))[:count]]

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.integer(len(items))]

    def beta(self, a: float, b: float) -> float:
        """Beta(a, b) for a, b up to 1 by Jöhnk's method (src/math/beta.ts)."""
        while True:
            log_x = math.log(1 - self.next()) / a
            log_y = math.log(1 - self.next()) / b
            top = max(log_x, log_y)
            log_sum = top + math.log(math.exp(log_x - top) + math.exp(log_y - top))
            if log_sum <= 0:
                return math.exp(log_x - log_sum)
