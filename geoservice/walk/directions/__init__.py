"""Turn-by-turn directions of a leg, in Thai and English: values in, values out."""

from geoservice.walk.directions.landmarks import LandmarkIndex
from geoservice.walk.directions.line import join_line, round_seconds
from geoservice.walk.directions.phrases import say_metres
from geoservice.walk.directions.steps import describe

__all__ = ["LandmarkIndex", "describe", "join_line", "round_seconds", "say_metres"]
