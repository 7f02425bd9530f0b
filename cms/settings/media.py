"""Pictures and documents: what may come in (content.forms.media), and how it goes out."""

from content.domain import office_files, pictures

WAGTAILIMAGES_IMAGE_MODEL = "content.LibraryImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.forms.media.LibraryImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = pictures.MAX_OCTETS
WAGTAILIMAGES_MAX_IMAGE_PIXELS = pictures.MAX_PIXELS
WAGTAILIMAGES_EXTENSIONS = [extension for kind in pictures.EXTENSIONS.values() for extension in kind]
WAGTAILDOCS_DOCUMENT_MODEL = "content.LibraryDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.forms.media.LibraryDocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = office_files.MAX_OCTETS
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_CONTENT_TYPES: dict[str, str] = {}
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []

FILE_UPLOAD_PERMISSIONS = 0o640
