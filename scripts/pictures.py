"""Make the pictures of the docs: the report on the samples, as a browser shows it.

Run it when the report looks different:

    pip install -e '.[report,browser]' && python scripts/pictures.py

It needs Chromium, found on the path or named in CHROMIUM.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from newsclean import Cleaner
from newsclean.report import entry_of, subjects, write_report

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
# As root there is no sandbox; the rest keeps the browser from looking for its maker.
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update".split()
)
# Two lines of text high.
_FADE = 56
# Samples of the gallery: what each shows.
GALLERY = {
    "17-consent-newsletter-comments": "consent",
    "13-chinese-portal": "portal",
    "10-arabic": "arabic",
    "19-glued": "glued",
    "20-page-english": "page",
}


def main() -> None:
    """Write the report on the samples and take its pictures."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder, "report.html")
        os.chdir(ROOT)
        found = list(subjects([Path("samples")]))
        work = partial(entry_of, Cleaner(), {}, {})
        # Twice: the first dumps wait for what the others find loaded, and would stand there as slow.
        list(map(work, found))
        with report.open("wb") as stream:
            write_report(stream, map(work, found))
        places = {Path(subject.id).stem: number for number, subject in enumerate(found)}  # type: ignore[union-attr]
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        take = partial(picture, browser, report)
        plea = places["02-plea-byline-teasers"]
        take("report-overview", "")
        take("report", f"#document-{plea}", block=2, view="both")
        take("report-dark", f"#document-{places['06-german']}", block=3, scheme="dark")
        take("report-phone", f"#document-{plea}", block=2, width=390, height=780)
        for sample, name in GALLERY.items():
            take(f"gallery-{name}", f"#document-{places[sample]}", view="both", width=1280, part="#reader", fades=True)
        browser.close()


def picture(
    browser: Any,
    report: Path,
    name: str,
    fragment: str,
    *,
    view: str = "dump",
    block: int | None = None,
    width: int = 1440,
    height: int = 820,
    scheme: str = "light",
    part: str = "body",
    fades: bool = False,
) -> None:
    """Take one picture; with ``fades`` its lower edge says that the page goes on."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(report.as_uri() + fragment)
    if fragment:
        page.wait_for_selector(".block")
        page.click(f"[data-view={view}]")
        page.evaluate("document.activeElement.blur()")
    if block is not None:
        page.hover(f"[data-block='{block}'] .text")
    page.wait_for_timeout(200)
    taken = page.locator(part).screenshot()
    page.close()
    # A page has few colours: a palette makes the files a third as long.
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    small = (faded(image) if fades else image).quantize(256, dither=Image.Dither.NONE)
    small.save(PICTURES / f"{name}.png", optimize=True)
    print(f"{name}.png", len(taken), (PICTURES / f"{name}.png").stat().st_size)


def faded(image: Image.Image) -> Image.Image:
    """The picture, its last lines fading into white, so that none is cut through the middle."""
    mask = Image.new("L", image.size, 0)
    for row in range(_FADE):
        mask.paste(
            255 * (row + 1) // _FADE, (0, image.height - _FADE + row, image.width, image.height - _FADE + row + 1)
        )
    return Image.composite(Image.new("RGB", image.size, "white"), image, mask)


if __name__ == "__main__":
    main()
