"""The house keeps its rules: what imports what, how large, how few exceptions to the rules."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import bot

PACKAGE = Path(bot.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 400
# What would silence a check: named here so that no module may have it.
SILENCERS = ("noqa", "type: ignore", "pragma")
# A digit run that could be a telephone number: it belongs in knowledge/, with its source.
PHONE = re.compile(r"(?<![\w.])0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}(?![\w.])")


def test_a_question_does_not_wait_for_slack_or_the_register() -> None:
    """`ask` imports neither Slack's libraries, a web server, the practice workspace nor keys."""
    code = (
        "import sys; from bot.__main__ import run; "
        "run(['ask', 'who notifies the panel']); print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}

    assert not loaded & {"slack_bolt", "slack_sdk", "flask", "waitress", "websockets"}
    assert not loaded & {"cryptography", "holidays", "phonenumbers", "pygal"}
    assert "bot.answers.search" in done.stdout
    assert "bot.preview" not in done.stdout
    assert "bot.store.sqlite" not in done.stdout


def test_the_domain_imports_neither_slack_nor_sql_nor_files_of_others() -> None:
    """From guide down everything can be imported without a store, a terminal or a network."""
    code = "import sys; import bot.guide.refer, bot.guide.home, bot.guide.ask; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())

    assert not loaded & {"sqlite3", "sqlite_utils", "slack_bolt", "click", "http.client"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_a_module_holds_one_idea(module: Path) -> None:
    """Short enough to read in one sitting, and it says what it is for."""
    text = module.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(text))


def test_no_telephone_number_stands_in_the_program() -> None:
    """Numbers are content: they have a source and a day on which they were checked."""
    found = [
        (module.name, match.group())
        for module in MODULES
        for match in PHONE.finditer(module.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_broad_excepts_and_silenced_checks_are_few() -> None:
    """Bugs end at Bolt's error handler and at the exception hook; nothing is waved through."""
    texts = {module: module.read_text(encoding="utf-8") for module in MODULES}
    broad = [module.name for module, text in texts.items() if "except Exception" in text]
    silenced = [
        f"{module.relative_to(PACKAGE)}: {line.strip()}"
        for module, text in texts.items()
        for line in text.splitlines()
        if line.partition("#")[2].lstrip().startswith(SILENCERS)
    ]

    assert broad == []
    assert silenced == []


def test_only_settings_reads_the_environment() -> None:
    """Every variable is named in one module."""
    readers = [
        module.name
        for module in MODULES
        if re.search(r"os\.environ|os\.getenv", module.read_text(encoding="utf-8"))
    ]

    assert readers == ["settings.py"]
