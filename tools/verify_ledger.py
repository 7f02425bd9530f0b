#!/usr/bin/env python3
"""Verify an export of Armoury's ledger without Armoury. 脱离系统独立核验审计账本。

One file; needs Python 3.11 and the package `cryptography`, and nothing of Armoury:

    python -I verify_ledger.py chain EXPORT --checkpoints DIR --key PUBLIC.pem [--key OLD.pem]
    python -I verify_ledger.py evidence DIR --key PUBLIC.pem [--document FILE] [--edition PUBLIC-ID]

EXPORT is what `manage.py ledger export` wrote, DIR the directory of exported checkpoints (or of one edition's
evidence), PUBLIC.pem the public key that you were given by another way than this export. Exit code 0: it
holds. 1: it does not. 2: it could not be checked, because something is missing or unreadable.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HOLDS, FAILS, CANNOT = 0, 1, 2
CONTEXT = b"armoury ledger checkpoint 1\n"
LINKED = (
    "algorithm", "at", "event", "payload_sha256", "previous_sha256", "schema", "sequence", "stream",
    "subject", "subject_sha256",
)  # fmt: skip
RECORD = {**dict.fromkeys((*LINKED, "payload", "record_sha256"), str), "schema": int, "sequence": int}
CHECKPOINT = {
    **dict.fromkeys(("stream", "record_sha256", "at", "previous_sha256", "key_id", "signature"), str),
    **dict.fromkeys(("algorithm", "hash"), str),
    **dict.fromkeys(("number", "sequence", "record_count", "schema"), int),
}
Keys = dict[str, Ed25519PublicKey]


class Report:
    """Says each flaw in both languages and counts them."""

    def __init__(self) -> None:
        self.flaws = 0

    def flaw(self, place: str, chinese: str, english: str) -> None:
        self.flaws += 1
        say(f"不符 FLAW {place}：{chinese} / {english}")

    def end(self, chinese: str, english: str) -> int:
        if self.flaws:
            say(f"核验未通过，共 {self.flaws} 处不符。 It does not hold: {self.flaws} flaws.")
            return FAILS
        say(f"{chinese} {english}")
        return HOLDS


def say(words: str) -> None:
    sys.stdout.write(words.encode("utf-8", "backslashreplace").decode() + "\n")


def give_up(chinese: str, english: str) -> NoReturn:
    sys.stderr.write(f"无法核验：{chinese} / Cannot be checked: {english}\n")
    raise SystemExit(CANNOT)


# --- The canonical form: RFC 8785 for flat objects of strings and integers. -------------------------------


def canonical(value: dict[str, Any]) -> bytes:
    """Keys in order, no spaces, UTF-8, escaped only what must be. Lone surrogates: ValueError."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def link(record: dict[str, Any]) -> str:
    """The hash that binds a record to the one before it."""
    return sha256(canonical({name: record[name] for name in LINKED}))


# --- Reading ----------------------------------------------------------------------------------------------


def is_shaped(value: object, shape: dict[str, type]) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == shape.keys()
        and all(type(value[name]) is kind for name, kind in shape.items())
    )


