"""The half of `npm run compare-augment` that runs public/augment.py: python3 compare_augment.py FOLDER."""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "public"))
import augment  # noqa: E402

folder = Path(sys.argv[1])
policy = augment.Policy.read(folder / "policy.json")
images = np.fromfile(folder / "images.bin", np.uint8)
ours = np.fromfile(folder / "ours.bin", np.uint8)
most, differing, values = {}, {}, {}
for prompt, facts in zip(policy.content["prompts"], json.loads((folder / "images.json").read_text())):
    length = facts["width"] * facts["height"] * 3
    image, images = images[:length].reshape(facts["height"], facts["width"], 3), images[length:]
    for record in prompt["transforms"]:
        theirs = augment.apply_record(image, record, facts["seed"], facts["strength"]).reshape(-1)
        difference = np.abs(theirs.astype(int) - ours[:length].astype(int))
        ours = ours[length:]
        name = record.get("corruption", "photometric")
        most[name] = max(most.get(name, 0), int(difference.max()))
        differing[name] = differing.get(name, 0) + int((difference > 0).sum())
        values[name] = values.get(name, 0) + length
assert len(ours) == 0 and len(images) == 0
(folder / "found.json").write_text(
    json.dumps(
        {
            "numpy": np.__version__,
            "largestDifference": max(most.values()),
            "operations": {
                name: {"largestDifference": most[name], "valuesThatDiffer": differing[name], "values": values[name]} for name in most
            },
        }
    )
)
