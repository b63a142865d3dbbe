"""How soon the notebook is seen on a slow phone, and what it weighs on the way there.

    python benchmarks/notebook.py [--rounds 7]

A real Chromium at 390 px whose processor is slowed four times, on Chrome's “slow 3G” (400 kbit/s each way, 400 ms to
answer), against the site as it is served to others: one process, static files gathered and compressed. Each page is
opened by a browser that has never been here, one after the other in every round, so that all meet the same machine.
The peers are pages of our own in the same frame: the overview of the same placement, and the plainest page there is.
Last the notebook without any network at all, from what the device has kept.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "ipraktik.settings"
django.setup()

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from conftest import CHROMIUM, QUIET  # noqa: E402
from ipraktik import cast as the_cast  # noqa: E402
from ipraktik.kit.server import site  # noqa: E402
from ipraktik.people.sign_in import prove  # noqa: E402

NOTES = 12  # three days of four
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SEEN = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
IS_KEPT = """async () => {
  const pages = await caches.open("notebook");
  const needed = [location.href, document.querySelector("link[rel=stylesheet]").href];
  const found = await Promise.all(needed.map((each) => pages.match(each)));
  return navigator.serviceWorker.controller !== null && found.every(Boolean);
}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--measure", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        return measure(options.measure, options.rounds)
    if CHROMIUM is None:
        raise SystemExit("No Chromium was found. Install chromium, or name it with CHROMIUM=.")
    with tempfile.TemporaryDirectory() as folder:
        return apart(folder, options.rounds)


def apart(folder, rounds):
    """In a process with a database and static files of its own."""
    port = free_port()
    own = {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "IPRAKTIK_VAR": folder, "IPRAKTIK_DEBUG": "0"}
    own |= {"IPRAKTIK_URL": f"http://127.0.0.1:{port}", "IPRAKTIK_DEMO": "0", "IPRAKTIK_LOG_LEVEL": "ERROR"}
    command = [sys.executable, __file__, "--measure", str(port), "--rounds", str(rounds)]
    subprocess.run(
        [sys.executable, "-m", "ipraktik", "migrate"], env=os.environ | own, check=True, stdout=subprocess.DEVNULL
    )
    return subprocess.run(command, env=os.environ | own).returncode


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def measure(port, rounds):
    placement, cookie = a_visit_with_notes()
    server = subprocess.Popen(site("127.0.0.1", port, 1))
    try:
        wait_for(f"http://127.0.0.1:{port}/contact/")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            tell(Phone(chromium, f"http://127.0.0.1:{port}", cookie), f"/placement/{placement}/", rounds)
            chromium.close()
    finally:
        server.terminate()
        server.wait()
    return 0


def a_visit_with_notes():
    cast = the_cast.gather()
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    for number in range(NOTES):
        text = f"{number}. De spørger, hvad den næste er bekymret for, og skriver det øverst på tavlen i gangen."
        placement.notes.create(
            writer=cast["ida"], party="intern", day=timezone.localdate(), text=text, prompt="i-noticed"
        )
    prove(cast["ida"])
    client = Client()
    client.force_login(cast["ida"])
    return placement.pk, client.cookies["sessionid"].value


def wait_for(address):
    for _try in range(100):
        try:
            return urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The site did not start.")


class Phone:
    def __init__(self, chromium, site, cookie):
        self.chromium, self.site, self.cookie = chromium, site, cookie

    def new(self):
        context = self.chromium.new_context(base_url=self.site, viewport={"width": 390, "height": 844})
        context.add_cookies([{"name": "sessionid", "value": self.cookie, "url": self.site}])
        return context

    def open(self, path):
        """(milliseconds until something is seen, bytes that came) for who has never been here."""
        context = self.new()
        page, came = context.new_page(), []
        line = context.new_cdp_session(page)
        line.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
        for command, given in (
            ("Network.enable", {}),
            ("Network.emulateNetworkConditions", SLOW_3G),
            ("Emulation.setCPUThrottlingRate", {"rate": 4}),
        ):
            line.send(command, given)
        page.goto(path, timeout=120_000)
        seen, weight = page.evaluate(SEEN), sum(came)
        context.close()
        return seen, weight

    def open_without_network(self, path):
        context = self.new()
        page = context.new_page()
        page.goto(path)
        while not page.evaluate(IS_KEPT):
            page.wait_for_timeout(100)
        context.set_offline(True)
        line = context.new_cdp_session(page)
        line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.reload()
        seen = page.evaluate(SEEN)
        context.close()
        return seen, 0


def tell(phone, placement, rounds):
    pages = {
        "the notebook": lambda: phone.open(f"{placement}notebook/"),
        "peer: the placement's overview": lambda: phone.open(placement),
        "peer: our plainest page, contact": lambda: phone.open("/contact/"),
        "the notebook, without any network": lambda: phone.open_without_network(f"{placement}notebook/"),
    }
    found = {name: [] for name in pages}
    for _round in range(rounds):
        for name, opened in pages.items():
            found[name].append(opened())
    print(
        f"First paint on a slow phone (CPU ÷4, slow 3G), a first visit, median of {rounds} (least-most); kB on the wire"
    )
    for name, rows in found.items():
        seen = sorted(each / 1000 for each, _weight in rows)
        weight = statistics.median(weight for _seen, weight in rows) / 1024
        print(f"  {name:<36} {statistics.median(seen):6.2f} s  ({seen[0]:.2f}-{seen[-1]:.2f})  {weight:6.1f} kB")
    scripts = [ROOT / "ipraktik" / "static" / f"{name}.js" for name in ("notebook", "queue", "notebook-worker")]
    print(
        f"  of which scripts of its own: {sum(each.stat().st_size for each in scripts) / 1024:.1f} kB before compression"
    )


if __name__ == "__main__":
    sys.exit(main())
