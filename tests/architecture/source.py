"""The source of Suport as data, for tests about our own rules."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("helpdesk", "tickets", "statuspage", "queues", "notifications", "accounts", "mailroom", "foundation")


@cache
def python_files() -> list[Path]:
    """All Python files of the product: no tests, no migrations, no scripts."""
    return [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


@cache
def templates() -> list[Path]:
    """All HTML templates."""
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    return [path for folder in folders for path in sorted(folder.rglob("*.html"))]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a Python file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def imports(path: Path) -> set[str]:
    """The dotted names that a Python file imports, each with its module."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def name_of(call: ast.Call) -> str:
    """The last part of what is called: ``save`` of ``ticket.save()``."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def keywords(call: ast.Call) -> set[str | None]:
    """The names of a call's keyword arguments; None stands for ``**``."""
    return {keyword.arg for keyword in call.keywords}


def place(path: Path, node: ast.expr | ast.stmt | int) -> str:
    """Where something is, to print: ``tickets/views.py:12``."""
    return f"{path.relative_to(ROOT).as_posix()}:{node if isinstance(node, int) else node.lineno}"


def is_part(path: Path, part: str) -> bool:
    """Whether a file is the module ``part`` of an app, or inside the package of that name."""
    return path.stem == part or part in path.relative_to(ROOT).parts[1:-1]
