"""Two whole nights over the sample sites, run once a session."""

import pytest

from flows.folders import DataFolder
from samples.server import serve
from tests.flows.nights import TwoNights, one_night


@pytest.fixture(scope="session")
def two_nights(tmp_path_factory):
    data = DataFolder(tmp_path_factory.mktemp("nights") / "data")
    with serve() as samples:
        first = one_night(data, samples)
        samples.night = 2
        second = one_night(data, samples, days_on=1)
        requests = tuple((one.night, one.host, one.target, one.status) for one in samples.requests)
    return TwoNights(data, (first, second), requests)
