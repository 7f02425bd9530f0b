from search.models.indexed_edition import IndexedEdition

__all__ = ["IndexedEdition"]