def records(path: Path, report: Report) -> Iterator[dict[str, Any]]:
    """Read the export line by line; memory does not grow with it."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError):
                    record = None
                if is_shaped(record, RECORD):
                    yield record
                else:
                    report.flaw(f"{path.name}:{number}", "这一行不是账本记录", "this line is no record")
    except OSError as error:
        give_up(f"读不到 {path}", str(error))


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    if path.exists():
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.removesuffix(b"\n")


def read_keys(paths: list[str]) -> Keys:
    keys: Keys = {}
    for path in paths:
        try:
            key = serialization.load_pem_public_key(Path(path).read_bytes())
        except (OSError, ValueError, UnsupportedAlgorithm) as error:
            give_up(f"读不到公钥 {path}", str(error))
        if not isinstance(key, Ed25519PublicKey):
            give_up(f"{path} 不是 Ed25519 公钥", f"{path} is no Ed25519 public key")
        raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        keys[sha256(raw)[:16]] = key
    return keys


# --- Checkpoints ------------------------------------------------------------------------------------------


def is_signed(checkpoint: dict[str, Any], keys: Keys) -> bool:
    key = keys.get(checkpoint["key_id"])
    if key is None or (checkpoint["algorithm"], checkpoint["schema"]) != ("ed25519", 1):
        return False
    try:
        key.verify(
            bytes.fromhex(checkpoint["signature"]), CONTEXT + canonical({**checkpoint, "signature": ""})
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def checkpoints(directory: Path, stream: str, keys: Keys, report: Report) -> Iterator[dict[str, Any]]:
    """Yield the checkpoints of one stream that a given key signed, and report what breaks their chain."""
    expected, previous, covered = 1, "", 0
    for number, line in lines_of(directory / f"{stream}.jsonl"):
        place = f"{stream}.jsonl:{number}"
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        if not is_shaped(found, CHECKPOINT) or canonical(found) != line:
            say(f"跳过 skipped {place}：残缺的一行 / a torn line")
            continue
        if found["number"] != expected:
            report.flaw(place, "此前的检查点被删除", "checkpoints before it were removed")
        elif found["previous_sha256"] != previous or found["sequence"] <= covered:
            report.flaw(place, "与上一个检查点不衔接", "it does not follow from the checkpoint before it")
        if found["stream"] == stream and is_signed(found, keys):
            yield found
        else:
            report.flaw(place, "签名不是所给公钥签出的", "not signed by a key that was given")
        expected, previous, covered = found["number"] + 1, sha256(line), found["sequence"]


# --- The chain --------------------------------------------------------------------------------------------


class Chain:
    """Holds the records of one stream, from `first` on, against one another and against the checkpoints."""

    def __init__(self, stream: str, first: int, seals: Iterator[dict[str, Any]], report: Report) -> None:
        self.stream, self.seals, self.report = stream, seals, report
        self.seal = next(seals, None)
        while self.seal is not None and self.seal["sequence"] < first:
            self.seal = next(seals, None)
        self.covered = 0
        self.count = 0
        self.differs = False
        self.sequence = first - 1
        self.hash: str | None = "" if first == 1 else None
        self.at: datetime | None = None

    def take(self, record: dict[str, Any]) -> None:
        self.count += 1
        place, sequence = f"{self.stream} #{record['sequence']}", record["sequence"]
        if sequence != self.sequence + 1:
            self.report.flaw(place, "此前的记录缺失", "records before it are missing")
        if self.hash is not None and record["previous_sha256"] != self.hash:
            self.report.flaw(place, "与上一条记录不衔接", "it does not follow from the record before it")
        payload = record["payload"].encode("utf-8", "surrogateescape")
        if sha256(payload) != record["payload_sha256"]:
            self.report.flaw(place, "内容被改动", "its content was changed")
        if not _has_its_hash(record):
            self.report.flaw(place, "记录被改动", "the record was changed")
        try:
            at = datetime.fromisoformat(record["at"])
            if self.at is not None and at < self.at:
                self.report.flaw(place, "时间早于上一条", "it is earlier than the record before it")
            self.at = at
        except (ValueError, TypeError):
            self.report.flaw(place, "时间无法辨认", "its time cannot be read")
        self._compare(sequence, record["record_sha256"])
        self.sequence, self.hash = sequence, record["record_sha256"]

    def finish(self) -> None:
        if self.seal is not None:
            self.report.flaw(
                f"{self.stream} #{self.sequence + 1}",
                f"此后的记录缺失，而检查点签到了 #{self.seal['sequence']}",
                f"records are missing that a checkpoint covers (#{self.seal['sequence']})",
            )
            for _ in self.seals:
                pass
        say(
            f"{self.stream}：{self.count} 条记录，检查点覆盖到 #{self.covered} / "
            f"{self.count} records, covered by checkpoints up to #{self.covered}"
        )

    def _compare(self, sequence: int, digest: str) -> None:
        while self.seal is not None and self.seal["sequence"] <= sequence:
            same = (self.seal["sequence"], self.seal["record_sha256"]) == (sequence, digest)
            if not same and not self.differs:
                self.differs = True
                self.report.flaw(
                    f"{self.stream} #{self.seal['sequence']}",
                    "与已签名的检查点不符",
                    "it is not the record that the signed checkpoint names",
                )
            if same:
                self.covered = sequence
            self.seal = next(self.seals, None)


def _has_its_hash(record: dict[str, Any]) -> bool:
    try:
        return bool(link(record) == record["record_sha256"])
    except ValueError:
        return False


def verify_chain(export: Path, directory: Path, keys: Keys, first: int) -> int:
    """Prove an export made from sequence `first` on: each chain, against every checkpoint that there is."""
    if not directory.is_dir():
        give_up(f"没有检查点目录 {directory}", f"there is no directory {directory}")
    report = Report()
    chains: dict[str, Chain] = {}
    for record in records(export, report):
        stream = record["stream"]
        if stream not in chains:
            if not stream.isidentifier():
                report.flaw(repr(stream), "流的名称不对", "this is no name of a stream")
                continue
            chains[stream] = Chain(stream, first, checkpoints(directory, stream, keys, report), report)
        chains[stream].take(record)
    for path in sorted(directory.glob("*.jsonl")):
        if path.stem not in chains:
            seals = checkpoints(directory, path.stem, keys, report)
            chains[path.stem] = Chain(path.stem, first, seals, report)
    for chain in chains.values():
        chain.finish()
    if not any(chain.covered for chain in chains.values()) and not report.flaws:
        give_up("没有任何检查点覆盖这些记录", "no checkpoint covers any of these records")
    return report.end("账本核验通过。", "The ledger holds.")


# --- Evidence for one edition -----------------------------------------------------------------------------


def verify_evidence(directory: Path, keys: Keys, document: Path | None, edition: str | None) -> int:
    """Prove who approved which bytes under which rules when, from one edition's evidence."""
    report = Report()
    try:
        body = (document or directory / "document.json").read_bytes()
        proof = (directory / "certificate.json").read_bytes()
        certificate = json.loads(proof)
        decisions = certificate["decisions"]
        named = str(certificate["edition"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        give_up("证据不完整", f"the evidence is incomplete ({error})")
    if edition is not None and edition != named:
        report.flaw("certificate.json", f"属于另一个版本 {named}", f"it belongs to another edition, {named}")
    digest = sha256(body)
    if digest != certificate["content_sha256"]:
        report.flaw("document.json", "与证书批准的字节不同", "not the bytes that the certificate approves")
    for one in decisions:
        if one["content_sha256"] != digest:
            report.flaw("certificate.json", "有审核意见针对其他字节", "a decision is about other bytes")
    erased = dict.fromkeys(_files(body), "")
    issued = _issued_record(directory, keys, report, f"edition:{named}", sha256(proof), erased)
    if issued is None:
        report.flaw(
            "records.jsonl",
            "没有经签名检查点覆盖的发布记录能证明这份证书",
            "no record covered by a signed checkpoint bears this certificate out",
        )
    if not report.flaws and issued is not None:
        _tell(certificate, digest, issued)
        for picture, at in erased.items():
            if at:
                say(f"图片已依法删除，记录在账 Picture erased, on record: {picture} at {at}")
    return report.end("证据成立。", "The evidence holds.")


def _issued_record(
    directory: Path, keys: Keys, report: Report, subject: str, edition_sha256: str, erased: dict[str, str]
) -> dict[str, Any] | None:
    """Return the record that issued the edition, if the chain leads from it to a signed checkpoint.

    Write into `erased`, by the hash of a picture, when it was erased.
    """
    issued, chain = None, None
    seals = directory / "checkpoints"
    for record in records(directory / "records.jsonl", report):
        if record["stream"] != "decisions":
            report.flaw("records.jsonl", "混入了其他流的记录", "a record of another stream is among them")
            continue
        if chain is None:
            signed = checkpoints(seals, "decisions", keys, report)
            chain = Chain("decisions", record["sequence"], signed, report)
        chain.take(record)
        if (record["event"], record["subject"], record["subject_sha256"]) == (
            "edition.issued", subject, edition_sha256,
        ):  # fmt: skip
            issued = record
        if record["event"] == "blob.erased" and record["subject_sha256"] in erased:
            erased[record["subject_sha256"]] = record["at"]
    if chain is None:
        return None
    chain.finish()
    return issued if issued is not None and issued["sequence"] <= chain.covered else None


def _files(body: bytes) -> list[str]:
    """Return the hashes of the pictures that the document names, and of what was made of them."""
    try:
        media = json.loads(body)["media"]
        return [one["sha256"] for entry in media for one in (entry, *entry["derivatives"])]
    except (ValueError, KeyError, TypeError):
        return []


def _tell(certificate: dict[str, Any], digest: str, issued: dict[str, Any]) -> None:
    screening = certificate["screening"]
    say(f"版本 Edition {certificate['edition']}，审核编号 review number {certificate['number']}")
    say(f"文件 Document SHA-256 {digest}")
    say(f"规则集 Rule set {screening['rule_set']} SHA-256 {screening['rule_set_sha256']}")
    say(f"提交 Submitted by {certificate['submitted_by']} at {certificate['submitted_at']}")
    for one in certificate["decisions"]:
        say(f"批准 Approved by {one['officer']} ({one['level']}) at {one['at']}")
    say(f"发布记录 Issued: {issued['stream']} #{issued['sequence']} at {issued['at']}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    chain = verbs.add_parser("chain", help="核验导出的账本 verify an export")
    chain.add_argument("export", type=Path)
    chain.add_argument("--checkpoints", type=Path, required=True)
    chain.add_argument("--from-sequence", type=int, default=1, help="与导出时相同 as it was exported with")
    evidence = verbs.add_parser("evidence", help="核验一个版本的证据 verify the evidence of an edition")
    evidence.add_argument("directory", type=Path)
    evidence.add_argument("--document", type=Path)
    evidence.add_argument("--edition")
    for verb in (chain, evidence):
        verb.add_argument("--key", action="append", required=True, help="公钥 trusted public key, PEM")
    given = parser.parse_args()
    keys = read_keys(given.key)
    if given.verb == "chain":
        return verify_chain(given.export, given.checkpoints, keys, given.from_sequence)
    return verify_evidence(given.directory, keys, given.document, given.edition)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    raise SystemExit(main())
