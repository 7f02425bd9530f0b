"""What a form says to each thing that is wrong with a file: what is taken, and what to do."""

from django.utils.translation import gettext_lazy as _

from content.domain.office_files import DocumentFlaw
from content.domain.pictures import PictureFlaw

PICTURE_HELP = _("JPEG, PNG or WebP, at most 10 MB and 25 megapixels, not animated.")
DOCUMENT_HELP = _("PDF, Word, Excel or PowerPoint (pdf, docx, xlsx, pptx) without macros, at most 10 MB.")

PICTURE_WORDS = {
    PictureFlaw.EMPTY: _("The file is empty. Choose the picture again."),
    PictureFlaw.TOO_LARGE: _(
        "The file is larger than 10 MB. Make the picture smaller in a picture viewer and upload it again."
    ),
    PictureFlaw.UNKNOWN_TYPE: _(
        "This is not a JPEG, PNG or WebP picture. Save it as JPEG in a picture viewer and upload that."
    ),
    PictureFlaw.NAME_DISAGREES: _(
        "The file's name and its content do not agree. Save it as JPEG in a picture viewer and upload that."
    ),
    PictureFlaw.TOO_MANY_PIXELS: _(
        "The picture has more than 25 megapixels. Make it smaller in a picture viewer and upload it again."
    ),
    PictureFlaw.ANIMATED: _("Animated pictures are not taken. Save one still of it as JPEG and upload that."),
    PictureFlaw.BROKEN: _(
        "The picture is damaged or incomplete. Save it as JPEG in a picture viewer and upload that."
    ),
    PictureFlaw.APPENDED: _(
        "Something is hung on behind the picture. Ask the partner for a clean file, or upload it without "
        "“partner's original”."
    ),
}

DOCUMENT_WORDS = {
    DocumentFlaw.EMPTY: _("The file is empty. Choose the document again."),
    DocumentFlaw.TOO_LARGE: _("The file is larger than 10 MB. Split or shrink it and upload it again."),
    DocumentFlaw.UNKNOWN_TYPE: _(
        "Only pdf, docx, xlsx and pptx files are taken. Save it as PDF in its program and upload that."
    ),
    DocumentFlaw.NAME_DISAGREES: _(
        "The file's name and its content do not agree. Save it as PDF in its program and upload that."
    ),
    DocumentFlaw.BROKEN: _(
        "The file is damaged or oddly built. Save it as PDF in its program and upload that."
    ),
    DocumentFlaw.ACTIVE: _(
        "The file holds macros, embedded programs or parts from elsewhere. Save it as PDF and upload that."
    ),
}

UPLOAD_ONCE_MORE = _(
    "Whether it is a partner's original is settled when the file comes in. Choose the file once more."
)
