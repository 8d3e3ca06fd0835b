"""One Hypothesis profile for all tests: no result depends on how busy the machine is."""

from hypothesis import settings

settings.register_profile("nbde", deadline=None)
settings.load_profile("nbde")
