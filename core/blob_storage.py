"""A storage that writes a file once, safely on disk before it says so, and never again."""

from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from core.whole_files import write_whole


class WriteOnceStorage(FileSystemStorage):
    """Files are flushed to disk, then linked into place in one step; an existing file is left as it is."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        if target.exists():
            return name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content.chunks(), mode=0o440)
        return name
