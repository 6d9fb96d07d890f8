"""A page of a PDF as a picture, parts of it marked. Run as a process of its own: what breaks it breaks nothing else.

``python -m index.documents.formats.pdf.picture FILE`` reads a request as JSON from its input, writes a PNG.
"""

import io
import json
import subprocess  # nosec B404 # only for what follows
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.documents.layout import Box

MOST_PIXELS = 4_000  # to a side
SECONDS = 20
MARK = (255, 214, 92)  # multiplied with the page, so that its words stay readable
AROUND = 1.0  # points around a mark


def picture(path: Path, page: int, width: int, marks: Sequence[Box] = ()) -> bytes:
    """Return the page, counted from 1, as a PNG of that width in pixels; raises ValueError where it cannot be drawn."""
    command = [sys.executable, "-m", "index.documents.formats.pdf.picture", str(path)]
    request = json.dumps({"page": page, "width": width, "marks": list(marks)}).encode()
    try:
        done = subprocess.run(command, input=request, capture_output=True, timeout=SECONDS, check=True)  # nosec B603
    except subprocess.SubprocessError as error:
        raise ValueError(f"page {page} of {path.name} cannot be drawn") from error
    return done.stdout


def draw(path: Path, page: int, width: int, marks: Sequence[Box]) -> bytes:
    """Return a page as ``picture`` does, in this process; no side is longer than MOST_PIXELS."""
    import pypdfium2 as pdfium
    from PIL import Image, ImageChops, ImageDraw

    document = pdfium.PdfDocument(path)
    shown = document[page - 1]
    scale = min(width / shown.get_width(), MOST_PIXELS / max(shown.get_size()))
    image = shown.render(scale=scale).to_pil().convert("RGB")
    if marks:
        light = Image.new("RGB", image.size, "white")
        pen = ImageDraw.Draw(light)
        for left, top, right, bottom in marks:
            box = (left - AROUND, top - AROUND, right + AROUND, bottom + AROUND)
            pen.rectangle([scale * side for side in box], fill=MARK)
        image = ImageChops.multiply(image, light)
    image.save(written := io.BytesIO(), "PNG")
    return written.getvalue()


def main(path: str) -> None:
    asked: dict[str, Any] = json.load(sys.stdin)
    sys.stdout.buffer.write(draw(Path(path), asked["page"], asked["width"], asked["marks"]))


if __name__ == "__main__":
    main(sys.argv[1])
