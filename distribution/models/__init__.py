from distribution.models.activity_run import ActivityRun
from distribution.models.events import EventCount, EventRule, EventSuggestion, ReceivedEvent
from distribution.models.feedback import ContentRequest, Feedback
from distribution.models.lessons import LessonResult
from distribution.models.limits import SendingRule
from distribution.models.link_opens import LinkOpens, LinkVisitor
from distribution.models.notice import ProgrammeNotice
from distribution.models.own import ChosenPersona, OpenedEdition, OwnSearch, SavedEdition
from distribution.models.package import Package, PackageDay, PackageItem, PackageLeftOut, PackageWait
from distribution.models.programme import Programme, ProgrammeEntry, ProgrammeSlot
from distribution.models.pull import Pull, PullCounter
from distribution.models.reach import Contact, Customer, CustomerCounter, Reach, ReachTable
from distribution.models.recall_task import RecallTask

__all__ = [
    "ActivityRun",
    "ChosenPersona",
    "Contact",
    "ContentRequest",
    "Customer",
    "CustomerCounter",
    "EventCount",
    "EventRule",
    "EventSuggestion",
    "Feedback",
    "LessonResult",
    "LinkOpens",
    "LinkVisitor",
    "OpenedEdition",
    "OwnSearch",
    "Package",
    "PackageDay",
    "PackageItem",
    "PackageLeftOut",
    "PackageWait",
    "Programme",
    "ProgrammeEntry",
    "ProgrammeNotice",
    "ProgrammeSlot",
    "Pull",
    "PullCounter",
    "Reach",
    "ReachTable",
    "RecallTask",
    "ReceivedEvent",
    "SavedEdition",
    "SendingRule",
]
