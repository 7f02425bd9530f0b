from review.models.candidate import (
    Candidate,
    CandidateAuthor,
    CandidateFact,
    CandidateMedium,
    CandidateProduct,
)
from review.models.case import Case, CaseLevel, Decision
from review.models.consent import ConsentWithdrawal
from review.models.edition import Edition, EditionSegment, Recall, ReviewCounter
from review.models.justification import DraftJustification
from review.models.kept_finding import FindingMark, FindingsNoted, KeptFinding
from review.models.labelled import LabelledSentence
from review.models.link import CandidateLink
from review.models.quality import QualityReport
from review.models.reading import MaskProposal, PictureReading, PictureTranscript, WaitingPicture
from review.models.rule_draft import DraftRule, RuleChange, RuleDraft
from review.models.rule_set import RuleSetVersion
from review.models.rule_trial import RuleTrial, TrialChange
from review.models.screening import Screening
from review.models.suspension import Resumption, Suspension

__all__ = [
    "Candidate",
    "CandidateAuthor",
    "CandidateFact",
    "CandidateLink",
    "CandidateMedium",
    "CandidateProduct",
    "Case",
    "CaseLevel",
    "ConsentWithdrawal",
    "Decision",
    "DraftJustification",
    "DraftRule",
    "Edition",
    "EditionSegment",
    "FindingMark",
    "FindingsNoted",
    "KeptFinding",
    "LabelledSentence",
    "MaskProposal",
    "PictureReading",
    "PictureTranscript",
    "QualityReport",
    "Recall",
    "Resumption",
    "ReviewCounter",
    "RuleChange",
    "RuleDraft",
    "RuleSetVersion",
    "RuleTrial",
    "Screening",
    "Suspension",
    "TrialChange",
    "WaitingPicture",
]
