"""Finding a workplace while one types: the part of the form that the button shows too."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from ipraktik.people.workplace_forms import FIND, WorkplaceForm


@require_GET
def find(request):
    form = WorkplaceForm({"find": request.GET.get("find", ""), "chosen": request.GET.get("chosen", ""), FIND: "1"})
    return render(request, "people/pages/_workplace_found.html", {"form": form})
