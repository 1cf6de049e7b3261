"""Zero-shot accuracy of a bundle, as shipped, on scenes of the test split, which no training saw. Writes accuracy.json."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime

from captions import CLASSES, OBJECT, SCENE, TIMES, WEATHERS
from data import Images, to_input
from export import write_json
from tokenizer import load_tokenizer
from train import CACHE

BENCHMARK = {
    "daytime-clear": ("day", "clear"),
    "night-clear": ("night", "clear"),
    "dusk-rainy": ("evening", "rain"),
    "night-rainy": ("night", "rain"),
    "daytime-foggy": ("day", "fog"),
}
SMALLEST = 16  # pixels of the longer side of a 256-pixel scene: the smallest anchor of the built-in detector


class Bundle:
    def __init__(self, folder: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.text = onnxruntime.InferenceSession(str(folder / "textual/model.onnx"), options)
        self.visual = onnxruntime.InferenceSession(str(folder / "visual/model.onnx"), options)
        self.tokenizer = load_tokenizer(folder / "textual")

    def encode_texts(self, texts: list[str]) -> np.ndarray:
        rows = [self.text.run(None, {"text": np.array([self.tokenizer.encode(t).ids], np.int32)})[0][0] for t in texts]
        return unit(np.stack(rows))

    def encode_images(self, images: Images, chosen: np.ndarray) -> np.ndarray:
        parts = []
        for start in range(0, len(chosen), 128):
            pixels = np.stack([images.pixels[index] for index in chosen[start : start + 128]])
            parts.append(self.visual.run(None, {"image": to_input(pixels).contiguous().numpy()})[0])
        return unit(np.concatenate(parts))


def unit(x: np.ndarray) -> np.ndarray:
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def percent(correct: np.ndarray) -> float:
    return round(100 * float(np.mean(correct)), 2)


def domain_prompt(time: str, weather: str) -> str:
    return f"an image taken on a {weather} {time}"


def evaluate(bundle: Bundle, images: Images) -> dict:
    labels = [label.shown for label in images.labels]
    columns = {key: np.array([getattr(label, key) for label in labels]) for key in ("kind", "cls", "time", "weather")}
    size = np.array([label.size for label in images.labels])
    condition = columns["time"] * len(WEATHERS) + columns["weather"]
    names = [f"{time}-{weather}" for time in TIMES for weather in WEATHERS]
    benchmark = {name: names.index("-".join(pair)) for name, pair in BENCHMARK.items()}

    objects = np.flatnonzero((columns["kind"] == OBJECT) & (size >= SMALLEST))
    classes = bundle.encode_texts([f"a photo of a {name}" for name in CLASSES])
    predicted = (bundle.encode_images(images, objects) @ classes.T).argmax(axis=1)
    hit = predicted == columns["cls"][objects]
    of_condition = condition[objects]
    by_class = {
        name: {cls: percent(hit[(of_condition == index) & (columns["cls"][objects] == k)]) for k, cls in enumerate(CLASSES)}
        for name, index in benchmark.items()
    }
    confusion = np.zeros((len(CLASSES), len(CLASSES)), int)
    np.add.at(confusion, (columns["cls"][objects], predicted), 1)

    scenes = np.flatnonzero(columns["kind"] == SCENE)
    embeddings = bundle.encode_images(images, scenes)
    all_prompts = bundle.encode_texts([domain_prompt(time, weather) for time in TIMES for weather in WEATHERS])
    scene_condition = condition[scenes]

    def accuracy(prompts: np.ndarray, truth: np.ndarray, chosen: np.ndarray) -> float:
        return percent((embeddings[chosen] @ prompts.T).argmax(axis=1) == truth[chosen])

    everything = np.ones(len(scenes), bool)
    in_benchmark = np.isin(scene_condition, list(benchmark.values()))
    position = {index: row for row, index in enumerate(benchmark.values())}
    benchmark_truth = np.array([position.get(index, -1) for index in scene_condition])
    five = all_prompts[list(benchmark.values())]
    time_prompts = bundle.encode_texts(["an image taken during the day", "an image taken at night", "an image taken in the evening"])
    weather_prompts = bundle.encode_texts(
        ["an image taken in clear weather", "an image taken in cloudy weather", "an image taken in the rain",
         "an image taken in the fog", "an image taken in the snow", "an image taken in a storm"]
    )  # fmt: skip
    others = [name for name in benchmark if name != "daytime-clear"]
    objects_by_domain = {name: percent(hit[of_condition == index]) for name, index in benchmark.items()}
    return {
        "images": {"scenes": len(scenes), "objects": len(objects), "smallestObject": SMALLEST},
        "objects": {
            **objects_by_domain,
            "meanOfFourOtherDomains": round(float(np.mean([objects_by_domain[name] for name in others])), 2),
            "allConditions": {name: percent(hit[of_condition == index]) for index, name in enumerate(names)},
            "byClass": by_class,
            "confusion": {"classes": CLASSES, "counts": confusion.tolist()},
        },
        "domains": {
            "fiveBenchmarkDomains": accuracy(five, benchmark_truth, in_benchmark),
            "byDomain": {name: accuracy(five, benchmark_truth, scene_condition == index) for name, index in benchmark.items()},
            "eighteenConditions": accuracy(all_prompts, scene_condition, everything),
            "byCondition": {
                name: accuracy(all_prompts, scene_condition, scene_condition == index) for index, name in enumerate(names)
            },
            "timeOfDay": accuracy(time_prompts, columns["time"][scenes], everything),
            "weather": accuracy(weather_prompts, columns["weather"][scenes], everything),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, default=Path(__file__).parents[1] / "builtin")
    parser.add_argument("--images", type=Path, default=CACHE / "test")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="write accuracy.json into the bundle")
    options = parser.parse_args()
    result = evaluate(Bundle(options.bundle, options.threads), Images(options.images))
    print(json.dumps(result))
    if options.write:
        write_json(options.bundle / "accuracy.json", result)


if __name__ == "__main__":
    main()
