from people.models.api import ApiClient, ApiToken
from people.models.branch import Branch
from people.models.ownership import BranchOwnedQuerySet, lineage_of
from people.models.proof import SpentCode, Try
from people.models.qualification import Qualification
from people.models.stand_in import StandIn
from people.models.user import User
from people.models.webhook import Webhook, WebhookDelivery

__all__ = [
    "ApiClient",
    "ApiToken",
    "Branch",
    "BranchOwnedQuerySet",
    "Qualification",
    "SpentCode",
    "StandIn",
    "Try",
    "User",
    "Webhook",
    "WebhookDelivery",
    "lineage_of",
]
