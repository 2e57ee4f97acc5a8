"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# Machines differ in speed, and a check must not fail by chance; new examples are for developers' own runs.
settings.register_profile("claimx", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("claimx")
