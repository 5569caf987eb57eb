"""Numbers as people write them."""

import pytest

from foundation.digits import digits_of


@pytest.mark.parametrize(("text", "digits"), [("+34 600-000.001", "34600000001"), ("٣١٠", "310"), ("x²", ""), ("", "")])
def test_digits_of_every_script_are_read_as_ours(text, digits):
    assert digits_of(text) == digits
