"""What of review can never be changed or deleted."""

from core.immutability import register, register_ends
from review.enums import CaseStatus, EditionStatus, LabelStatus

register("review.Screening")
register("review.Candidate")
register("review.CandidateMedium")
register("review.CandidateAuthor")
register("review.CandidateFact")
register("review.CandidateProduct")
register("review.CandidateLink")
register("review.CaseLevel")
register("review.Decision")
register("review.EditionSegment")
register("review.Recall")
register("review.PictureReading", ["sha256", "reader", "result_sha256", "read_at"])
register("review.PictureTranscript")
register("review.Suspension")
register("review.Resumption")
register("review.RuleSetVersion")
register("review.RuleChange")
register_ends("review.RuleTrial", "status", {"done": (), "cancelled": (), "failed": ()})
register_ends("review.RuleDraft", "status", {"activated": (), "discarded": ()})
register("review.ConsentWithdrawal", ["public_id", "component", "ground", "withdrawn_by", "withdrawn_at"])
register("review.Case", ["public_id", "candidate", "branch", "opened_at", "renews"])
register(
    "review.LabelledSentence",
    [
        "public_id",
        "key",
        "text",
        "kind",
        "product",
        "channel",
        "segment",
        "risk",
        "wanted",
        "category",
        "origin",
        "case",
        "rule",
        "finding",
        "reason",
        "proposed_by",
        "proposed_at",
    ],
)
register(
    "review.Edition",
    [
        "public_id",
        "number",
        "candidate",
        "case",
        "component",
        "branch",
        "kind",
        "title",
        "product_type",
        "risk",
        "valid_from",
        "valid_until",
        "content_sha256",
        "certificate",
        "edition_sha256",
        "ledger_subject",
        "supersedes",
        "issued_at",
    ],
)
register_ends("review.Case", "status", {status: () for status in CaseStatus if status != CaseStatus.OPEN})
register_ends(
    "review.Edition",
    "status",
    {
        EditionStatus.RECALLED: (),
        EditionStatus.EXPIRED: (EditionStatus.RECALLED,),
        EditionStatus.SUPERSEDED: (EditionStatus.RECALLED,),
    },
)
register_ends(
    "review.LabelledSentence",
    "status",
    {
        LabelStatus.DECLINED: (),
        LabelStatus.WITHDRAWN: (),
        LabelStatus.ACCEPTED: (LabelStatus.WITHDRAWN,),
    },
)
