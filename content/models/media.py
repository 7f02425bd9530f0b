"""Pictures and documents of the library, with the right to use them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from content.enums import RightsBasis


class LibraryImage(AbstractImage):
    """A picture.

    It belongs to a branch through its collection; `content_sha256` is of the file as it is kept.
    """

    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    rights_basis = models.CharField(
        _("right to use it"), max_length=16, choices=RightsBasis, default=RightsBasis.OWN
    )
    rights_holder = models.CharField(_("rights holder"), max_length=80, blank=True)
    rights_until = models.DateField(
        _("right ends on"),
        null=True,
        blank=True,
        help_text=_("Empty: without end. A piece never outlives its pictures' rights."),
    )

    admin_form_fields = (*Image.admin_form_fields, "rights_basis", "rights_holder", "rights_until")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]


class LibraryRendition(AbstractRendition):
    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            ),
        ]


class LibraryDocument(AbstractDocument):
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
