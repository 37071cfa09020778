"""A page with a form and one button, behind which stands one action: what was typed stays when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from gongkai.acts.action import Action, Refused


@dataclass(frozen=True)
class Page:
    """What the page says: its heading, a line below it, the button, the way back, and warnings above the form."""

    heading: str
    button: str
    back: str
    lead: str = ""
    warnings: tuple[str, ...] = ()
    done: str = "已办理。"
    danger: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None when the page is only looked at. A form without fields is sent empty."""
    return request.POST if request.method == "POST" else None


def act(
    request: HttpRequest,
    page: Page,
    form: forms.BaseForm,
    action: Callable[[dict[str, Any]], Action[Any]],
    then: Callable[[Any], HttpResponse] | None = None,
    template: str = "office/act.html",
) -> HttpResponse:
    """Show the form; when it is sent, do the action with what was typed.

    `then` answers with what the action gave; without it the person is led back, and told that it is done.
    `template` is one on `office/act.html`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = action(form.cleaned_data).perform()
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            if then is not None:
                return then(result)
            messages.success(request, page.done)
            return redirect(page.back)
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"page": page, "form": form, **page.more}, status=status)
