"""Where next: the best new places among candidates, with the proof of how good they are."""

from geoservice.coverage.siting.all import choose_all
from geoservice.coverage.siting.most import choose_most
from geoservice.coverage.siting.question import Choice, Question

__all__ = ["Choice", "Question", "choose_all", "choose_most"]
