"""Timed steps in PyTorch, eager, float32: reads names of steps from standard input, answers each with its seconds
by the clock and of the processor.

`python3 steps.py THREADS`; the names are `optimisation` and `training`. A step's first run prepares it and is not timed.
"""

import sys
import time

import torch

from detector_step import training_step
from optimisation_step import optimisation_step

STEPS = {"optimisation": optimisation_step, "training": training_step}


def main() -> None:
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
    prepared = {}
    for line in sys.stdin:
        name = line.strip()
        if name not in prepared:
            prepared[name] = STEPS[name]()
            prepared[name]()
        started, cpu = time.perf_counter(), time.process_time()
        prepared[name]()
        print(time.perf_counter() - started, time.process_time() - cpu, flush=True)


if __name__ == "__main__":
    main()
