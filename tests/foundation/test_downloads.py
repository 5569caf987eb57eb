"""Names under which files are saved."""

import pytest

from foundation.downloads import attachment_header


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("light.png", "attachment; filename=\"light.png\"; filename*=UTF-8''light.png"),
        ('pla "à".txt', "attachment; filename=\"pla ___.txt\"; filename*=UTF-8''pla%20%22%C3%A0%22.txt"),
        ("a\r\nb\\c?.txt", "attachment; filename=\"a__b_c_.txt\"; filename*=UTF-8''a%0D%0Ab%5Cc%3F.txt"),
    ],
)
def test_a_name_is_spelt_twice_and_breaks_no_header(name, header):
    assert attachment_header(name) == header
