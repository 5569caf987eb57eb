"""The basic questions of a category, with those that it inherits."""

from queues.models import Category, DiagnosisQuestion

# Deeper than anybody sorts; ends the walk even if the data held a circle.
DEEPEST = 20


def lineage(category: Category) -> list[int]:
    """Return the ids of ``category`` and of everything above it, the topmost first, with one query."""
    above = dict(Category.objects.filter(queue_id=category.queue_id).order_by().values_list("pk", "parent_id"))
    line, pk = [category.pk], category.parent_id
    while pk is not None and pk not in line and len(line) < DEEPEST:
        line.append(pk)
        pk = above.get(pk)
    return line[::-1]


def questions_for(category: Category | None) -> list[DiagnosisQuestion]:
    """Return the questions in use of ``category`` and of its ancestors: the general ones first, then by position. Two queries.

    A ticket without a category has none.
    """
    if category is None:
        return []
    line = lineage(category)
    asked = DiagnosisQuestion.objects.filter(category__in=line, is_active=True).order_by("position", "pk")
    return sorted(asked, key=lambda question: line.index(question.category_id))
