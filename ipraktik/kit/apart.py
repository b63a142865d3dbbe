"""Files that somebody has sent are opened in a process of its own, with little memory and little time and none of the
site's secrets: a broken or hostile one ends that process and nothing else.

Seen from the site: what goes in, what comes out, and the sentence for each way it may end. `opening` is the other side.
"""

import subprocess
import sys
from threading import BoundedSemaphore

AT_A_TIME = BoundedSemaphore(2)  # of this process of the site: more of them could take the machine's memory


class Refused(Exception):
    """The file is not one we can keep; `sentence` says why, and what to do."""

    def __init__(self, sentence):
        self.sentence = str(sentence)
        super().__init__(self.sentence)


def written_anew(program, sent, seconds, sentences, otherwise):
    """What the program writes of what it was sent. Raises Refused, with the sentence for how it ended."""
    command = [sys.executable, "-I", "-m", program]
    try:
        with AT_A_TIME:
            done = subprocess.run(command, input=sent, capture_output=True, timeout=seconds, env={})
    except subprocess.TimeoutExpired:
        raise Refused(sentences[otherwise]) from None
    if done.returncode:
        raise Refused(sentences.get(done.returncode, sentences[otherwise]))
    return done.stdout


def packed(parts):
    """Several files as one, each behind its length."""
    return b"".join(len(each).to_bytes(8, "big") + each for each in parts)


def unpacked(sent):
    while sent:
        length = int.from_bytes(sent[:8], "big")
        yield sent[8 : 8 + length]
        sent = sent[8 + length :]
