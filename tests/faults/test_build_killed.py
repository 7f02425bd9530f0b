"""kill -9 while another index is built in Elasticsearch: the old one answers, the next start goes on."""

import json
import os
import signal

import pytest

from tests.own_site import OwnSite
from tests.search.cluster import ADDRESS, index_of_its_own, needs_elasticsearch

pytestmark = [pytest.mark.once, pytest.mark.service, needs_elasticsearch]

PREPARE = """
import json, os, signal
from django.conf import settings
settings.ARMOURY_SEARCH_ENGINE = "elasticsearch"
settings.ARMOURY_ELASTICSEARCH_URL = {addresses!r}
settings.ARMOURY_ELASTICSEARCH_INDEX = {name!r}
from core import clock
from search.actions.align import Progress, align, build_anew
from search.engines import elasticsearch, versions
from search.engines.cluster import Cluster
from search.models import IndexVersion
versions.BUCKET = elasticsearch.BUCKET = 1
def look(sent):
    places = Cluster().places()
    print(json.dumps([sent, IndexVersion.objects.count(), places.current, places.next]))
"""
ISSUE = """
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import issue_edition
for made in (BranchFactory, UserFactory):
    made.reset_sequence(os.getpid())
for _number in range(4):
    issue_edition()
look(align(clock.now()))
"""
DIE = """
heard = []
def hear(done):
    heard.append(done)
    if len(heard) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
build_anew(clock.now(), Progress(on_done=hear))
"""


def test_a_build_that_was_killed_goes_on_where_it_was(site: OwnSite) -> None:
    addresses = os.environ[ADDRESS].split(",")
    with index_of_its_own() as name:
        prepare = PREPARE.format(addresses=addresses, name=name)

        def said(script: str) -> list[object]:
            finished = site.python(prepare + script)
            assert finished.returncode == 0, finished.stderr
            answer: list[object] = json.loads(finished.stdout.splitlines()[-1])
            return answer

        sent, rows, before, _next = said(ISSUE)
        assert sent == rows
        killed = site.python(prepare + DIE)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert said("look(0)")[2] == before
        assert said("look(0)")[3] is not None

        sent, rows, after, following = said("look(align(clock.now()))")
        assert isinstance(rows, int)
        assert (sent, following) == (rows - 3, None)
        assert after not in {None, before}
