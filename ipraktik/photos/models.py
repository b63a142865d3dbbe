"""Photos of a visit, who is in them, and what each has said yes to."""

from ipraktik.photos.depicted import Depicted, Permission
from ipraktik.photos.photos import Photo

__all__ = ["Depicted", "Permission", "Photo"]
