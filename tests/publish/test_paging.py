"""Tokens of pages: they come back as they went out, and nothing else is taken for one."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.errors import InputError
from geoservice.publish.paging import read_token, write_token

numbers = st.floats(allow_nan=False, allow_infinity=False, width=64).filter(
    lambda number: abs(number) < 2**63
)


@given(st.integers(0, 2**63 - 1), numbers, numbers)
def test_a_key_survives_being_a_token(number: int, score: float, rank: float) -> None:
    token = write_token("match", (score, rank, number))

    assert read_token(token, order="match", types=("number", "number", "integer")) == (
        score,
        rank,
        number,
    )
    assert token.isascii()
    assert "=" not in token


@given(st.text(max_size=60) | st.binary(max_size=45).map(lambda b: base64.b64encode(b).decode()))
def test_anything_else_is_refused(token: str) -> None:
    with pytest.raises(InputError, match="follow the link 'next'"):
        read_token(token, order="near", types=("number", "integer"))


@pytest.mark.parametrize(
    "content",
    [["id"], ["id", 1, 2], ["id", "1"], ["id", True], ["id", 1.5], ["id", 2**63], ["near", 1], {}],
)
def test_a_token_of_another_shape_or_order_is_refused(content: object) -> None:
    token = base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    with pytest.raises(InputError):
        read_token(token, order="id", types=("integer",))
