"""Where merged tickets lead."""

import pytest

from tickets.chains import End, Pointer, ends


@pytest.mark.parametrize(
    ("pointers", "found"),
    [
        ({}, {}),
        ({1: Pointer(2, openly=False)}, {1: End(2, None)}),
        ({1: Pointer(2, openly=True)}, {1: End(2, 2)}),
        ({1: Pointer(2, openly=True), 2: Pointer(3, openly=True)}, {1: End(3, 3), 2: End(3, 3)}),
        ({1: Pointer(2, openly=True), 2: Pointer(3, openly=False)}, {1: End(3, 2), 2: End(3, None)}),
        ({1: Pointer(2, openly=False), 2: Pointer(3, openly=True)}, {1: End(3, None), 2: End(3, 3)}),
    ],
)
def test_a_chain_ends_at_its_root_and_is_shown_as_far_as_it_is_open(pointers, found):
    assert ends(pointers) == found


@pytest.mark.parametrize("into", [1, 2])
def test_a_circle_is_no_chain(into):
    with pytest.raises(ValueError, match="circle"):
        ends({1: Pointer(into, openly=True), 2: Pointer(1, openly=True)})
