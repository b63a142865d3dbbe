"""The host directory: open to all, without anyone's contact data. Search, the map, one offer, and the hosts one keeps."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from ipraktik.directory.offer_page import OfferPage
from ipraktik.directory.offer_parts import SavedOffer
from ipraktik.directory.offers import Offer
from ipraktik.directory.search import Search
from ipraktik.directory.search_parts import MORE, SearchForm, chips, municipalities, pages
from ipraktik.directory.wishes import Wish


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def offers(request):
    search = Search(request.GET, home_of(request.user))
    shown = {
        "search": search,
        "chips": chips(search),
        "pages": pages(search),
        "municipalities": municipalities(search),
        "query": search.without("municipality"),
        "saved": saved_by(request.user),
    }
    if request.htmx and not request.htmx.history_restore_request:
        part = render(request, "directory/pages/_offers.html", shown)
        part.headers["HX-Push-Url"] = search.link()  # without the fields that were left empty
        return part
    shown |= {"form": SearchForm(search), "more_is_asked": not search.asked.keys().isdisjoint(MORE)}
    return render(request, "directory/pages/offers.html", shown)


def home_of(person):
    """The municipality where this person works, as their newest wish says; an empty string where nothing does."""
    if not person.is_authenticated:
        return ""
    wishes = Wish.objects.filter(intern=person, workplace__isnull=False).order_by("-pk")
    return wishes.values_list("workplace__municipality", flat=True).first() or ""


def saved_by(person):
    if not person.is_authenticated:
        return set()
    return set(SavedOffer.objects.filter(person=person).values_list("offer", flat=True))


@login_not_required
@require_safe
def offer(request, pk):
    found = get_object_or_404(Offer.objects.visible_to(request.user).for_page().with_seats(), pk=pk)
    return render(request, "directory/pages/offer.html", {"page": OfferPage(found, request.user), "offer": found})


@require_POST
def save(request, pk):
    found = get_object_or_404(Offer.objects.visible_to(request.user), pk=pk)
    if "let-go" in request.POST:
        SavedOffer.objects.filter(person=request.user, offer=found).delete()
    else:
        SavedOffer.objects.get_or_create(person=request.user, offer=found)
    if request.htmx:
        kept = {"offer": found, "is_saved": "let-go" not in request.POST}
        return render(request, "directory/pages/_offer_save.html", kept)
    return redirect(way_back(request, found))


def way_back(request, found):
    before = request.POST.get("next", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else found.get_absolute_url()


@require_safe
def saved(request):
    numbers = saved_by(request.user)
    kept = (
        Offer.objects.filter(pk__in=numbers, state="published").with_seats().select_related("workplace__organisation")
    )
    offers = list(kept.order_by("sort_key", "pk"))
    shown = {"offers": offers, "gone": len(numbers) - len(offers), "saved": numbers}
    return render(request, "directory/pages/offers_saved.html", shown)
