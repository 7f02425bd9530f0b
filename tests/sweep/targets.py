"""What stands in the addresses: the arguments of each group of routes, filled from what a branch holds."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group

from tests.sweep.world import Holdings, Relation, World

Target = Callable[[World, Holdings], Mapping[str, Any]]


def component(kind: str) -> Target:
    """The draft of `kind`, with its newest revision where the address names one or two."""

    def target(world: World, held: Holdings) -> Mapping[str, Any]:
        draft = held.drafts[kind]
        return {
            "pk": draft.pk,
            "revision_id": draft.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
        }

    return target


def draft(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": held.brief.public_id}


def unread(world: World, held: Holdings) -> Mapping[str, Any]:
    """The piece with a picture that could not be read."""
    component, sha256 = held.unread
    return {"public_id": component.public_id, "sha256": sha256}


def kept(world: World, held: Holdings) -> Mapping[str, Any]:
    """The piece whose kind is no longer declared."""
    return {"kind": held.kept.kind, "pk": held.kept.pk}


def kept_kind(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"kind": held.kept.kind}


def story_piece(world: World, held: Holdings) -> Mapping[str, Any]:
    """The piece that editors make of a story, and the picture that waits there."""
    picture = held.story.pictures.get()
    return {
        "pk": held.story.component_id,
        "sha256": picture.sha256,
        "public_id": held.story.component.public_id,
    }


def story(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"story_id": held.story.public_id}


def issued_piece(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": held.edition.component.public_id}


def keyed_draft(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"key": held.brief.public_id}


def keyed_edition(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"key": held.edition.public_id}


def keyed_image(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"key": held.image.pk}


def keyed_product(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"key": world.product.pk}


def case(world: World, held: Holdings) -> Mapping[str, Any]:
    medium = held.case.candidate.media.filter(derivative="display").get()
    return {"public_id": held.case.public_id, "sha256": medium.sha256}


def edition(world: World, held: Holdings) -> Mapping[str, Any]:
    medium = held.edition.candidate.media.filter(derivative="display").get()
    return {"public_id": held.edition.public_id, "sha256": medium.sha256, "pk": held.edition.pk}


def code(world: World, held: Holdings) -> Mapping[str, Any]:
    """The QR code of the link that the edition shows in groups."""
    return {"public_id": held.edition.public_id, "channel": "group"}


def code_of_ended(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": held.ended.public_id, "channel": "group"}


def ended(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": held.ended.public_id, "sha256": "0" * 64, "pk": held.ended.pk}


def persona(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": held.persona.public_id}


def lesson(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": held.lesson.public_id}


def kit(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": held.kit.public_id}


def package(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.package.pk}


def unsigned(world: World, held: Holdings) -> Mapping[str, Any]:
    """A token that nobody signed; tests/distribution/portal/test_following.py has those that lead on."""
    return {"token": "A" * 35}


def unknown_label(world: World, held: Holdings) -> Mapping[str, Any]:
    """A sentence that is not there; tests/review/viewsets/test_labels.py has those that are."""
    return {"public_id": "00000000-0000-4000-8000-000000000000"}


def rule(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"code": "segment_day"}


def rules(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": held.edition.public_id, "number": 1, "rule_id": "GUA-001"}


def qualification(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.manager.qualifications.first().pk}


def programme(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.entry.programme_id}


def entry(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.entry.programme_id, "entry_pk": held.entry.pk}


def event(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"event_id": held.event.public_id}


def event_rule(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.rule.pk}


def inherited_entry(world: World, held: Holdings) -> Mapping[str, Any]:
    """The head office's entry, seen from the programme of `held`."""
    return {"pk": held.entry.programme_id, "entry_pk": world.holdings[Relation.PARENT].entry.pk}


def slot(world: World, held: Holdings) -> Mapping[str, Any]:
    """The slot of the day in which the edition was laid out."""
    return {"day": held.package.day, "slot": "morning"}


def pull(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pull_id": held.pull.public_id}


def poster(world: World, held: Holdings) -> Mapping[str, Any]:
    """A picture that the pull has not; tests/distribution/portal/test_posters.py has those that it has."""
    return {"pull_id": held.pull.public_id, "sha256": "0" * 64}


def task(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"task_id": held.task.public_id}


def feedback(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"feedback_id": held.feedback.public_id}


def asked(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"request_id": held.asked.public_id}


def image(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"image_id": held.image.pk, "pk": held.image.pk, "filter_spec": "width-60"}


def image_file(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"path": held.image.file.name}


def rendition_file(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"path": held.image.renditions.get(filter_spec="width-60").file.name}


def document(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"document_id": held.document.pk, "doc_id": held.document.pk, "pk": held.document.pk}


def served_document(world: World, held: Holdings) -> Mapping[str, Any]:
    """Wagtail's address of a document has no names for its arguments."""
    return {"args": (held.document.pk, held.document.filename)}


def staff(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.staff.pk}


def branch(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.branch.pk}


def product(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": world.product.pk}


def partner(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": world.partner.pk}


def fact(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": world.fact.pk}


def year(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": world.year.pk}


def festival(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": world.festival.pk}


def tag(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.tag.pk}


def saved_filter(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.saved_filter.pk}


def brief_id(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"id": held.brief.pk}


def column(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": held.column.pk}


def group(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": Group.objects.get(name="editor").pk}


def image_id(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"id": held.image.pk}


def document_id(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"id": held.document.pk}


def edition_id(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"id": held.edition.pk}


def bulk(model: str, action: str, app: str = "content") -> Target:
    """The address of one of Wagtail's bulk actions."""

    def target(world: World, held: Holdings) -> Mapping[str, Any]:
        return {"app_label": app, "model_name": model, "action": action}

    return target


def pinged(world: World, held: Holdings) -> Mapping[str, Any]:
    """The address that an open form calls to learn who else has it open."""
    return {"app_label": "content", "model_name": "morningbrief", "object_id": held.brief.pk, "session_id": 1}


def session(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"session_id": 1}


def model(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"app_name": "content", "model_name": "libraryimage"}


def upload(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"uploaded_file_id": 1}


def authenticator(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"pk": 1}


def nothing(world: World, held: Holdings) -> Mapping[str, Any]:
    """Arguments that name nothing."""
    return {"uidb64": "x", "token": "y", "restriction_id": 1}


class Anything(dict[str, Any]):
    """Some argument for every name."""

    SPECIAL = {"revision_id_a": "earliest", "revision_id_b": "latest", "filter_spec": "scale-200"}

    def __missing__(self, name: str) -> Any:
        return self.SPECIAL.get(name, 1)


def anything(world: World, held: Holdings) -> Mapping[str, Any]:
    return Anything()


def dictionary_entry(world: World, held: Holdings) -> Mapping[str, Any]:
    """Name an entry of the dictionary; who may not keep it does not learn whether there is one."""
    return {"entry_id": UUID(int=1)}


def message(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"message_id": world.dead.pk}


def system(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": world.token.client.public_id, "token_id": world.token.pk}


def webhook(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": world.webhook.client.public_id, "webhook_id": world.webhook.public_id}


def imported(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"public_id": held.imported.public_id}


def table_kind(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"kind": "script"}
