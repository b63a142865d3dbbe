"""What each is to do now: the first row that fits state, phase, party and condition. One clear step, or who we wait for.

A condition is the name of something a situation answers yes or no to. The first row wins, so the order is the order
in which a visit is prepared.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ipraktik.people.parties import COORDINATOR, HOST, INTERN, PARTIES, SENDER, Phase
from ipraktik.placements.lifecycle import (
    AGREED,
    CANCELLED,
    COMPLETED,
    DECLINED,
    LAPSED,
    NOT_HELD,
    PREPARING,
    SUGGESTED,
    WITHDRAWN,
)

BEFORE, DURING, AFTER = Phase.BEFORE, Phase.DURING, Phase.AFTER
BOTH, OFFICE, ALL = (INTERN, HOST), (COORDINATOR,), (*PARTIES, COORDINATOR)
ENDED = (DECLINED, WITHDRAWN, LAPSED, CANCELLED, NOT_HELD)


@dataclass(frozen=True)
class Step:
    """A row. Without a page and without moves there is nothing to do: then it says what we wait for."""

    states: tuple
    parties: tuple
    title: str
    more: str
    when: str = ""
    phases: tuple = (BEFORE, DURING, AFTER)
    page: str = ""
    label: str = ""
    moves: tuple = ()

    def fits(self, situation):
        placement = situation.placement
        return (
            placement.state in self.states
            and situation.party in self.parties
            and placement.phase in self.phases
            and (not self.when or bool(getattr(situation, self.when)))
        )


def step(states, parties, title, more, **rest):
    return Step(states if isinstance(states, tuple) else (states,), tuple(parties), title, more, **rest)


WAITING = _("We are waiting for %(missing)s.")
GOOD_ADVICE = _("It begins on %(first_day)s. Here is what helps: %(left)s good pieces of advice.")
STEPS = (
    step((PREPARING, AGREED, COMPLETED), PARTIES, _("The office has answered you"), _("Only you can read it."),
         when="has_answer_to_read", page="placement-trouble", label=_("Read the answer")),
    # a suggestion
    step(SUGGESTED, [SENDER], _("Say yes or no to the wish"), _("%(intern)s has asked you. It takes five minutes."),
         when="needs_my_consent", page="consent", label=_("Answer %(intern)s")),
    step(SUGGESTED, [INTERN], _("Do you want to visit %(host)s?"),
         _("When both of you have said yes, you plan the days together."), when="is_missing", moves=("accept", "decline")),
    step(SUGGESTED, [HOST], _("Will you receive %(intern)s?"),
         _("When both of you have said yes, you plan the days together."), when="is_missing", moves=("accept", "decline")),
    step(SUGGESTED, [HOST], _("%(contact)s answers for you"), WAITING, when="is_reserve"),
    step(SUGGESTED, BOTH, _("You have said yes"), WAITING),
    step(SUGGESTED, [SENDER], _("There is nothing for you to do yet"), _("Intern and host are answering the suggestion.")),
    step(SUGGESTED, OFFICE, _("The suggestion is waiting for an answer"), WAITING),
    # preparation
    step(PREPARING, (*BOTH, COORDINATOR), _("The agreement was not signed in time"),
         _("The first day came before everyone had signed. Set new days, or cancel."), phases=(DURING, AFTER),
         page="placement-practical", label=_("Set the days")),
    step(PREPARING, [SENDER], _("The agreement was not signed in time"),
         _("The first day came before everyone had signed. Intern and host set new days."), phases=(DURING, AFTER)),
    step(PREPARING, [SENDER], _("Say yes or no to the wish"), _("%(intern)s has a host, and is waiting for your answer."),
         when="needs_my_consent", page="consent", label=_("Answer %(intern)s")),
    step(PREPARING, BOTH, _("Agree on the days"), _("Call or write each other, and write the days here."),
         when="needs_days", page="placement-practical", label=_("Set the days")),
    step(PREPARING, BOTH, _("Write what you hope for"), _("Write on your own, and share it when you are ready."),
         when="needs_my_expectations", page="placement-expectations", label=_("Write your expectations")),
    step((PREPARING, AGREED), PARTIES, _("Say yes to a talk, or propose another time"),
         _("%(proposer)s has proposed a time to talk about the visit."), when="is_asked_to_talk", phases=(BEFORE,),
         page="placement-expectations", label=_("Answer")),
    step((PREPARING, AGREED), BOTH, _("Write what you agreed on"),
         _("You have talked. A few lines now, and nobody has to remember it."), when="needs_conclusion",
         phases=(BEFORE,), page="placement-first-conclusion", label=_("Write it")),
    step((PREPARING, AGREED), BOTH, _("Read what you agreed on"),
         _("%(writer)s has written what the talk came to. Is it right?"), when="is_asked_to_agree",
         phases=(BEFORE,), page="placement-expectations", label=_("Read it")),
    step(PREPARING, [HOST], _("Name a contact person and a reserve"), _("Two different people, so that someone is always there."),
         when="needs_people", page="placement-practical", label=_("Name the two")),
    step(PREPARING, [HOST], _("Fill the days"), _("Start from a sketch, or write it yourselves. An ordinary day is fine."),
         when="needs_itinerary", page="placement-itinerary", label=_("Write the itinerary")),
    step(PREPARING, [SENDER], _("Write what you hope for"), _("Say what the visit should give your workplace."),
         when="needs_my_expectations", page="placement-expectations", label=_("Write your expectations")),
    step(PREPARING, PARTIES, _("Read and sign the agreement"), _("Everything is in place. Read it through, and sign."),
         when="is_ready_for_me", page="placement-agreement", label=_("Read the agreement")),
    step(PREPARING, [HOST], _("%(contact)s signs for you"), WAITING, when="is_ready_and_reserve"),
    step(PREPARING, PARTIES, _("You have signed"), WAITING, when="is_ready"),
    step(PREPARING, [INTERN], _("Your manager has not said yes yet"), _("Ask %(manager)s, or send a reminder from your wish."),
         when="needs_consent", page="wish", label=_("See your wish")),
    step(PREPARING, BOTH, _("Talk about what you expect"),
         _("You have both written. Twenty minutes on the telephone make a better visit."), when="could_talk",
         page="placement-first-talk", label=_("Propose a time")),
    step(PREPARING, PARTIES, _("You have done your part for now"), "%(obstacles)s"),
    step(PREPARING, OFFICE, _("The agreement is ready to sign"), WAITING, when="is_ready"),
    step(PREPARING, OFFICE, _("They are preparing the visit"), "%(obstacles)s"),
    # the agreement stands
    step(AGREED, [HOST], _("A colleague cannot be there"), _("Find another for: %(cannot)s."), when="colleagues_who_cannot",
         phases=(BEFORE, DURING), page="placement-itinerary", label=_("See the itinerary")),
    step(AGREED, [INTERN], _("Set the homecoming talk"),
         _("Find the day with your manager now. When you are back, the calendars are full."),
         when="needs_homecoming", phases=(BEFORE,), page="placement-cover", label=_("Set the talk")),
    step(AGREED, [SENDER], _("Set the homecoming talk"),
         _("Choose the day when %(intern)s tells what the visit brought. Afterwards the calendars are full."),
         when="needs_homecoming", phases=(BEFORE,), page="placement-cover", label=_("Set the talk")),
    step(AGREED, [INTERN], _("Get ready for the journey"), GOOD_ADVICE,
         when="advice_left", phases=(BEFORE,), page="#advice", label=_("See the advice")),
    step(AGREED, [HOST], _("Get ready to receive %(intern)s"), GOOD_ADVICE,
         when="advice_left", phases=(BEFORE,), page="#advice", label=_("See the advice")),
    step(AGREED, [SENDER], _("Help %(intern)s to get away"), GOOD_ADVICE,
         when="advice_left", phases=(BEFORE,), page="#advice", label=_("See the advice")),
    step(AGREED, ALL, _("Everything is ready"), _("The visit begins on %(first_day)s."), phases=(BEFORE,)),
    step(AGREED, PARTIES, _("Read and sign the amendment"), _("Something is to be changed while the visit lasts."),
         when="has_amendment_to_sign", phases=(DURING,), page="placement-agreement", label=_("Read the amendment")),
    step(AGREED, OFFICE, _("An amendment is not signed by all"), WAITING, when="silent_on_amendments", phases=(DURING,),
         page="placement-agreement", label=_("See who is missing")),
    step(AGREED, PARTIES, _("You are in a photo"), _("Nobody else sees it before you have said yes."),
         when="is_in_a_photo", phases=(DURING, AFTER), page="placement-depicted", label=_("See it, and answer")),
    step(AGREED, [INTERN], _("Write three pieces of advice"),
         _("It is the last day. What would you do if you worked at %(host)s?"), when="advice_is_due", phases=(DURING,),
         page="placement-advice", label=_("Write the advice")),
    step(AGREED, BOTH, _("End the day with a talk"),
         _("Answer alone what surprised you. When both have answered, you see each other's words."), when="talk_due",
         phases=(DURING, AFTER), page="placement-talk", label=_("Answer")),
    step(AGREED, [HOST], _("Answer the advice from %(intern)s"), _("Say of each: done, later, or no and why."),
         when="has_advice_to_answer", phases=(DURING,), page="placement-advice", label=_("Read and answer")),
    step(AGREED, [HOST], _("Gather those whom the advice concerns"),
         _("%(intern)s gives you three pieces of advice. Finish with a talk about what each of you has wondered at."),
         when="advice_is_due", phases=(DURING,), page="placement-closing", label=_("What to talk about")),
    step(AGREED, [INTERN], _("Look, ask and wonder"), _("Write a few lines every day. In a week the details are gone."),
         phases=(DURING,), page="placement-notebook", label=_("Open the notebook")),
    step(AGREED, [HOST], _("%(intern)s is with you now"), _("End the day with a talk: what surprised each of you?"),
         phases=(DURING,), page="placement-itinerary", label=_("See the itinerary")),
    step(AGREED, [SENDER], _("Leave %(intern)s in peace"), _("Mails and calls can wait until the visit is over."),
         phases=(DURING,)),
    step(AGREED, OFFICE, _("The visit is going on"), _("We ask whether it took place when it is over."), phases=(DURING,)),
    step(AGREED, (*BOTH, COORDINATOR), _("Did the visit take place?"), _("Then we can ask how it went."),
         phases=(AFTER,), moves=("confirm", "miss")),
    step(AGREED, [SENDER], _("Welcome %(intern)s home"), _("Set time aside to hear the story, before many days have passed."),
         phases=(AFTER,)),
    # afterwards
    step((COMPLETED, NOT_HELD), OFFICE, _("Settle whether the visit took place"),
         _("Intern and host do not say the same. Call them, then settle it."), when="is_disputed",
         moves=("settle-held", "settle-missed")),
    step((COMPLETED, NOT_HELD), PARTIES, _("The office settles whether the visit took place"),
         _("Intern and host do not say the same. The office will be in touch."), when="is_disputed"),
    step(COMPLETED, [HOST], _("Answer the advice from %(intern)s"), _("Say of each: done, later, or no and why."),
         when="has_advice_to_answer", page="placement-advice", label=_("Read and answer")),
    step(COMPLETED, PARTIES, _("Tell how it went"), _("It takes five minutes, and the others learn from it."),
         when="needs_my_evaluation", page="placement-evaluate", label=_("Evaluate the visit")),
    step(COMPLETED, PARTIES, _("What has come of it since?"), _("Two short questions."),
         when="month_due", page="placement-follow-up", label=_("Answer")),
    step(COMPLETED, PARTIES, _("Thank you for telling"),
         _("Keep in touch with each other. Perhaps the next visit goes the other way.")),
    step(COMPLETED, OFFICE, _("The visit has been held"),
         _("Evaluations that have come in: %(evaluated)s. Still missing: %(silent)s. Call or write to them."),
         when="lacks_evaluations"),
    step(COMPLETED, OFFICE, _("The visit has been held"), _("Evaluations that have come in: %(evaluated)s.")),
    # it came to nothing
    step(ENDED, [INTERN], _("Find another place"), _("Your wish is still open, and there are more hosts."),
         when="wish_is_open", page="offers", label=_("See the places")),
    step(ENDED, [INTERN], _("This visit came to nothing"), _("There is nothing more to do here.")),
    step(ENDED, [HOST], _("This visit came to nothing"), _("Your offer stands, and others may ask.")),
    step(ENDED, [SENDER], _("This visit came to nothing"), _("There is nothing for you to do.")),
    step(ENDED, OFFICE, _("Help the intern on"), _("The wish is open again and needs another host."),
         when="wish_is_open", page="wish", label=_("See the wish")),
    step(ENDED, OFFICE, _("This visit came to nothing"), _("There is nothing more to do here.")),
)  # fmt: skip


@dataclass(frozen=True)
class Next:
    """A row's words and ways for one reader."""

    title: str
    more: str
    url: str
    label: str
    moves: tuple

    @property
    def asks(self):
        return bool(self.url or self.moves)


def next_step(situation):
    """The step of this reader; every state, phase and party has one."""
    row = next(row for row in STEPS if row.fits(situation))
    words = situation.words
    return Next(
        title=str(row.title) % words,
        more=str(row.more) % words,
        url=address(row.page, situation),
        label=str(row.label) % words,
        moves=row.moves,
    )


def address(page, situation):
    placement = situation.placement
    if page == "consent":
        return reverse(page, args=[placement.wish.consent.pk])
    if page == "placement-depicted":
        return reverse(page, args=[placement.pk, situation.is_in_a_photo.pk])
    if page == "wish":
        return reverse(page, args=[placement.wish_id])
    if page == "placement-follow-up":
        return reverse(page, args=[placement.pk, situation.month_due])
    if page == "placement-talk":
        return talk_page(situation)
    if page.startswith("#"):
        return reverse("placement", args=[placement.pk]) + page
    return reverse(page, args=[placement.pk] if page.startswith("placement") else []) if page else ""


def talk_page(situation):
    """The day's talk; for the host of several interns the page of them all."""
    placement, day = situation.placement, situation.talk_due.isoformat()
    if situation.has_several:
        return reverse("visit-talk", args=[placement.visit_id, day])
    return reverse("placement-talk", args=[placement.pk, day])
