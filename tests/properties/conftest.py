"""How hard Hypothesis looks: the same examples each run; HYPOTHESIS_PROFILE=nightly draws many new ones."""

import os

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=100, suppress_health_check=SLOW
)
settings.register_profile("nightly", deadline=None, max_examples=2000, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
