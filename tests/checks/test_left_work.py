"""Nothing is left with an absent person: each column naming one is open work, or history with a reason."""

from django.apps import apps

from people.models import User
from people.registry import left_works

ROOMS = frozenset({"core", "people", "content", "review", "search", "distribution"})

DONE = "says who did something"
OWN = "the account's own; ends with it"
PERSONAL = "a manager's own choice, no work for others"

HISTORY = {
    "content.BranchCopy.taken_by": DONE,
    "content.Fact.entered_by": DONE,
    "content.LibraryDocument.uploaded_by_user": DONE,
    "content.LibraryImage.uploaded_by_user": DONE,
    "content.Masking.done_by": DONE,
    "content.PartnerReceipt.noted_by": DONE,
    "content.SavedFilter.owner": "a way to look at lists, no work",
    "content.Story.manager": "who vouched for the consent; editors and officers withdraw it too",
    "content.StoryPicture.manager": "who sent it in; what is held is erased after a day",
    "distribution.ActivityRun.manager": "the own run of a kit, whose day passes; others begin theirs",
    "distribution.ChosenPersona.manager": PERSONAL,
    "distribution.ContentRequest.handled_by": DONE,
    "distribution.Feedback.answered_by": DONE,
    "distribution.Feedback.manager": "who said it; the editors of the branch answer, whoever reads it",
    "distribution.LessonResult.manager": "what the manager learned",
    "distribution.OpenedEdition.manager": PERSONAL,
    "distribution.OwnSearch.manager": PERSONAL,
    "distribution.Package.created_by": DONE,
    "distribution.ProgrammeNotice.user": "each who lays out packages in the branch is told",
    "distribution.PullCounter.manager": "a count of what was taken",
    "distribution.ReachTable.manager": "a table about customers, replaced by the next file",
    "distribution.ReachTable.taken_by": DONE,
    "distribution.SavedEdition.manager": PERSONAL,
    "distribution.SendingRule.set_by": DONE,
    "people.ApiClient.added_by": DONE,
    "people.ApiToken.issued_by": DONE,
    "people.Qualification.user": OWN,
    "people.SpentCode.user": OWN,
    "people.StandIn.arranged_by": DONE,
    "people.StandIn.colleague": "goes along when the colleague hands over",
    "people.StandIn.person": "the arrangement itself",
    "people.Try.user": OWN,
    "people.Webhook.added_by": DONE,
    "review.Candidate.submitted_by": "what was submitted; a returned piece goes to who answers for it",
    "review.CandidateAuthor.user": DONE,
    "review.ConsentWithdrawal.withdrawn_by": DONE,
    "review.Decision.officer": DONE,
    "review.LabelledSentence.proposed_by": "anybody else of the head office's compliance accepts it",
    "review.LabelledSentence.settled_by": DONE,
    "review.LabelledSentence.withdrawn_by": DONE,
    "review.PictureTranscript.typed_by": DONE,
    "review.Recall.recalled_by": DONE,
    "review.Resumption.resumed_by": DONE,
    "review.RuleChange.changed_by": DONE,
    "review.RuleDraft.made_by": "any of the head office's officers goes on with a draft",
    "review.RuleSetVersion.activated_by": DONE,
    "review.RuleSetVersion.made_by": DONE,
    "review.RuleTrial.started_by": DONE,
    "review.Suspension.suspended_by": DONE,
    "search.DictionaryEntry.saved_by": DONE,
}
"""Columns that name a person and ask nothing of them. Officers' queues are their levels', no person's."""


def naming_people() -> set[str]:
    """Return each column of the rooms' own tables that refers to a member of staff."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and not model._meta.proxy
        for field in model._meta.fields
        if field.related_model is User
    }


def test_every_column_that_names_a_person_is_open_work_or_history() -> None:
    work = [column for one in left_works() for column in one.columns]
    assert len(work) == len(set(work))
    assert set(work) & set(HISTORY) == set()
    assert naming_people() == set(work) | set(HISTORY)


def test_what_cannot_be_moved_says_what_to_do() -> None:
    assert [one.code for one in left_works() if one.move is None and not one.how] == []
