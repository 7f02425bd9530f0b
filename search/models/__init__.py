from search.models.common_term import CommonTerm
from search.models.dictionary import DictionaryEntry, DictionaryVersion
from search.models.indexed_edition import IndexedEdition
from search.models.word import Word

__all__ = ["CommonTerm", "DictionaryEntry", "DictionaryVersion", "IndexedEdition", "Word"]
