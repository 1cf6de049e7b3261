"""What `npm run twin` writes of the built-in bundle: CLIP's visual tower, the embeddings of the class prompts, the detector's configuration."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Dict

import numpy as np

from tensor_file import read_tensors

CLASS_EMBEDDINGS = "classEmbeddings"


@dataclass(frozen=True)
class Model:
    clip: Dict[str, np.ndarray]
    class_embeddings: np.ndarray  # [K, D], unit rows
    config: dict

    @property
    def channels(self) -> int:
        """Of V_a's output."""
        return self.clip["layer4.0.conv1.weight"].shape[1]


def read_model(path: Path) -> Model:
    tensors, metadata = read_tensors(path)
    clip = {name: values for name, values in tensors.items() if name != CLASS_EMBEDDINGS}
    return Model(clip, np.array(tensors[CLASS_EMBEDDINGS]), json.loads(metadata["config"]))
