from people.models.api import ApiClient, ApiToken
from people.models.branch import Branch
from people.models.ownership import BranchOwnedQuerySet
from people.models.proof import SpentCode, Try
from people.models.user import User

__all__ = ["ApiClient", "ApiToken", "Branch", "BranchOwnedQuerySet", "SpentCode", "Try", "User"]
