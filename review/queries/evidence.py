"""The evidence for one edition: all that proves who approved which bytes under which rules, when."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from content.domain.document import files
from core.domain.checkpoint import parse
from core.erasures import last_erasure_of
from core.models import LedgerRecord, Stream
from core.queries import checkpoints, ledger
from core.queries.ledger_export import line_of
from review.models import Edition
from review.models.edition import ISSUED_EVENT

README = """内容武器库审核证据 / Evidence from Armoury

版本 Edition: {edition}
审核编号 Review number: {number}

document.json      经审核的内容，逐字节如审核时 / the approved content, byte for byte
certificate.json   审核证书：谁、何时、按哪个规则集批准 / who approved which bytes, when, under which rules
records.jsonl      账本中从发布到检查点的记录 / the ledger from the issue to a checkpoint
checkpoints/       已签名的检查点 / the signed checkpoints
keys/              签名公钥，仅供对照 / the public keys, for comparison only

图片不在其中；依个人信息保护法第四十七条删除的图片，其摘要仍在 document.json，删除记录在 records.jsonl。
Pictures are not among these. One that was erased (PIPL art. 47) keeps its hash in document.json and has its
record in records.jsonl.

核验 / To verify, with Python 3.11 and the package "cryptography", and with a public key that you were given
by another way than this directory (请使用另行取得的公钥):

    python -I verify_ledger.py evidence DIRECTORY --key PUBLIC.pem

人员以不透明编号表示 / People are named by opaque ids.
"""


class NoEvidence(Exception):
    """There is nothing yet that proves this edition; the words say why."""


def evidence_of(public_id: UUID) -> Mapping[str, bytes | Iterator[bytes]]:
    """Return by path the files that prove the edition, large ones as chunks.

    The records go on to the erasure of the edition's pictures, if any were erased. Raises
    Edition.DoesNotExist; NoEvidence if the ledger does not bear it out or no checkpoint covers all of it yet;
    TamperedContent if its bytes are no longer what was approved.
    """
    edition = Edition.objects.select_related("candidate").get(public_id=public_id)
    document = edition.content
    issued = LedgerRecord.objects.filter(
        stream=Stream.DECISIONS,
        event=ISSUED_EVENT,
        subject=edition.ledger_subject,
        subject_sha256=edition.edition_sha256,
    ).first()
    if issued is None:
        raise NoEvidence(_("The ledger does not bear this edition out."))
    directory = checkpoints.own_directory()
    covering = (one for line in directory.lines(Stream.DECISIONS) if (one := parse(line)) is not None)
    needed = max(issued.sequence, last_erasure_of(files(document)))
    covered = next((one.sequence for one in covering if one.sequence >= needed), None)
    if covered is None:
        raise NoEvidence(_("No signed checkpoint covers this edition yet. Try again in a minute."))
    readme = README.format(edition=edition.public_id, number=edition.number)
    return {
        "README.txt": readme.encode(),
        "document.json": bytes(edition.candidate.document),
        "certificate.json": bytes(edition.certificate),
        "records.jsonl": (
            line_of(row) for row in ledger.rows(Stream.DECISIONS, issued.sequence - 1, covered)
        ),
        f"checkpoints/{Stream.DECISIONS.value}.jsonl": _up_to(covered, directory.lines(Stream.DECISIONS)),
        **{
            f"keys/{key.name}": key.read_bytes() for key in sorted(Path(directory.path, "keys").glob("*.pem"))
        },
    }


def _up_to(sequence: int, lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line + b"\n"
        found = parse(line)
        if found is not None and found.sequence >= sequence:
            return
