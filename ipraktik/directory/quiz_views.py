"""How do you travel? A few questions suggest a travel type; the answers lead on into the wish."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.models import Wish
from ipraktik.directory.wish_forms import known_answers
from ipraktik.directory.wish_words import length_in_words
from ipraktik.kit import fields, forms
from ipraktik.programme import programme

ASKED = "asked"  # in the address when the form was sent


class QuizForm(forms.Form):
    says_optional = False

    def __init__(self, data=None):
        super().__init__(data)
        for question in programme().quiz.questions.values():
            choices = [(answer.key, answer.text) for answer in question.answers.values()]
            self.fields[question.key] = fields.OneOf(label=question.text, choices=choices, required=False)

    def clean(self):
        if not any(self.cleaned_data.get(key) for key in self.fields):
            self.add_error(next(iter(self.fields)), _("Answer at least one question, then we can suggest something."))
        return self.cleaned_data


@login_not_required
def quiz(request):
    answers = known_answers(request.GET)
    form = QuizForm(request.GET if ASKED in request.GET or answers else None)
    shown = {"form": form, "result": None, "types": types(), "wish": wish_of(request)}
    if form.is_bound and form.is_valid():
        shown |= result_of(answers, shown["wish"])
    return render(request, "directory/pages/quiz.html", shown)


def result_of(answers, wish):
    key, reasons = programme().suggest_travel_type(answers)
    query = urlencode({"type": key} | answers)
    on = reverse("wish-step", args=[wish.pk, "how"]) if wish else reverse("wish-new")
    return {"result": of_type(programme().travel_types[key]), "reasons": reasons, "on": f"{on}?{query}"}


def of_type(kind):
    return {"kind": kind, "days": length_in_words(*kind.days)}


def types():
    return [of_type(kind) for kind in programme().travel_types.values()]


def wish_of(request):
    """The wish one came from, when it is one's own to change."""
    number = request.GET.get("wish", "")
    if not (request.user.is_authenticated and number.isdecimal() and len(number) < 16):
        return None
    wish = Wish.objects.visible_to(request.user).filter(pk=int(number)).first()
    return wish if wish and wish.may(request.user, "edit") else None
