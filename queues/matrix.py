"""Impact × urgency → priority: a pure function of a matrix, which is data."""

from queues.enums import People, Priority, Urgency

Cells = dict[str, dict[str, int]]

# Where the administration holds none.
STANDARD: Cells = {
    People.ONE.value: {Urgency.STOPS.value: 2, Urgency.HINDERED.value: 2, Urgency.GOES_ON.value: 1},
    People.SOME.value: {Urgency.STOPS.value: 3, Urgency.HINDERED.value: 2, Urgency.GOES_ON.value: 1},
    People.MANY.value: {Urgency.STOPS.value: 4, Urgency.HINDERED.value: 3, Urgency.GOES_ON.value: 2},
    People.ALL.value: {Urgency.STOPS.value: 4, Urgency.HINDERED.value: 4, Urgency.GOES_ON.value: 2},
}


def priority_from(cells: Cells, people: str, urgency: str) -> Priority | None:
    """Return the priority for how many ``people`` have the trouble and whether work stops; ``None`` while an answer is missing."""
    value = cells.get(people, {}).get(urgency)
    return Priority(value) if value in Priority.values else None


def slips(cells: Cells) -> list[tuple[str, str]]:
    """Return the cells (people, urgency) whose priority falls although more people have the trouble, or work suffers more."""
    found = []
    for row, people in enumerate(People.values):
        for column, urgency in enumerate(Urgency.values):
            here = cells[people][urgency]
            fewer = cells[People.values[row - 1]][urgency] if row else 0
            easier = cells[people][Urgency.values[column + 1]] if column + 1 < len(Urgency.values) else 0
            if here < max(fewer, easier):
                found.append((people, urgency))
    return found
