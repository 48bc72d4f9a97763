"""Profiles of hypothesis for every test.

``ci`` is the default: the same few examples on every run, so that a red build is red for everybody.
``pytest --hypothesis-profile nightly`` looks further, with examples of its own every time.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Cleaning a dump takes milliseconds, growing one too; the machine's load is not what a property is about.
_SHARED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

settings.register_profile("ci", _SHARED, max_examples=50, derandomize=True)
settings.register_profile("nightly", _SHARED, max_examples=2_000, print_blob=True)
settings.load_profile("ci")
