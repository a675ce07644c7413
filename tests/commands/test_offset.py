"""Offsets as people type them."""

import pytest

from viewer.commands.offset import offset_in
from viewer.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "offset_ms"),
    [
        ("+0:12.5", 12_500), ("-1:02", -62_000), ("1:02.250", 62_250), ("−0:00.5", -500),
        ("12.5", 12_500), ("-3", -3_000), ("- 3s", -3_000), ("+1:00:00", 3_600_000), ("0", 0),
        ("1m30s", 90_000),
    ],
)  # fmt: skip
def test_an_offset_is_typed_with_a_sign_or_without(typed, offset_ms):
    assert offset_in(typed) == offset_ms


@pytest.mark.parametrize("typed", ["", "-", "later", "1:02-1:03", "+-1", "1:2:3:4:5:6"])
def test_what_is_no_offset_says_how_to_write_one(typed):
    with pytest.raises(UsageError, match="is not an offset"):
        offset_in(typed)
