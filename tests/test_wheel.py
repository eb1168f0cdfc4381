"""The built wheel works somewhere else, without the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.mark.wheel
def test_the_wheel_answers_a_question_without_the_checkout(tmp_path: Path) -> None:
    """Built, installed into a folder of its own, run from elsewhere: it finds its content."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            tmp_path,
            CHECKOUT,
        ],
        check=True,
        capture_output=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    # The new environment sees the dependencies that are installed here, and only the wheel's bot.
    venv.create(tmp_path / "env", system_site_packages=False, with_pip=False)
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    python = tmp_path / "env" / scripts / "python"
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-deps", "--target", site, wheel],
        check=True,
        capture_output=True,
    )
    paths = [str(site), *(path for path in sys.path if path.endswith("-packages"))]
    code = (
        f"import sys; sys.path[:0] = {paths!r}; import bot; assert {str(site)!r} in bot.__file__;"
        "from bot.__main__ import run; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [python, "-c", code, "ask", "--json", "how many days do we have to notify the panel"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["entries"][0]["id"] == "panel-deadline"
