"""CLIP's attention pool (openai/CLIP `AttentionPool2d`), in the order that is cheap for one query.

The tokens x_t are the mean and the grid, plus positions. Only the mean is queried: a head's score of token t is x_t · (Wk_hᵀ q_h) / √64,
and its output Wv_h · Σ_t a_t x_t + bv_h. The bias of the keys is the same for all tokens and drops out of the softmax, so it is not trained.
"""

from typing import Dict

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

HEAD = 64
UNUSED = "k_proj.bias"


class AttentionPool(torch.nn.Module):
    def __init__(self, weights: Dict[str, np.ndarray], trained: bool) -> None:
        super().__init__()
        self.names = {}
        for name, values in weights.items():
            if name.startswith("attnpool.") and not name.endswith(UNUSED):
                attribute = name[len("attnpool.") :].replace(".", "_")
                self.names[attribute] = name
                parameter = torch.nn.Parameter(torch.from_numpy(values.astype(np.float32)), requires_grad=trained)
                self.register_parameter(attribute, parameter)
        self.is_trained = trained

    def trained(self) -> Dict[str, torch.nn.Parameter]:
        return {name: getattr(self, attribute) for attribute, name in self.names.items()} if self.is_trained else {}

    def forward(self, res5: Tensor) -> Tensor:
        """[R, E, h, w] → [R, D], not normalised."""
        count, channels = res5.shape[:2]
        grid = res5.permute(0, 2, 3, 1).reshape(count, -1, channels)
        tokens = torch.cat([grid.mean(1, keepdim=True), grid], 1) + self.positional_embedding
        heads = channels // HEAD
        query = F.linear(tokens[:, 0], self.q_proj_weight, self.q_proj_bias).view(count, heads, HEAD).transpose(0, 1)
        keys = query @ self.k_proj_weight.view(heads, HEAD, channels)  # [heads, R, E]
        attention = (keys.transpose(0, 1) @ tokens.transpose(1, 2) * HEAD**-0.5).softmax(-1)  # [R, heads, T]
        seen = (attention @ tokens).transpose(0, 1)  # [heads, R, E]
        values = seen @ self.v_proj_weight.view(heads, HEAD, channels).transpose(1, 2)
        out = values.transpose(0, 1).reshape(count, channels) + self.v_proj_bias
        return F.linear(out, self.c_proj_weight, self.c_proj_bias)
