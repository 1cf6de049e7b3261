"""Captions: what a scene or an object crop may be said to show, in many words, and which images such a caption is true of."""

from dataclasses import dataclass

import numpy as np

CLASSES = ["bus", "bike", "car", "motor", "person", "rider", "truck"]
TIMES = ["day", "night", "evening"]
WEATHERS = ["clear", "cloudy", "rain", "fog", "snow", "stormy"]
COLOURS = [
    "red", "blue", "white", "black", "grey", "silver", "yellow", "green", "orange", "brown", "pink", "purple", "teal", "beige",
]  # fmt: skip
SCENE, OBJECT = 0, 1
STRENGTHS = ["light", "heavy"]  # of the weather: the lower and the upper third

# The first name of a class is drawn half of the time.
CLASS_NAMES = {
    "bus": ["bus", "coach", "city bus"],
    "bike": ["bike", "bicycle", "cycle", "pushbike"],
    "car": ["car", "automobile", "passenger car"],
    "motor": ["motor", "motorbike", "motorcycle", "scooter"],
    "person": ["person", "pedestrian", "human", "walking person", "passer-by"],
    "rider": ["rider", "cyclist", "biker", "person riding"],
    "truck": ["truck", "lorry", "cargo truck"],
}
PLURALS = {
    "bus": ["buses", "coaches"],
    "bike": ["bikes", "bicycles"],
    "car": ["cars", "automobiles", "passenger cars"],
    "motor": ["motors", "motorbikes", "motorcycles", "scooters"],
    "person": ["people", "pedestrians", "persons", "humans"],
    "rider": ["riders", "cyclists", "bikers"],
    "truck": ["trucks", "lorries"],
}
COLOUR_NAMES = {"grey": ["grey", "gray"]}

TIME_PHRASES = {
    "day": ["during the day", "in the daytime", "in daylight", "by day", "at noon", "in the morning", "in the afternoon", "at midday"],
    "night": ["at night", "during the night", "at night time", "after dark", "at midnight", "by night", "in the night", "in the dark"],
    "evening": ["in the evening", "at dusk", "during the evening", "at sunset", "at twilight", "at sundown", "at dawn", "at sunrise"],
}
TIME_NOUNS = {
    "day": ["day", "daytime", "morning", "afternoon", "noon"],
    "night": ["night", "nighttime", "midnight"],
    "evening": ["evening", "dusk", "sunset", "twilight", "dawn"],
}
TIME_ADJECTIVES = {
    "day": ["daytime", "daylight", "day"],
    "night": ["night", "nighttime", "dark"],
    "evening": ["evening", "dusk", "twilight"],
}
WEATHER_NOUNS = {  # as the paper's prompts have them: "on a rain night"
    "clear": ["clear"],
    "cloudy": ["cloudy", "cloud"],
    "rain": ["rain"],
    "fog": ["fog", "mist"],
    "snow": ["snow"],
    "stormy": ["stormy", "storm"],
}
WEATHER_ADJECTIVES = {
    "clear": ["clear", "fair", "dry", "cloudless"],
    "cloudy": ["cloudy", "overcast", "dull", "clouded"],
    "rain": ["rainy", "wet", "raining", "drizzly"],
    "fog": ["foggy", "misty", "hazy"],
    "snow": ["snowy", "wintry", "snowing", "snow covered"],
    "stormy": ["stormy", "tempestuous", "thundery", "windy"],
}
WEATHER_PHRASES = {
    "clear": ["in clear weather", "under a clear sky", "in fair weather", "in dry weather", "with no clouds", "in good weather"],
    "cloudy": ["in cloudy weather", "under a cloudy sky", "under clouds", "under an overcast sky", "in overcast weather"],
    "rain": ["in the rain", "in rainy weather", "in rain", "while it is raining", "when it rains", "during a shower", "in wet weather", "in rainfall", "through the rain"],
    "fog": ["in the fog", "in foggy weather", "in fog", "in mist", "in the mist", "in the haze", "in misty weather", "through the fog"],
    "snow": ["in the snow", "in snowy weather", "in snow", "while it is snowing", "when it snows", "during snowfall", "in winter", "in a blizzard", "through the snow"],
    "stormy": ["in a storm", "in stormy weather", "during a storm", "in the storm", "during a thunderstorm", "in a tempest", "through the storm"],
}
STRONG_PHRASES = {
    ("rain", 0): ["in light rain", "in a drizzle"],
    ("rain", 1): ["in heavy rain", "in pouring rain", "in strong rain", "in a downpour"],
    ("fog", 0): ["in light fog", "in thin fog", "in light mist"],
    ("fog", 1): ["in dense fog", "in thick fog", "in heavy fog"],
    ("snow", 0): ["in light snow", "in light snowfall"],
    ("snow", 1): ["in heavy snow", "in heavy snowfall", "in deep snow"],
    ("stormy", 0): ["in a light storm", "in a weak storm"],
    ("stormy", 1): ["in a heavy storm", "in a violent storm", "in a strong storm"],
}
SUNNY = {"day": (["sunny", "bright", "sunlit"], ["in the sunshine", "in bright sun", "in sunny weather", "on a sunny day"])}

