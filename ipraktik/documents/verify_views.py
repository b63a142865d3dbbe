"""The page where anyone may ask whether a document is one of ours. Nothing that is sent is kept."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ipraktik.documents.certificate import is_demo
from ipraktik.documents.verifying import MEGABYTES, verify
from ipraktik.kit.fields import UploadField
from ipraktik.kit.forms import Form
from ipraktik.kit.uploads import takes_files


class FileForm(Form):
    file = UploadField(
        label=_("The document"),
        help_text=_("The PDF as you got it, at most 10 MB. We read it, answer, and keep nothing."),
        missing=_("Choose the PDF you want to check."),
        megabytes=MEGABYTES,
        allow_empty_file=True,
    )


@login_not_required
@takes_files(MEGABYTES)
def verify_page(request):
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    verdict = verify(form.cleaned_data["file"].read()) if form.is_bound and form.is_valid() else None
    return render(request, "documents/pages/verify.html", {"form": form, "verdict": verdict, "is_demo": is_demo()})
