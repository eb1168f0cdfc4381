"""Starting real processes of this product's own code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start(script: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a script with the product and its tests importable; its input and outputs are piped."""
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def finish(process: subprocess.Popen[str]) -> list[str]:
    """Wait for a process that must end well.

    Returns:
        The lines it wrote.
    """
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.splitlines()
