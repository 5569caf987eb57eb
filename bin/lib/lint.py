"""The word ``bin/lint``: all tools, then a table of what they said."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"node_modules", "staticfiles", "var"}


def templates() -> list[str]:
    """Return our HTML templates, relative to the checkout."""
    found = (path.relative_to(ROOT) for path in sorted(ROOT.rglob("*.html")))
    return [str(path) for path in found if "templates" in path.parts and not is_foreign(path)]


def is_foreign(path: Path) -> bool:
    """Tell whether ``path`` lies in a folder that holds no source of ours."""
    return any(part.startswith(".") or part in NOT_OURS for part in path.parts)


def tools() -> dict[str, list[str]]:
    """Return the command of each tool, by name, in the order in which they run."""
    return {
        "ruff": ["ruff", "check", "--output-format", "concise", "."],
        "ruff format": ["ruff", "format", "--check", "--output-format", "concise", "."],
        "import-linter": ["lint-imports", "--no-logo"],
        "djade": ["djade", "--check", *templates()],
        "djlint": ["djlint", "--lint", "--quiet", *templates()],
        "codespell": ["codespell"],
        "messages": [sys.executable, "-m", "bin.lib.messages", "check"],
        "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity", "1"],
        "django check": [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
        "mypy": ["mypy"],
    }


def run(name: str, command: list[str]) -> tuple[bool, float]:
    """Run one tool; print what it says when it complains. Return whether it is content, and its seconds."""
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        print(f"── {name}\n{done.stdout.strip()}\n", flush=True)
    return done.returncode == 0, time.monotonic() - started


def main(wanted: list[str]) -> int:
    """Run the tools named in ``wanted``, or all; return 1 when one complains."""
    results = {name: run(name, command) for name, command in tools().items() if not wanted or name in wanted}
    for name, (content, seconds) in results.items():
        print(f"{name:<14} {'ok' if content else 'FAILED':<7} {seconds:5.1f} s")
    return 0 if all(content for content, _seconds in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
