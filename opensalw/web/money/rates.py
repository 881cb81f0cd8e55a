"""Rates between currencies: each of a day, by somebody's word."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.commands.money import enter_rate
from opensalw.coordination.models import Rate
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import secretariat_only
from opensalw.web.work.rounds import add_problems

from .register_forms import AMOUNT, CODE


class RateForm(forms.Form):
    """What one unit of a currency was worth in another on a day."""

    use_required_attribute = False
    currency = forms.CharField(label=gettext_lazy("One unit of"), max_length=3, widget=CODE)
    into = forms.CharField(label=gettext_lazy("was worth, in"), max_length=3, widget=CODE)
    rate = forms.DecimalField(label=gettext_lazy("Rate"), max_digits=14, decimal_places=6, widget=AMOUNT)
    on = forms.DateField(label=gettext_lazy("On the day"), widget=forms.DateInput(attrs={"type": "date"}))
    source = forms.CharField(label=gettext_lazy("Whose rate it is"), max_length=200)


@secretariat_only
def rates(request: PersonalRequest) -> HttpResponse:
    """The rates that are known, and the form to add one."""
    form = RateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            enter_rate(by=request.person, **form.cleaned_data)
            messages.success(request, _("Entered."))
            return redirect("rates")
        except Refused as refused:
            add_problems(form, refused)
    context = {"form": form, "rows": list(Rate.objects.all())}
    return render(request, "money/rates.html", context, status=422 if form.errors else 200)
