"""Guards: what is in review is not written."""

from django.db import IntegrityError, connection, models
from django.urls import reverse
from wagtail.actions.edit import EditAction
from wagtail.models import LockableMixin, Revision

import review.actions.issue
import review.actions.submit
import review.models.edition
from content.actions.edit import EditComponentAction
from content.models import Component
from core import clock
from review.actions.prepare import prepare
from review.models import Candidate, Case
from tests.content.posting import form_data, signed_in
from tests.factories.review import submit_component
from tests.ways.guards.base import guard, nothing, patched
from tests.ways.pieces import MARKER, Bank, draft, in_review


@guard(
    "lock while in review",
    "content/models/component.py: Component.get_lock",
    "The editor's form for a piece in review, for everyone",
    "tests/ways/test_editing.py::test_what_is_in_review_is_not_written",
    patched(Component, "get_lock", LockableMixin.get_lock),
)
def unlocked(bank: Bank) -> bool:
    component = in_review(bank).candidate.component
    return Component.objects.get(pk=component.pk).get_lock() is None


@guard(
    "edit under the row's lock",
    "content/actions/edit.py: EditComponentAction",
    "Writing a revision into a piece that went into review meanwhile",
    "tests/ways/test_editing.py::test_the_action_itself_refuses_whoever_calls_it",
    patched(EditComponentAction, "execute", EditAction.execute),
)
def written_in_review(bank: Bank) -> bool:
    component = in_review(bank).candidate.component
    EditComponentAction(component, user=bank.superuser).execute(skip_permission_checks=True)
    return component.revisions.count() == 2


@guard(
    "candidate protects its component",
    "review/models/candidate.py: Candidate.component",
    "Deleting a piece that was submitted",
    "tests/ways/test_keeping.py::test_what_review_stands_on_is_not_deleted",
    patched(Candidate._meta.get_field("component").remote_field, "on_delete", models.DO_NOTHING),
)
def component_deleted(bank: Bank) -> bool:
    component = in_review(bank).candidate.component
    try:
        Component.objects.filter(pk=component.pk).delete()
        connection.check_constraints()
    except models.ProtectedError:
        return False
    except IntegrityError:
        return True  # the foreign key behind it had to stop this
    return True


@guard(
    "authors outlive their revisions",
    "review/actions/submit.py: _authors",
    "Approving what one wrote, after `purge_revisions`",
    "tests/ways/test_deciding.py::test_who_edited_an_earlier_revision_stays_an_author_after_purge_revisions",
    patched(review.actions.submit, "_authors", lambda component, actor: {actor.pk, component.created_by_id}),
)
def author_forgotten(bank: Bank) -> bool:
    component = draft(bank)
    address = reverse("content_morning_brief:edit", args=[component.pk])
    signed_in(bank.superuser).post(address, form_data(component, title=f"{MARKER}早报二"))
    Revision.objects.filter(user=bank.superuser).update(user=None)
    case = submit_component(Component.objects.get(pk=component.pk), bank.editor)
    return not case.candidate.authors.filter(user=bank.superuser).exists()


@guard(
    "screening blocks",
    "review/actions/submit.py: _require_ready",
    "Submitting what must not be said, or is not complete",
    "tests/review/actions/test_submit.py::test_a_blocking_finding_stops_it",
    patched(review.actions.submit, "_require_ready", nothing),
)
def blocked_submitted(bank: Bank) -> bool:
    submit_component(draft(bank, texts={"moments": "保本保收益，稳赚不赔。"}), justifications={})
    return Case.objects.exists()


@guard(
    "what was prepared is what is submitted",
    "review/actions/submit.py: _require_unchanged",
    "Submitting other bytes than were screened",
    "tests/review/actions/test_submit.py::test_a_draft_saved_after_prepare_is_a_conflict",
    patched(review.actions.submit, "_require_unchanged", nothing),
)
def changed_submitted(bank: Bank) -> bool:
    component = draft(bank)
    ready = prepare(Component.objects.get(pk=component.pk), clock.now())
    component.title = "另一篇"
    component.save_revision(user=bank.editor)
    said = {finding.key: "已核对。" for finding in ready.screening.warnings}
    review.actions.submit.submit(ready, actor=bank.editor, justifications=said, at=clock.now())
    return Case.objects.exists()
