from distribution.models.limits import SendingRule
from distribution.models.package import Package, PackageItem
from distribution.models.pull import Pull, PullCounter
from distribution.models.recall_task import RecallTask

__all__ = ["Package", "PackageItem", "Pull", "PullCounter", "RecallTask", "SendingRule"]