SCENE_NOUNS = [
    "street", "road", "city street", "street scene", "traffic scene", "driving scene", "city", "town", "road scene", "highway",
    "scene", "avenue", "landscape", "view", "urban scene",
]  # fmt: skip
PICTURES = ["photo", "image", "picture", "photograph", "shot", "snapshot", "dashcam image", "view", "rendering", "drawing"]
OBJECT_PICTURES = [
    "photo", "photo", "image", "picture", "photograph", "close-up", "cropped photo", "close-up photo", "shot", "good photo", "bad photo",
    "blurry photo", "low resolution photo", "small photo", "rendering", "drawing",
]  # fmt: skip
PLACES = ["street", "road", "city street", "avenue", "highway"]
# Words that say nothing which an image could contradict; they teach the text tower to look past them.
FILLERS = ["big", "small", "old", "new", "single", "nice", "modern", "large", "little"]
DOINGS = [
    "on the road", "on the street", "on a street", "on a road", "in the city", "in the street", "in traffic", "in town", "driving by",
    "passing by", "from the side", "in front of a house", "waiting", "moving", "seen from a car", "in the distance", "by the road",
]  # fmt: skip


@dataclass(frozen=True)
class Stated:
    """What a caption says; None or empty where it says nothing. Indices into the lists above."""

    kind: int | None = None
    cls: int | None = None
    colour: int | None = None
    time: int | None = None
    weather: int | None = None
    strength: int | None = None
    contents: tuple[int, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What an image shows."""

    kind: int
    cls: int  # −1 in a scene
    colour: int  # −1 in a scene
    time: int
    weather: int
    severity: float
    contents: tuple[int, ...]  # of a scene: the classes that one can make out

    @property
    def strength(self) -> int | None:
        return 0 if self.severity < 1 / 3 else 1 if self.severity > 2 / 3 else None


def article(phrase: str) -> str:
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase


class Writer:
    """Draws captions of one image."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def pick(self, words: list[str], first: float = 0.0) -> str:
        return words[0] if self.chance(first) else words[self.rng.integers(len(words))]

    def caption(self, shown: Shown) -> tuple[str, Stated]:
        return self.scene(shown) if shown.kind == SCENE else self.object(shown)

    def class_contrast(self) -> list[str]:
        """One sentence with each class in turn."""
        picture = article(self.pick(OBJECT_PICTURES, 0.5))
        return [f"{picture} of {article(self.pick(CLASS_NAMES[name], 0.7))}" for name in CLASSES]

    def condition_contrast(self) -> list[str]:
        """One sentence with each condition in turn, times outer, weathers inner."""
        picture = article(self.pick(["image", *PICTURES], 0.6))
        noun = self.chance(0.6)
        sentences = []
        for time in TIMES:
            for weather in WEATHERS:
                word = self.pick(WEATHER_NOUNS[weather] if noun else WEATHER_ADJECTIVES[weather], 0.6)
                sentences.append(f"{picture} taken on {article(word)} {self.pick(TIME_NOUNS[time], 0.7)}")
        return sentences

    def condition_of(self, shown: Shown, silence: float) -> tuple[int | None, int | None, int | None]:
        """Which of time, weather and strength a caption states."""
        if self.chance(silence):
            return None, None, None
        form = self.rng.random()
        time = shown.time if form < 0.7 else None
        weather = shown.weather if form >= 0.2 else None
        strength = shown.strength if weather is not None and self.chance(0.12) else None
        if strength is not None and (WEATHERS[shown.weather], strength) not in STRONG_PHRASES:
            strength = None
        return time, weather, strength

    def adjectives(self, time: int | None, weather: int | None) -> str:
        """A place or picture's epithet: "rainy", "rain night", "foggy evening"."""
        words = []
        if weather is not None:
            name = WEATHERS[weather]
            if name == "clear" and time == 0 and self.chance(0.4):
                words.append(self.pick(SUNNY["day"][0]))
            else:
                words.append(self.pick(WEATHER_NOUNS[name] if self.chance(0.3) else WEATHER_ADJECTIVES[name], 0.3))
        if time is not None:
            words.append(self.pick(TIME_ADJECTIVES[TIMES[time]], 0.3))
        return " ".join(words)

    def tail(self, time: int | None, weather: int | None, strength: int | None) -> str:
        """How a caption ends: "on a rain night", "in the fog at dusk"; empty when nothing is stated."""
        if strength is not None:
            phrase = self.pick(STRONG_PHRASES[WEATHERS[weather], strength])
            return phrase if time is None else f"{phrase} {self.pick(TIME_PHRASES[TIMES[time]], 0.3)}"
        if weather is None:
            return "" if time is None else self.pick(TIME_PHRASES[TIMES[time]], 0.4)
        name = WEATHERS[weather]
        sunny = name == "clear" and time == 0 and self.chance(0.4)
        phrase = self.pick(SUNNY["day"][1]) if sunny else self.pick(WEATHER_PHRASES[name], 0.3)
        if time is None:
            return phrase
        if self.chance(0.6):
            noun = self.pick(TIME_NOUNS[TIMES[time]], 0.6)
            if sunny:
                word = self.pick(SUNNY["day"][0])
            else:
                word = self.pick(WEATHER_NOUNS[name] if self.chance(0.6) else WEATHER_ADJECTIVES[name], 0.5)
            return f"on {article(word)} {noun}"
        phrases = [self.pick(TIME_PHRASES[TIMES[time]], 0.3), phrase]
        return " ".join(phrases if self.chance(0.5) else phrases[::-1])

    def bare_condition(self, time: int | None, weather: int | None) -> str:
        """Nothing but the condition; true of any image."""
        if time is not None and weather is not None and self.chance(0.7):
            name = WEATHERS[weather]
            word = self.pick(WEATHER_NOUNS[name] if self.chance(0.5) else WEATHER_ADJECTIVES[name])
            text = f"{word} {self.pick(TIME_NOUNS[TIMES[time]], 0.5)}"
            return article(text) if self.chance(0.5) else text
        if time is None and self.chance(0.6):
            name = WEATHERS[weather]
            word = self.pick(WEATHER_NOUNS[name] if self.chance(0.5) else WEATHER_ADJECTIVES[name])
            return f"{word} weather" if self.chance(0.3) else word
        if weather is None and self.chance(0.6):
            return self.pick(TIME_NOUNS[TIMES[time]])
        return self.tail(time, weather, None)

    def scene(self, shown: Shown) -> tuple[str, Stated]:
        time, weather, strength = self.condition_of(shown, 0.08)
        if (time is not None or weather is not None) and strength is None and self.chance(0.08):
            return self.bare_condition(time, weather), Stated(time=time, weather=weather)
        contents: tuple[int, ...] = ()
        if shown.contents and (self.chance(0.25) or (time is None and weather is None)):
            count = 2 if len(shown.contents) > 1 and self.chance(0.4) else 1
            contents = tuple(int(c) for c in self.rng.choice(shown.contents, count, replace=False))
        stated = Stated(SCENE, None, None, time, weather, strength, contents)
        tail = self.tail(time, weather, strength)
        start = self.rng.random()
        if contents:
            names = [
                self.pick(PLURALS[CLASSES[c]], 0.4) if self.chance(0.4) else article(self.pick(CLASS_NAMES[CLASSES[c]], 0.5))
                for c in contents
            ]
            things = " and ".join(names)
            place = article(self.pick(SCENE_NOUNS))
            if start < 0.5:
                head = f"{place} with {things}"
            elif start < 0.8:
                head = f"{article(self.pick(PICTURES, 0.3))} of {place} with {things}"
            else:
                head = f"{things} on {place}"
            return f"{head} {tail}".strip(), stated
        if not tail:
            place = article(self.pick(SCENE_NOUNS))
            return (place if self.chance(0.4) else f"{article(self.pick(PICTURES, 0.3))} of {place}"), stated
        if start < 0.45:  # the paper's own form, most often
            return f"{article(self.pick(['image', *PICTURES], 0.6))} taken {tail}", stated
        if start < 0.65:
            return f"{article(self.pick(PICTURES, 0.4))} of {article(self.pick(SCENE_NOUNS))} {tail}", stated
        if start < 0.8:
            return f"{article(self.pick(SCENE_NOUNS))} {tail}", stated
        if strength is not None:
            return f"driving {tail}", stated
        words = self.adjectives(time, weather)
        place = f"{article(words)} {self.pick(SCENE_NOUNS)}"
        return (place if self.chance(0.5) else f"{article(self.pick(PICTURES, 0.4))} of {place}"), stated

    def object(self, shown: Shown) -> tuple[str, Stated]:
        time, weather, strength = self.condition_of(shown, 0.55)
        if (time is not None or weather is not None) and strength is None and self.chance(0.12):
            return self.bare_condition(time, weather), Stated(time=time, weather=weather)
        colour = shown.colour if shown.colour >= 0 and self.chance(0.25) else None
        stated = Stated(OBJECT, shown.cls, colour, time, weather, strength)
        name = self.pick(CLASS_NAMES[CLASSES[shown.cls]], 0.6)
        if colour is not None:
            word = COLOURS[colour]
            if CLASSES[shown.cls] in ("person", "rider"):
                name = f"{name} in {self.pick(COLOUR_NAMES.get(word, [word]))}"
            else:
                name = f"{self.pick(COLOUR_NAMES.get(word, [word]))} {name}"
        if self.chance(0.06):
            name = f"{self.pick(FILLERS)} {name}"
        if self.chance(0.1):
            name = f"{name} {self.pick(DOINGS)}"
        start = self.rng.random()
        if start < 0.75:
            head = f"{article(self.pick(OBJECT_PICTURES, 0.4))} of {'the ' + name if self.chance(0.1) else article(name)}"
        else:
            head = article(name) if start < 0.9 else name
        if strength is None and (time is not None or weather is not None) and self.chance(0.3):
            if self.chance(0.5):
                return f"{head} on {article(self.adjectives(time, weather))} {self.pick(PLACES)}", stated
            if weather is not None:
                place = f"on {article(self.adjectives(None, weather))} {self.pick(PLACES)}"
                return f"{head} {place} {self.tail(time, None, None)}".strip(), stated
        return f"{head} {self.tail(time, weather, strength)}".strip(), stated


def as_arrays(rows: list[Stated] | list[Shown]) -> dict[str, np.ndarray]:
    """Columns of a batch; −1 where nothing is stated; `contents` as a bit mask."""
    columns = {
        key: np.array([-1 if getattr(row, key) is None else getattr(row, key) for row in rows])
        for key in ("kind", "cls", "colour", "time", "weather", "strength")
    }
    columns["contents"] = np.array([sum(1 << c for c in row.contents) for row in rows])
    return columns


def matches(stated: dict[str, np.ndarray], shown: dict[str, np.ndarray]) -> np.ndarray:
    """[captions, images] bool: everything that the caption states is true of the image."""
    result = np.ones((len(stated["kind"]), len(shown["kind"])), bool)
    for key in ("kind", "cls", "colour", "time", "weather", "strength"):
        said = stated[key][:, None]
        result &= (said < 0) | (said == shown[key][None, :])
    said = stated["contents"][:, None]
    return result & ((said & shown["contents"][None, :]) == said)
