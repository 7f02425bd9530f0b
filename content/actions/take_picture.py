"""Take picture: a picture of an import comes into the library of the branch, once."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Collection

from content.models import LibraryImage
from content.models.media_files import AcceptedFile
from core.actions import action
from core.domain.canonical import sha256
from people.enums import Role
from people.models import Branch, User
from people.queries import authority


@action("take_picture")
def take_picture(
    accepted: AcceptedFile,
    rights: Mapping[str, Any],
    *,
    title: str,
    branch: Branch,
    actor: User,
) -> int:
    """Return the key of the branch's picture with these bytes and rights, made if there was none.

    `accepted` has been encoded anew (content.models.media_files.accept_picture). The collection's row is held
    meanwhile, so that two imports make one picture. Raises Refused unless `actor` is an editor who oversees
    `branch`.
    """
    subject = f"branch:{branch.code}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, branch, subject=subject)
    collection = Collection.objects.select_for_update(no_key=True).get(pk=branch.collection_id)
    accepted.seek(0)
    digest = sha256(accepted.read())
    known = LibraryImage.objects.filter(
        collection=collection, content_sha256=digest, is_partner_original=False, **rights
    )
    key: int | None = known.order_by("pk").values_list("pk", flat=True).first()
    if key is not None:
        return key
    made = LibraryImage.objects.create(
        title=title, file=accepted, collection=collection, uploaded_by_user=actor, **rights
    )
    return int(made.pk)
