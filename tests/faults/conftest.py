"""One migrated site for all fault tests; each test makes its own rows."""

from collections.abc import Iterator

import pytest

from tests.own_site import OwnSite, own_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnSite]:
    with own_site(tmp_path_factory.mktemp("faults")) as site:
        site.manage("migrate", "--verbosity=0")
        yield site
