"""What people wrote is kept, whole; what their mail programs add to it is not."""

import time

import pytest

from ipraktik.replies.html_text import text_of
from ipraktik.replies.quoting import own_words

SAMPLES = {
    "Gmail, Danish": (
        "Jeg kommer kl. 9.\n\nDen tir. 3. nov. 2026 kl. 09.12 skrev X <\nsvar@x.example>:\n\n> Hej Ida\n>\n> Hvornår?\n",
        "Jeg kommer kl. 9.",
    ),
    "Gmail, English": (
        "I come at nine.\n\nOn Tue, Nov 3, 2026 at 9:12 AM Ipraktik <svar+0a1b@ipraktik.example> wrote:\n\n> Hello Ida\n",
        "I come at nine.",
    ),
    "Outlook, Danish": (
        "Det passer fint.\n\nVenlig hilsen\nHanne Krogh\nAfdelingsleder\n\n________________________________\n"
        "Fra: Ipraktik <svar@ipraktik.example>\nSendt: 3. november 2026 09:12\nTil: Hanne Krogh\nEmne: Et besøg\n\nHej Hanne\n",
        "Det passer fint.",
    ),
    "Outlook, English": (
        "That suits us.\n\nFrom: X <svar@x.example>\nSent: Tuesday, 3 November 2026 9:12\nTo: Hanne\nSubject: A visit\n\nHello",
        "That suits us.",
    ),
    "Outlook of old": ("Ja.\n\n-----Oprindelig meddelelse-----\nFra: Ipraktik\nEmne: Et besøg\n\nHej", "Ja."),
    "Apple Mail, Danish": (
        "Vi ses!\n\nSendt fra min iPhone\n\nDen 3. nov. 2026 kl. 09.12 skrev Ipraktik <svar@ipraktik.example>:\n\n> Hej",
        "Vi ses!",
    ),
    "Outlook on a phone": ("Ok\n\nHent Outlook til iOS\n________________________________\nFra: X\nTil: Y\n\nHej", "Ok"),
    "Thunderbird": ("Tak.\n\nDen 03.11.2026 kl. 09.12 skrev Ipraktik:\n> Hej", "Tak."),
    "answers between": ("> Hvornår?\nKl. 9.\n> Hvor?\nVed porten.", "Kl. 9.\nVed porten."),
    "answer below": (
        "On Tue, 3 Nov 2026 at 9:12, X <a@b.example> wrote:\n> When?\n> Where?\n\nAt nine, by the gate.",
        "At nine, by the gate.",
    ),
    "signature after dashes": ("Ja tak.\n-- \nIda Lund\nLønkontoret", "Ja tak."),
    "after the signature": (
        "Ja tak.\n\nMvh Ida\n12 34 56 78\n\nPS. Tag madpakke med.",
        "Ja tak.\n\nPS. Tag madpakke med.",
    ),
    "nothing but a quotation": ("> Hej Ida\n> Hvornår?", ""),
}
WHOLE = {
    "thanks in the middle": "Hej Hanne\n\nTak for din besked.\nHilsen fra os alle, og husk gummistøvler til mandag.",
    "a list": "Jeg tager med:\n- sko\n- madpakke\n\nEr der mere?",
    "wrote, and a colon": "Jeg skrev kl. 9.30 til dem:\nKom i morgen.",
    "from, and a colon": "Fra: Aarhus kl. 7.\nDet er den eneste bus.",
    "on, and a colon": "On Monday I wrote to them:\nthey come.",
    "best regards as a sentence": "Best wishes for the day you move to the new house on the hill!\nSee you.",
    "a greeting first": "Hilsen\nfra en glad praktikant",
    "dashes in a row": "Før\n---\nEfter",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_quotations_and_signatures_are_cut(name):
    said, expected = SAMPLES[name]

    assert own_words(said) == expected
    assert own_words(said.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize("name", WHOLE)
def test_what_only_looks_like_one_stays(name):
    assert own_words(WHOLE[name]) == WHOLE[name]


@pytest.mark.parametrize(
    "text",
    [
        "a " * 50_000,
        "> " * 50_000,
        "1\n" * 50_000,
        ("den 1. 9.30 skrev " * 20 + ":\n") * 270,
        "<" * 100_000,
        "fra:\n" * 20_000,
    ],
)
def test_nobody_can_write_so_that_reading_takes_long(text):
    begun = time.process_time()

    own_words(text)

    assert time.process_time() - begun < 1


HTML = {
    "Gmail": (
        '<div dir="ltr">Jeg kommer.<br><br>Hilsen mig</div><div class="gmail_quote"><div class="gmail_attr">Den tir. 3. nov. '
        "2026 kl. 09.12 skrev Ipraktik &lt;svar@x.example&gt;:<br></div><blockquote><div>Hej Ida</div></blockquote></div>",
        "Jeg kommer.",
    ),
    "Outlook": (
        "<html><head><style>p {color: red}</style></head><body><p>Det passer <b>fint</b>.</p><p>&nbsp;</p>"
        '<div id="divRplyFwdMsg"><b>Fra:</b> Ipraktik<br><b>Sendt:</b> i dag</div><div>Hej Hanne</div></body></html>',
        "Det passer fint.",
    ),
    "Apple": ('Ja<br><blockquote type="cite"><div>Den 3. nov.</div><div>Hej</div></blockquote>', "Ja"),
    "hidden": ('<div style="display: none">skjult</div><p>Synligt</p><script>alert(1)</script>', "Synligt"),
    "broken": ("<p>Et<p>To</b></div><table><tr><td>Tre", "Et\n\nTo\n\nTre"),
    "several lines": ("<div>Et</div><div>To</div><p>Tre</p>", "Et\n\nTo\n\nTre"),
}


@pytest.mark.parametrize("name", HTML)
def test_a_mail_of_html_alone_is_read_too(name):
    said, expected = HTML[name]

    found = own_words(text_of(said))

    assert [line for line in found.split("\n") if line] == [line for line in expected.split("\n") if line]
