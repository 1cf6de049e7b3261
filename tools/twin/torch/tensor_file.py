"""safetensors files in numpy: https://github.com/huggingface/safetensors#format."""

import json
import os
import struct
from pathlib import Path
from typing import Dict, Tuple

import numpy as np

DTYPES = {"F16": "<f2", "F32": "<f4", "I32": "<i4", "U8": "<u1"}


def read_tensors(path: Path) -> Tuple[Dict[str, np.ndarray], Dict[str, str]]:
    """Tensors by name, and the metadata. Raises ValueError for a file of another kind."""
    data = Path(path).read_bytes()
    try:
        (length,) = struct.unpack_from("<Q", data)
        header = json.loads(data[8 : 8 + length])
    except (struct.error, ValueError) as error:
        raise ValueError(f"{path} is no safetensors file: its header cannot be read. Make or export it again.") from error
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + length + start : 8 + length + end], DTYPES[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"])
    return tensors, metadata


def write_tensors(path: Path, tensors: Dict[str, np.ndarray], metadata: Dict[str, str]) -> None:
    """Wider types first, then by name, so that the same content gives the same bytes. The file is there whole or not at all."""
    names = {np.dtype(dtype): name for name, dtype in DTYPES.items()}
    ordered = sorted(tensors.items(), key=lambda entry: (-entry[1].itemsize, entry[0]))
    header, offset = {"__metadata__": metadata}, 0
    for name, values in ordered:
        header[name] = {"dtype": names[values.dtype], "shape": list(values.shape), "data_offsets": [offset, offset + values.nbytes]}
        offset += values.nbytes
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    part = Path(f"{path}.part")
    part.write_bytes(b"".join([struct.pack("<Q", len(text)), text, *(np.ascontiguousarray(values).tobytes() for _, values in ordered)]))
    os.replace(part, path)
