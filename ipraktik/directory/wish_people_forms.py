"""Who the intern is, where they work, and who says yes for the workplace."""

from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.directory.wish_forms import Step
from ipraktik.kit.fields import EmailField, TextField
from ipraktik.kit.forms import Form
from ipraktik.people.models import Person
from ipraktik.people.workplace_forms import WorkplaceForm

OWN_MANAGER = _("Name someone else than yourself: your nearest manager says yes or no on behalf of your workplace.")


class AboutForm(Step, Form):
    name = TextField(label=_("Your name"), max_length=120, missing=_("Write your name."))
    title = TextField(
        label=_("Your job"),
        help_text=_("As payroll officer or head teacher."),
        max_length=120,
        missing=_("Write what you do."),
    )
    phone = TextField(label=_("Phone"), max_length=40, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["phone"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}
        self.fields["phone"].free_text = False

    def known(self):
        intern = self.wish.intern
        return {"name": intern.name, "title": intern.title, "phone": intern.phone}

    def save(self):
        intern = self.wish.intern
        for name, value in self.cleaned_data.items():
            if name in self.known():
                setattr(intern, name, value)
        intern.save(update_fields=["name", "title", "phone"])


class Managed:
    """Who the nearest manager is: never the intern."""

    def known_manager(self):
        wish = self.wish
        if wish.manager is None:
            return {}
        is_asked = wish.state != lifecycle.DRAFT  # and so known to the intern
        return {
            "manager_name": wish.manager_name or (wish.manager.name if is_asked else ""),
            "manager_email": wish.manager.email,
        }

    def clean_manager_email(self):
        email = self.cleaned_data["manager_email"].lower()
        if email == self.wish.intern.email:
            self.add_error("manager_email", OWN_MANAGER)
        return email

    def manager(self):
        """The columns that say who it is."""
        name, email = self.cleaned_data["manager_name"], self.cleaned_data["manager_email"]
        return {"manager": Person.objects.known_as(email, name), "manager_name": name}


class ManagerForm(Step, Managed, Form):
    manager_name = TextField(
        label=_("Your nearest manager's name"), max_length=120, missing=_("Write your nearest manager's name.")
    )
    manager_email = EmailField(
        label=_("Your nearest manager's e-mail"),
        help_text=_("We ask your manager by e-mail. An account is not needed."),
        missing=_("Write your nearest manager's e-mail."),
    )

    def known(self):
        return self.known_manager()

    def save(self):
        self.write(**self.manager())


class WorkplaceStepForm(Step, Managed, WorkplaceForm):
    manager_name = ManagerForm.base_fields["manager_name"]
    manager_email = ManagerForm.base_fields["manager_email"]

    def __init__(self, data=None, *, wish, **kwargs):
        super().__init__(data, wish=wish, workplace=wish.workplace, can="may_send", **kwargs)

    def known(self):
        return self.known_manager()

    def save(self):
        self.write(workplace=self.save_workplace(), **self.manager())
