"""How properties are tried: HYPOTHESIS_PROFILE is `dev` or `ci`."""

from __future__ import annotations

import os

from hypothesis import settings

# No deadline: an example that waits for a disk or a busy machine is slow, not wrong.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
