"""Addresses of the account's security. Of the library's views only these: no sign-up, no mail, no others.

What changes a factor runs in one transaction, so that its ledger record is written with it or not at all.
"""

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.db import transaction
from django.urls import path

from people.portal.password import OwnPasswordView
from people.portal.security import RemoveSecurityKeyView, SecurityKeyAgainView, SecurityView

urlpatterns = [
    path("", SecurityView.as_view(), name="mfa_index"),
    path("authenticate/", base.authenticate, name="mfa_authenticate"),
    path("again/password/", reauthenticate, name="account_reauthenticate"),
    path("again/code/", base.reauthenticate, name="mfa_reauthenticate"),
    path("again/key/", SecurityKeyAgainView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("app/add/", transaction.atomic(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", transaction.atomic(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("keys/add/", transaction.atomic(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "keys/<int:pk>/remove/",
        transaction.atomic(RemoveSecurityKeyView.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/",
        transaction.atomic(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("password/", OwnPasswordView.as_view(), name="own_password"),
]
