"""The programme: reads and checks its folder of data, and gives every text by its key."""

from .current import programme, text
from .loader import load
from .problems import ProgrammeError
from .words import Text

__all__ = ["ProgrammeError", "Text", "load", "programme", "text"]
