"""Bring other people's front-end files into `static/vendor/`, each checked against `static/vendor.json`.

They are installed, never committed: the repository holds our own work only, and what a browser gets is
still, byte for byte, what was looked at when its checksum was written down.
"""

import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
MANIFEST = BASE_DIR / "static" / "vendor.json"
INSTALLED_DIR = BASE_DIR / "node_modules"
VENDOR_DIR = BASE_DIR / "static" / "vendor"

# In the bundle: `={"X a:hover":"text-decoration:none;",…,Y:"…"};for(k in …)… .replace(/X/g,"…").replace(/Y/g,"…")`.
# A string with an escape in it does not match: there is none, and a first one has to be looked at.
STRING = r""""[^"\\]*"|'[^'\\]*'"""
RULE = re.compile(rf"({STRING}|\w+):({STRING})")
RULES = re.compile(
    rf"=\{{((?:(?:{STRING}|\w+):(?:{STRING}),?)+)\}};for\(\w+ in [^;]{{1,60}}"
    r'\.replace\(/X/g,"([^"]+)"\)\.replace\(/Y/g,"([^"]+)"\)'
)

# The minified style sheets of the components leave out what their licence asks to keep.
LICENCE_NOTICES = {
    "utrecht.css": b"/* Utrecht component CSS. Copyright Gemeente Utrecht and Frameless B.V. Licence: EUPL-1.2. */\n"
}


class VendorError(Exception):
    """A file is not what `static/vendor.json` says; the message is for whoever runs the set-up."""


@dataclass(frozen=True)
class VendorFile:
    """One file of others: where it comes from, under which licence, and what its bytes must add up to."""

    name: str
    version: str
    licence: str
    source: str  # below node_modules/
    target: str  # below static/vendor/
    sha256: str

    def read(self) -> bytes:
        """Return what is to be installed. Raise VendorError when it is missing or not what it should be."""
        path = INSTALLED_DIR / self.source
        if not path.is_file():
            raise VendorError(f"{self.source} ontbreekt in node_modules; draai 'make setup'.")
        content = path.read_bytes()
        if path.suffix == ".js" and self.target.endswith(".css"):
            content = plotly_css(content.decode()).encode()
        found = hashlib.sha256(content).hexdigest()
        if found != self.sha256:
            raise VendorError(
                f"static/vendor/{self.target} zou anders worden dan vastgelegd in static/vendor.json;"
                f" er is niets geïnstalleerd.\n  verwacht: {self.sha256}\n  gevonden: {found}\n"
                f"Klopt {self.name} {self.version} in package.json? Bekijk een ander bestand voor u het vertrouwt."
            )
        return content


def plotly_css(bundle: str) -> str:
    """Return, as a style sheet, the rules that a plotly.js bundle would add to the page by script.

    Our content security policy lets no script add rules. The bundle leaves its own out when the page links
    a sheet with `id="plotly.js-style-global" class="no-inline-styles"`. It inserts each rule before the ones
    it has, so the order is reversed here. Raise VendorError when the bundle no longer holds them in this shape.
    """
    found = RULES.search(bundle)
    if found is None:
        raise VendorError("De stijlregels staan niet meer op de bekende manier in de bundel van plotly.js.")
    rules, chart, notifier = found.groups()
    lines = [
        selector.strip("\"'").replace("X", chart).replace("Y", notifier) + " {" + declarations[1:-1] + "}"
        for selector, declarations in RULE.findall(rules)
    ]
    return "\n".join(["/* From plotly.js, Copyright Plotly, Inc., MIT licence. */", *reversed(lines), ""])


def install(manifest: Path = MANIFEST, target_dir: Path = VENDOR_DIR) -> list[VendorFile]:
    """Check every file of the manifest, then write and return them all; on a VendorError nothing is written.

    Files with one target are written after one another, in the order of the manifest: a browser then fetches
    the style sheets of thirty components at once.
    """
    files = [VendorFile(**entry) for entry in json.loads(manifest.read_text())]
    targets: dict[str, list[bytes]] = {}
    for file in files:
        targets.setdefault(file.target, []).append(file.read())
    target_dir.mkdir(parents=True, exist_ok=True)
    for target, parts in targets.items():
        (target_dir / target).write_bytes(LICENCE_NOTICES.get(target, b"") + b"\n".join(parts))
    return files


if __name__ == "__main__":
    try:
        for file in install():
            print(f"static/vendor/{file.target}: {file.name} {file.version} ({file.licence})")
    except VendorError as error:
        sys.exit(str(error))
