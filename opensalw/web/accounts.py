"""Accounts are made by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """The account adapter of allauth: nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Signing up without an invitation is not offered."""
        return False
