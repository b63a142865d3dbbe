"""The documents taken home: by each party its own, all in an archive, evidence for the office alone."""

import json
import zipfile
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.documents.archive import INDEX
from ipraktik.documents.models import Document, fingerprint
from ipraktik.documents.tags import documents
from ipraktik.documents.test_papers import content, fresh, sign_anew
from ipraktik.notices.due import seal_signed

pytestmark = pytest.mark.django_db
PARTIES = ("ida", "hanne", "rune", "signe")


def address(placement, language="da"):
    found = Document.objects.get(version=placement.version, language=language)
    return reverse("placement-document", args=[placement.pk, found.pk])


def fetched(client, person, url):
    client.force_login(person)
    return client.get(url)


def unpacked(response):
    return zipfile.ZipFile(BytesIO(response.content))


def archive_of(client, person, placement):
    return unpacked(fetched(client, person, reverse("placement-archive", args=[placement.pk])))


def index_of(client, person, placement):
    return json.loads(archive_of(client, person, placement).read(INDEX))


def agreement_page(client, person, placement):
    client.force_login(person)
    response = client.get(reverse("placement-agreement", args=[placement.pk]))
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("key", [*PARTIES, "karl"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_each_party_and_the_office_fetch_the_document_in_each_language(client, cast, sealed, key, language):
    response = fetched(client, cast[key], address(sealed, language))

    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert response.content == content(sealed, language)
    name = f"ipraktik-{sealed.pk}-agreement-1-{language}.pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("key", ["olga", "bo", "per"])
def test_for_anyone_else_there_is_no_document_and_no_archive(client, cast, sealed, key):
    answers = [
        fetched(client, cast[key], each).status_code
        for each in (address(sealed), reverse("placement-archive", args=[sealed.pk]))
    ]

    assert answers == [404, 404]


def test_a_document_of_another_placement_is_not_reached_through_ones_own(client, cast, sealed):
    wish = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    bos = the_cast.placement(cast, "agreed", wish_=wish)
    seal_signed()
    number = Document.objects.filter(version__placement=bos)[0].pk

    response = fetched(client, cast["ida"], reverse("placement-document", args=[sealed.pk, number]))

    assert response.status_code == 404


def test_a_party_that_does_not_sign_a_paper_does_not_see_it(client, cast, sealed):
    for key in ("ida", "hanne"):
        type(sealed).objects.for_page().get(pk=sealed.pk).declare(cast[key], "")
    seal_signed()
    declaration = Document.objects.filter(version__kind="confidentiality")[0]
    path = reverse("placement-document", args=[sealed.pk, declaration.pk])

    assert fetched(client, cast["signe"], path).status_code == 404
    assert path not in str(agreement_page(client, cast["signe"], sealed))
    assert fetched(client, cast["hanne"], path).status_code == 200


def test_a_file_changed_in_the_database_is_not_handed_out(client, cast, sealed):
    Document.objects.update(pdf=b"%PDF-1.7 Noget andet")
    client.force_login(cast["ida"])

    response = client.get(address(sealed), follow=True)

    text = BeautifulSoup(response.content, "html.parser").select_one("main .alert").get_text(strip=True)
    assert text == "The file is no longer as it was made, so we do not hand it out. Tell the office."


def test_the_agreements_page_has_a_link_for_each_language_and_version_the_newest_first(client, cast, sealed):
    sign_anew(sealed, cast)
    seal_signed()

    page = agreement_page(client, cast["ida"], sealed)

    section = page.select_one("section[aria-labelledby=documents]")
    assert [each.get_text() for each in section.select("strong")] == [
        "Placement agreement, version 2",
        "Placement agreement, version 1",
    ]
    assert [(link["hreflang"], link.span["lang"]) for link in section.select("a[hreflang]")] == [
        ("da", "da"), ("en", "en"), ("da", "da"), ("en", "en"),
    ]  # fmt: skip
    for link in section.select("a"):
        assert client.get(link["href"]).status_code == 200


def test_until_it_is_sealed_the_page_says_that_it_comes_and_before_all_have_signed_nothing(client, cast):
    preparing = the_cast.placement(cast, "preparing")
    before = agreement_page(client, cast["ida"], preparing).select("section[aria-labelledby=documents]")
    agreed = the_cast.advance_from_preparing(preparing, "agreed")

    section = agreement_page(client, cast["ida"], agreed).select_one("section[aria-labelledby=documents]")

    assert before == []
    assert section.select_one("p.soft").get_text() == "The PDF is being made. It is here in a minute."
    assert section.select("a") == []


def test_the_archive_of_the_office_holds_the_documents_and_all_they_rest_on(client, cast, sealed):
    found = archive_of(client, cast["karl"], sealed)
    told = json.loads(found.read(INDEX))
    paper = told["papers"][0]

    names = [f"ipraktik-{sealed.pk}-agreement-1-{language}.pdf" for language in ("da", "en")]
    assert found.namelist() == [INDEX, *names]
    assert {name: fingerprint(found.read(name)) for name in names} == {
        name: each["sha256"] for name, each in paper["files"].items()
    }
    assert (paper["kind"], paper["version"], paper["sha256"]) == ("agreement", 1, sealed.version.sha256)
    assert paper["text"] == sealed.version.text
    assert (paper["all_signed"], paper["unchanged"]) == (True, True)
    assert [(each["name"], each["party"], each["method"]) for each in paper["signatures"]] == [
        ("Ida Lund", "intern", "signed-in"), ("Hanne Krogh", "host", "signed-in"), ("Signe Dahl", "sender", "signed-in"),
    ]  # fmt: skip
    assert {"evidence" in each for each in paper["signatures"]} == {True}
    assert (told["state"], told["terms"]["host_workplace"]) == ("agreed", "Lønservice, Region Midt")
    assert told["terms"]["first_day"] == str(sealed.visit.first_day)
    assert [each["name"] for each in told["history"]][-2:] == ["sign", "seal"]


def test_the_archive_of_a_party_holds_its_papers_without_evidence_terms_and_history(client, cast, sealed):
    for key in PARTIES:
        told = index_of(client, cast[key], sealed)

        assert sorted(told) == ["papers", "placement", "state"]
        assert [sorted(each) for each in told["papers"][0]["signatures"]] == [["at", "method", "name", "party"]] * 3


def test_the_same_archive_twice_is_the_same_to_the_byte(client, cast, sealed):
    url = reverse("placement-archive", args=[sealed.pk])

    assert fetched(client, cast["karl"], url).content == fetched(client, cast["karl"], url).content


def test_names_in_the_archive_lead_nowhere_and_name_nobody(client, cast, sealed):
    sign_anew(sealed, cast, special_terms="../../../etc/passwd")
    seal_signed()

    names = archive_of(client, cast["karl"], sealed).namelist()

    assert names == [
        INDEX,
        *(f"ipraktik-{sealed.pk}-agreement-{number}-{language}.pdf" for number in (1, 2) for language in ("da", "en")),
    ]


def test_a_text_changed_in_the_database_is_told_in_the_archive(client, cast, sealed):
    sealed.versions.update(text=sealed.version.text | {"da": "# Noget andet"})

    assert index_of(client, cast["karl"], sealed)["papers"][0]["unchanged"] is False


def test_before_there_are_documents_there_is_no_archive_and_a_sentence_says_why(client, cast):
    preparing = the_cast.placement(cast, "preparing")
    client.force_login(cast["ida"])

    response = client.get(reverse("placement-archive", args=[preparing.pk]), follow=True)

    text = BeautifulSoup(response.content, "html.parser").select_one("main .alert").get_text(strip=True)
    assert text == "There are no documents yet. They are made when all have signed."


def test_more_versions_ask_the_database_no_more(client, cast, sealed):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            index_of(client, cast["karl"], sealed)
            documents(fresh(sealed), cast["karl"])
        return len(asked)

    queries()
    one = queries()
    for number in range(3):
        sign_anew(fresh(sealed), cast, special_terms=f"Nummer {number}.")
    seal_signed()

    assert queries() == one
