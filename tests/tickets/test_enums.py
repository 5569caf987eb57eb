"""Names that two places must agree on."""

from mailroom import limits
from tickets.enums import Shortfall


def test_every_reason_why_a_mail_is_not_read_in_full_has_words():
    codes = {value for name, value in vars(limits).items() if name.isupper() and isinstance(value, str)}

    assert codes == set(Shortfall.values)
    assert len(" ".join(codes)) <= 200
