"""Receives files without writing them anywhere, and holds no more of them than it may."""

from functools import wraps
from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods


def takes_files(megabytes):
    """A view that files may be sent to, `megabytes` together at most: a number, or what gives one when it is asked.

    Whoever looks for the form's token reads the files on the way, and would write them to a disk: so it is looked for inside.
    """

    def decorate(view):
        inside = csrf_protect(view)

        @csrf_exempt
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def outside(request, *args, **kwargs):
            request.upload_handlers = [InMemoryOnly(megabytes() if callable(megabytes) else megabytes)]
            return inside(request, *args, **kwargs)

        return outside

    return decorate


class InMemoryOnly(FileUploadHandler):
    """Of files longer than `megabytes` together only the length is known: who sent them gets a page that says so."""

    def __init__(self, megabytes):
        super().__init__()
        self.room = megabytes * 1024 * 1024

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data, start):
        self.room -= len(raw_data)
        if self.room >= 0:
            self.content.write(raw_data)
        else:
            self.content = BytesIO()

    def file_complete(self, file_size):
        self.content.seek(0)
        about = (self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)
        return InMemoryUploadedFile(self.content, self.field_name, *about)
