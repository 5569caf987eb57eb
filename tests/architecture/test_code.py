"""Rules of STYLE.md that no linter knows: sizes, names, signals, saves, lookups."""

import ast

import pytest

from tests.architecture.source import ROOT, calls, imports, is_part, keywords, name_of, place, python_files, tree

LONGEST = 350
VAGUE = {"utils", "util", "helpers", "services", "managers", "common", "misc"}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals", "allauth.account.signals")


def test_no_python_file_is_longer_than_350_lines() -> None:
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}

    assert [place(path, lines) for path, lines in counted.items() if lines > LONGEST] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [path for path in python_files() if VAGUE & {path.stem, *path.relative_to(ROOT).parts[:-1]}]

    assert [place(path, 1) for path in vague] == []


def test_no_code_of_ours_listens_to_signals() -> None:
    listening = [path for path in python_files() if any(name.startswith(SIGNALS) for name in imports(path))]

    assert [place(path, 1) for path in listening] == []


@pytest.mark.parametrize("app", ["foundation", "mailroom"])
def test_apps_without_models_define_none(app: str) -> None:
    defined = [
        place(path, node)
        for path in python_files()
        if path.is_relative_to(ROOT / app)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).split(".")[-1] == "Model" for base in node.bases)
    ]

    assert defined == []


def test_every_save_of_a_known_row_names_its_fields() -> None:
    """A bare ``save()`` writes back columns that somebody else changed meanwhile. A row that was just made may be saved whole."""
    bare = [
        place(path, call)
        for path in python_files()
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and is_bare_save(call) and target_of(call) not in made_in(function)
    ]

    assert bare == []


def is_bare_save(call: ast.Call) -> bool:
    """Whether a row is saved without a word about its fields. Forms and ``super()`` pass theirs on; a storage takes a name."""
    passes_on = "form" in target_of(call) or target_of(call) == "super()"
    return name_of(call) == "save" and not call.args and not passes_on and not {"update_fields", "force_insert", None} & keywords(call)


def target_of(call: ast.Call) -> str:
    """What a method is called on, as written."""
    return ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def made_in(function: ast.FunctionDef) -> set[str]:
    """The names that a function gives to objects which it makes: ``user = User(…)``, ``user = self.model(…)``."""
    return {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if name_of(node.value)[:1].isupper() or name_of(node.value) == "model"
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def test_every_index_and_constraint_has_a_name_of_its_own() -> None:
    nameless = [
        place(path, call)
        for path in python_files()
        for call in calls(path)
        if name_of(call) in {"UniqueConstraint", "CheckConstraint", "ExclusionConstraint", "Index", "GinIndex"}
        and "name" not in keywords(call)
    ]

    assert nameless == []


def test_unique_together_is_written_as_a_named_constraint() -> None:
    old = [
        place(path, node)
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign)
        and any(isinstance(name, ast.Name) and name.id in {"unique_together", "index_together"} for name in node.targets)
    ]

    assert old == []


def test_views_reach_rows_through_what_the_viewer_may_see() -> None:
    views = [path for path in python_files() if is_part(path, "views")]
    beside = [place(path, call) for path in views for call in calls(path) if is_unguarded_lookup(call)]

    assert beside == []


def is_unguarded_lookup(call: ast.Call) -> bool:
    """Whether a call takes one row of a whole table: ``Model.objects.get(…)`` or ``get_object_or_404(Model, …)``."""
    if name_of(call) in {"get_object_or_404", "get_list_or_404"}:
        return "visible_to(" not in ast.unparse(call.args[0])
    return ast.unparse(call.func).endswith((".objects.get", ".objects.all"))


def test_actions_read_the_time_from_the_clock_alone() -> None:
    """So that ``at`` can be given, and one act has one moment."""
    reading = [
        place(path, call)
        for path in python_files()
        if is_part(path, "actions")
        for call in calls(path)
        if ast.unparse(call.func) in {"timezone.now", "datetime.now", "datetime.datetime.now", "datetime.utcnow", "date.today"}
    ]

    assert reading == []


def test_tasks_are_shorter_than_ten_lines() -> None:
    long = [
        place(path, node)
        for path in python_files()
        if is_part(path, "tasks")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and any("task" in ast.unparse(mark) for mark in node.decorator_list) and len(node.body) > 10
    ]

    assert long == []
