"""Timing in PyTorch as the playground's half does it: the same warm-up and numbers of runs, the device idle before and after."""

import math
import statistics
import time
from typing import Any, Callable, Dict, List, Tuple

import torch

Details = Dict[str, Any]


class Clock:
    """Times work on one device, in float32 and, on CUDA, also with TF32."""

    def __init__(self, device: str, rounds: Details) -> None:
        self.device, self.rounds = device, rounds

    def idle(self) -> None:
        if self.device == "cuda":
            torch.cuda.synchronize()

    def seconds_of(self, work: Callable[[], Any]) -> float:
        self.idle()
        started = time.perf_counter()
        work()
        self.idle()
        return time.perf_counter() - started

    def long(self, run: Callable[[], Any]) -> Tuple[List[float], Details]:
        """Each run by itself."""
        count = self.rounds["longCount"]
        return self._best(lambda: self._runs(run, count), {"runs": count})

    def short(self, run: Callable[[], Any], brief: bool = False) -> Tuple[List[float], Details]:
        """Rounds of many runs, as many as fill the least time of a round."""
        count = self.rounds["shortCount" if brief else "count"]
        least = self.rounds["shortSeconds" if brief else "seconds"]
        return self._best(lambda: self._rounds(run, count, least), {"rounds": count})

    def _runs(self, run: Callable[[], Any], count: int) -> List[float]:
        for _ in range(self.rounds["warmUps"]):
            self.seconds_of(run)
        return [self.seconds_of(run) for _ in range(count)]

    def _rounds(self, run: Callable[[], Any], count: int, least: float) -> List[float]:
        for _ in range(self.rounds["warmUps"]):
            self.seconds_of(run)
        repeats = max(1, min(1000, math.ceil(least / self.seconds_of(run))))

        def several() -> None:
            for _ in range(repeats):
                run()

        return [self.seconds_of(several) / repeats for _ in range(count)]

    def _best(self, time_it: Callable[[], List[float]], details: Details) -> Tuple[List[float], Details]:
        """The samples are those of the faster float32 setting; the others stand in the details with their medians."""
        details = {"warm-up runs": self.rounds["warmUps"], **details}
        if self.device != "cuda":
            samples = time_it()
            return samples, {**details, **spread(samples)}
        taken = {}
        for name, tf32, benchmark in SETTINGS:
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = tf32
            torch.backends.cudnn.benchmark = benchmark
            taken[name] = time_it()
            details[f"median seconds, {name}"] = statistics.median(taken[name])
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
        fastest = min((name for name, tf32, _ in SETTINGS if not tf32), key=lambda name: statistics.median(taken[name]))
        return taken[fastest], {**details, "setting": fastest, **spread(taken[fastest])}


SETTINGS = (
    ("float32, cudnn.benchmark off", False, False),
    ("float32, cudnn.benchmark on", False, True),
    ("TF32, cudnn.benchmark on", True, True),
)


def spread(samples: List[float]) -> Details:
    if len(samples) < 2:
        return {}
    low, middle, high = statistics.quantiles(samples, n=4, method="inclusive")
    return {"spread": f"{100 * (high - low) / middle:.1f} % between the quartiles"}
