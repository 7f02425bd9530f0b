from search.models.backlog import Backlog
from search.models.common_term import CommonTerm
from search.models.dictionary import DictionaryEntry, DictionaryVersion
from search.models.index_version import IndexVersion
from search.models.indexed_edition import IndexedEdition
from search.models.missed_query import MissedQuery
from search.models.similarity_mark import SimilarityMark
from search.models.word import Word

__all__ = [
    "Backlog",
    "CommonTerm",
    "DictionaryEntry",
    "DictionaryVersion",
    "IndexVersion",
    "IndexedEdition",
    "MissedQuery",
    "SimilarityMark",
    "Word",
]
