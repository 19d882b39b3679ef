"""Pictures for tests, drawn on the spot."""

import io

from PIL import Image


def a_picture(*, size: tuple[int, int] = (64, 48), format: str = "JPEG", **more: object) -> bytes:
    """Return a picture file with a gradient in it; `more` is handed to Pillow."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    written = io.BytesIO()
    picture.save(written, format, **more)
    return written.getvalue()
