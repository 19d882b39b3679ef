"""Answers remembered for as long as nothing changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Memory(Generic[Answer]):
    """The answers to the questions asked last; a question holds the version it was asked at.

    Safe for threads; two that ask the same new question at once both work it out.
    """

    def __init__(self, most: int = 2048) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """Return the answer to a question, worked out if it is new."""
        with self._lock:
            if question in self._known:
                self._known.move_to_end(question)
                return self._known[question]
        answer = work_out()
        with self._lock:
            self._known[question] = answer
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return answer
