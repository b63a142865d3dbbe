"""How many photos a second become ours, and the most memory it takes, beside plain Pillow in one process.

    python benchmarks/photos.py

A JPEG and a HEIC of 12 megapixels, as a phone makes them: drawn, with noise, so that they weigh some megabytes. `ours` is
the whole way of a photo once it has arrived: opened apart, written large and small, on the disk and in the database
(SQLite). `peer` is Pillow in its own process, started once: open, thumbnail, save as WebP, both sizes; it trusts the file.
Memory is the most that the process which opens the file has held (VmHWM).
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
KINDS, SIZE, PHOTOS = ("JPEG", "HEIF"), (4032, 3024), 10


def main():
    if len(sys.argv) > 1:
        return {"draw": draw, "ours": ours, "peer": peer, "open": held}[sys.argv[1]](*sys.argv[2:])
    with tempfile.TemporaryDirectory() as folder:
        surroundings = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "IPRAKTIK_VAR": folder}
        run = lambda *words: subprocess.run([sys.executable, __file__, *words], env=surroundings, check=True)  # noqa: E731
        run("draw", folder)
        print(f"{PHOTOS} photos of {SIZE[0] * SIZE[1] / 1e6:.0f} megapixels, one after the other", flush=True)
        for kind in KINDS:
            path = f"{folder}/photo.{kind}"
            print(f"\n{kind}, {Path(path).stat().st_size / 1e6:.1f} MB", flush=True)
            for what in ("ours", "peer", "open"):
                run(what, path)
    return 0


def draw(folder):
    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener()
    shades = [Image.linear_gradient("L").rotate(turn).resize(SIZE) for turn in (0, 90, 180)]
    picture = Image.blend(Image.merge("RGB", shades), Image.effect_noise(SIZE, 30).convert("RGB"), 0.12)
    for kind in KINDS:
        picture.save(f"{folder}/photo.{kind}", kind, quality=85)


def ours(path):
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "ipraktik.settings"
    django.setup()
    from uuid import uuid4

    from django.core.management import call_command

    from ipraktik.kit.pictures import write_anew
    from ipraktik.photos.models import Photo

    call_command("migrate", verbosity=0)
    placement, by = a_visit()
    content, told = Path(path).read_bytes(), {"use": "own", "has_people": False, "day": placement.visit.first_day}
    per_second("ours, apart and kept", lambda: Photo.objects.take(placement, by, uuid4(), write_anew(content), **told))
    return 0


def a_visit():
    from django.utils import timezone

    from ipraktik import cast as the_cast
    from ipraktik.placements.models import Placement

    cast = the_cast.gather()
    made = Placement.objects.first() or the_cast.placement(cast, "agreed")
    the_cast.move_in_time(made, (timezone.localdate() - made.visit.first_day).days)
    return Placement.objects.for_page().get(pk=made.pk), cast["ida"]


def peer(path):
    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener()
    content = Path(path).read_bytes()

    def plain():
        picture = Image.open(BytesIO(content))
        for longest in (1600, 480):
            picture.thumbnail((longest, longest))
            picture.save(f"{path}-{longest}.webp", "WEBP", quality=80)

    per_second("peer: plain Pillow, in one process", plain)
    print(f"  {'memory, peer':<36} {most(resource.RUSAGE_SELF):8.0f} MB", flush=True)
    return 0


def held(path):
    """In a process that has held nothing before: what the one it starts takes at most."""
    from ipraktik.kit.picture_reader import MEMORY

    with open(path, "rb") as file:
        subprocess.run([sys.executable, "-I", "-m", "ipraktik.kit.picture_reader"], stdin=file, stdout=-3, check=True)
    limit = f"of {MEMORY // 2**20} MB of addresses"
    print(f"  {'memory, ours: the opening process':<36} {most(resource.RUSAGE_CHILDREN):8.0f} MB  {limit}", flush=True)
    return 0


def most(whose):
    return resource.getrusage(whose).ru_maxrss / 1024


def per_second(what, deed):
    deed()
    begun = time.perf_counter()
    for _number in range(PHOTOS):
        deed()
    taken = time.perf_counter() - begun
    print(f"  {what:<36} {PHOTOS / taken:8.2f} a second  {taken / PHOTOS * 1000:7.0f} ms each", flush=True)


if __name__ == "__main__":
    sys.exit(main())
