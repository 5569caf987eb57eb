"""Search entries of seeded tickets: the same as the actions write, from words that are split once."""

from collections.abc import Iterable, Sequence

from accounts.models import Organisation, User
from foundation import searchwords
from helpdesk.seeding.cast import Cast
from helpdesk.seeding.loading import Row
from tickets.models import SearchEntry
from tickets.models.ticket import title_key
from tickets.search.entries import about, joined


class Findable:
    """Knows the words of all names, titles and texts that seeded tickets are made of."""

    def __init__(self, cast: Cast, titles: Sequence[str], texts: Sequence[str]) -> None:
        self.titles = [searchwords.words(title) for title in titles]
        self.title_keys = [title_key(title) for title in titles]
        self.texts = [joined(searchwords.words(text)) for text in texts]
        people, places = {person for person, _place in cast.requesters}, {place for _person, place in cast.requesters}
        self.people = {
            pk: searchwords.words(f"{name} {email}")
            for pk, name, email in User.objects.values_list("pk", "name", "email").iterator()
            if pk in people
        }
        self.places = {pk: searchwords.words(name) for pk, name in Organisation.objects.filter(pk__in=places).values_list("pk", "name")}

    def entries(self, number: int, queue_id: int, asked_by: tuple[int, int], title: int, said: Iterable[tuple[int, int]]) -> list[Row]:
        """Return the entries of one ticket, asked by a person of an organisation. ``said`` are pairs of message and text."""
        person, place = asked_by
        fields = {"title": self.titles[title], "requester": self.people[person], "organisation": self.places[place]}
        head = " ".join(about(number, queue_id, fields))
        return [(SearchEntry.key(number, message), number, message, 0, f"{head} {self.texts[text]}") for message, text in said]
