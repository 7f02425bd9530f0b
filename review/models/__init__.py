from review.models.candidate import Candidate, CandidateAuthor, CandidateMedium
from review.models.case import Case, CaseLevel, Decision
from review.models.edition import Edition, EditionSegment, Recall, ReviewCounter
from review.models.screening import Screening

__all__ = [
    "Candidate",
    "CandidateAuthor",
    "CandidateMedium",
    "Case",
    "CaseLevel",
    "Decision",
    "Edition",
    "EditionSegment",
    "Recall",
    "ReviewCounter",
    "Screening",
]
