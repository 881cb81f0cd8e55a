"""How the office answers: pages with their tabs, forms that keep what was typed, secrets that nobody stores."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from opensalw.core.refusal import Refused

from .words import tabs

Result = TypeVar("Result")


class Form(forms.Form):
    """A form whose fields stand without a suffix, as the look's labels carry none."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})  # type: ignore[arg-type]


def page(
    request: HttpRequest, template: str, facts: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of the office with the tabs that this person may open."""
    return render(request, f"office/{template}", {"tabs": tabs(request), **(facts or {})}, status=status)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest, template: str, form: forms.Form, facts: Mapping[str, object] | None = None
) -> HttpResponse:
    """A page with a form: 200 when it is fresh, 422 when something is to be mended."""
    status = 422 if form.is_bound and form.errors else 200
    return page(request, template, {"form": form, **(facts or {})}, status=status)


def tried(form: forms.Form, act: Callable[[], Result]) -> Result | None:
    """Do ``act``; a refusal or a wrong value becomes an error of the form's field, and None comes back."""
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
    except ValidationError as wrong:
        for name, reasons in _by_field(wrong).items():
            form.add_error(name if name in form.fields else None, reasons)
    return None


def _by_field(wrong: ValidationError) -> dict[str, list[str]]:
    return wrong.message_dict if hasattr(wrong, "error_dict") else {"": wrong.messages}


def unkept(response: HttpResponse, *, has_form: bool = False) -> HttpResponse:
    """A page that holds a secret: no cache keeps it and no address is passed on.

    A page with a form keeps the usual policy of referrers: without any, browsers send the form with
    ``Origin: null``, which is refused.
    """
    patch_cache_control(response, no_store=True, private=True)
    if not has_form:
        response["Referrer-Policy"] = "no-referrer"
    return response
