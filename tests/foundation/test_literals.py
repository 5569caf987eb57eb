"""Words written into a statement."""

import pytest

from foundation.literals import Literal, literals
from tickets.models import Ticket


def test_the_words_stand_in_the_statement_in_their_order():
    sql, params = Ticket.objects.filter(status__in=literals(["open", "new"])).query.sql_with_params()

    assert sql.endswith("""."status" IN ('open', 'new')""")
    assert params == ()


@pytest.mark.parametrize("word", ["it's", "New", "a b", "%s", 'a"b'])
def test_what_needs_more_than_quotes_is_refused(word):
    with pytest.raises(ValueError, match="no code word"):
        str(Ticket.objects.filter(status=Literal(word)).query)
