"""What the documents say about the code is checked against the code."""

import re
import tomllib

import pytest

from tests.architecture.source import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READS_ENVIRONMENT = re.compile(r'\benv\.\w+\(\s*"([A-Z_]+)"|\bsecret\("([A-Z_]+)"')
FILE_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?!https?:)([^)#]+)")
PACKAGE_ROW = re.compile(r"^\| ([a-z0-9, -]+) \|", re.MULTILINE)


def test_operations_explains_every_variable_that_the_settings_read() -> None:
    settings = (ROOT / "helpdesk" / "settings.py").read_text() + (ROOT / "helpdesk" / "environment.py").read_text()
    read = {first or second for first, second in READS_ENVIRONMENT.findall(settings)}
    explained = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text()))

    assert read - explained == set()
    assert {"BASE_URL", "DATA_DIR", "MAIL_KEY"} <= read


def test_the_compose_file_passes_every_variable_on() -> None:
    settings = (ROOT / "helpdesk" / "settings.py").read_text() + (ROOT / "helpdesk" / "environment.py").read_text()
    read = {first or second for first, second in READS_ENVIRONMENT.findall(settings)}
    passed = set(re.findall(r"^    ([A-Z_]+):", (ROOT / "docker-compose.yml").read_text(), re.MULTILINE))

    # What the image settles, and what is for developers.
    assert read - passed == {"DATA_DIR", "DEBUG", "MAIL_LISTEN", "PSEUDO_LOCALE", "STATIC_ROOT"}


def test_every_test_that_the_table_of_attacks_names_is_there() -> None:
    table = (ROOT / "docs" / "testing.md").read_text().split("## What is tried against mail and files")[1].split("\n## ")[0]
    folders = {"S": "tests/security", "M": "tests/mailroom", "A": "tests/tickets/actions"}
    named = {re.sub(r"^([SMA])/", lambda found: f"{folders[found[1]]}/", name) for name in re.findall(r"`([^`]+\.py)`", table)}

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    assert len(named) > 20


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=~]", line)[0] for line in declared}
    rows = PACKAGE_ROW.findall((ROOT / "docs" / "dependencies.md").read_text())
    explained = {name for row in rows for name in row.split(", ")} - {"package"}

    assert explained == names


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document) -> None:
    links = FILE_LINK.findall(document.read_text())

    assert [link for link in links if not (document.parent / link).exists()] == []
