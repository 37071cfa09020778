"""The code on a sheet that leads a telephone to the public page."""

from __future__ import annotations

from io import BytesIO

import segno

QUIET_ZONE = 4
"""So many modules around a code stay white (GB/T 18284)."""


def code_of(address: str) -> str:
    """A QR code as SVG, its quiet zone included. It can be read with up to 15 % of it lost (level M)."""
    out = BytesIO()
    segno.make_qr(address, error="m").save(
        out, kind="svg", border=QUIET_ZONE, xmldecl=False, svgclass=None, lineclass=None, light="#fff"
    )
    return out.getvalue().decode()
