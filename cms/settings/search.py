"""The second search engine, where one is run."""

import os

ARMOURY_ELASTICSEARCH_URL = os.environ.get("ARMOURY_ELASTICSEARCH_URL") or "http://127.0.0.1:9200"
ARMOURY_ELASTICSEARCH_SHARDS = int(os.environ.get("ARMOURY_ELASTICSEARCH_SHARDS") or 1)
ARMOURY_ELASTICSEARCH_REPLICAS = int(os.environ.get("ARMOURY_ELASTICSEARCH_REPLICAS") or 0)
