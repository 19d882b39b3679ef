"""Links as QR codes, drawn as SVG."""

import io

import segno
from segno.encoder import DataOverflowError

from geoservice.errors import InputError

_QUIET_MODULES = 4  # the white around it that readers need: ISO/IEC 18004


def qr_svg(link: str) -> str:
    """Return the QR code of a link as an SVG element, as robust as its size allows."""
    try:
        code = segno.make(link, error="l", micro=False, boost_error=True)
    except DataOverflowError:
        raise InputError(
            "A link of {count} characters is too long for a QR code; ask for fewer stops.",
            count=len(link),
        ) from None
    drawn = io.BytesIO()
    code.save(
        drawn,
        kind="svg",
        border=_QUIET_MODULES,
        light="#fff",
        xmldecl=False,
        omitsize=True,
        nl=False,
    )
    return drawn.getvalue().decode()
