"""Which bytes stand for a picture. Pure."""

from content.domain.document import Document


def derivatives(document: Document, name: str) -> dict[str, str]:
    """Return the hash of each picture's derivative `name` ("thumbnail", "display") by the hash of its
    original.
    """
    return {
        entry["sha256"]: one["sha256"]
        for entry in document["media"]
        for one in entry["derivatives"]
        if one["name"] == name
    }
