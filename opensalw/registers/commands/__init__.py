"""Every way the things of registers change."""

from .components import fit, record_component, remove
from .consulting import consulted
from .holders import erase_holder, inspect, record_holder
from .lives import correct, happened, withdraw_step
from .permits import expire_permits, grant, refuse_permit_to, renew, withdraw
from .seconds import confirm, decline, propose_category, propose_deactivation, propose_merge
from .weapons import add_mark, correct_field, inherit, register, report_missing, transfer

__all__ = [
    "add_mark",
    "confirm",
    "consulted",
    "correct",
    "correct_field",
    "decline",
    "erase_holder",
    "expire_permits",
    "fit",
    "grant",
    "happened",
    "inherit",
    "inspect",
    "propose_category",
    "propose_deactivation",
    "propose_merge",
    "record_component",
    "record_holder",
    "refuse_permit_to",
    "register",
    "remove",
    "renew",
    "report_missing",
    "transfer",
    "withdraw",
    "withdraw_step",
]
