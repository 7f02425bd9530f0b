from search.models.common_term import CommonTerm
from search.models.indexed_edition import IndexedEdition
from search.models.word import Word

__all__ = ["CommonTerm", "IndexedEdition", "Word"]
