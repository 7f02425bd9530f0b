"""Which engine finds, and where Elasticsearch is, if it is that one."""

import os

ARMOURY_SEARCH_ENGINE = os.environ.get("ARMOURY_SEARCH_ENGINE") or "database"
"""`database`, or `elasticsearch`: then the database answers whenever Elasticsearch does not."""
ARMOURY_ELASTICSEARCH_URL = [
    address.strip()
    for address in (os.environ.get("ARMOURY_ELASTICSEARCH_URL") or "http://127.0.0.1:9200").split(",")
    if address.strip()
]
"""One address for each node that may be asked."""
ARMOURY_ELASTICSEARCH_API_KEY = os.environ.get("ARMOURY_ELASTICSEARCH_API_KEY", "")
ARMOURY_ELASTICSEARCH_CA = os.environ.get("ARMOURY_ELASTICSEARCH_CA", "")
ARMOURY_ELASTICSEARCH_INDEX = os.environ.get("ARMOURY_ELASTICSEARCH_INDEX") or "armoury"
"""What the names of all indices begin with: sites that share a cluster have different ones."""
ARMOURY_ELASTICSEARCH_SHARDS = int(os.environ.get("ARMOURY_ELASTICSEARCH_SHARDS") or 1)
ARMOURY_ELASTICSEARCH_REPLICAS = int(
    os.environ.get("ARMOURY_ELASTICSEARCH_REPLICAS") or (1 if len(ARMOURY_ELASTICSEARCH_URL) > 1 else 0)
)
