"""What this program is made of, as CycloneDX: every package of the lock file and every file of others for the browser.

`make sbom` writes var/sbom/leidenmo.cdx.json: what production runs, with versions, licences and checksums. It is made
of the locks themselves (requirements.txt, static/vendor.json), not of what happens to be installed.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent
MADE = BASE_DIR / "var" / "sbom" / "leidenmo.cdx.json"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)([^\n]*(?:\n    --hash[^\n]*)*)", re.MULTILINE)
HASH = re.compile(r"sha256:([0-9a-f]{64})")

# How licences are named where they are not named as SPDX does.
SPDX = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# What a package says in words of its own, read by a person.
READ = {
    "atheris": "Apache-2.0",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0",
    "qrcode": "BSD-3-Clause",
    "uritemplate": "BSD-3-Clause OR Apache-2.0",
    # One of three, as we choose.
    "pyphen": "LGPL-2.1-or-later",
    # Only for systems and Pythons that this one is not; their licences are those of their projects.
    "async-timeout": "Apache-2.0",
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "aiosmtpd": "Apache-2.0",
}


@dataclass(frozen=True)
class Onderdeel:
    """One thing of others: where it is from, its version, its licence as SPDX names it, its SHA-256 checksums."""

    registry: str  # pypi or npm
    name: str
    version: str
    licence: str
    checksums: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Return its address among all packages: https://github.com/package-url/purl-spec."""
        name = self.name.replace("@", "%40") if self.registry == "npm" else self.name.lower().replace("_", "-")
        return f"pkg:{self.registry}/{name}@{self.version}"


def python_packages(lock: Path) -> Iterator[Onderdeel]:
    """Yield the packages of a lock file."""
    for name, version, rest in LOCKED.findall(lock.read_text(encoding="utf-8")):
        yield Onderdeel("pypi", name, version, licence_of(name), tuple(HASH.findall(rest)))


def browser_files(listed: Path) -> Iterator[Onderdeel]:
    """Yield the packages of which files are served to browsers, each once, with the checksums of those files."""
    files: dict[tuple[str, str, str], list[str]] = {}
    for file in json.loads(listed.read_text(encoding="utf-8")):
        files.setdefault((file["name"], file["version"], file["licence"]), []).append(file["sha256"])
    for (name, version, licence), checksums in files.items():
        yield Onderdeel("npm", name, version, licence, tuple(checksums))


def licence_of(package: str) -> str:
    """Return the licence of an installed package as SPDX names it; nothing when it says none."""
    if package in READ:
        return READ[package]
    try:
        told = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return ""
    if expression := told.get_all("License-Expression"):
        return str(expression[0])
    classifiers = [text.split(" :: ")[-1] for text in told.get_all("Classifier") or [] if text.startswith("License ::")]
    named = sorted({SPDX.get(words, words) for words in classifiers if words != "OSI Approved"})
    words = "".join(told.get_all("License") or []).strip().splitlines()
    return " OR ".join(named) or (SPDX.get(words[0], words[0]) if words else "")


def parts() -> list[Onderdeel]:
    """Return everything of others that production runs or serves."""
    python, browser = python_packages(BASE_DIR / "requirements.txt"), browser_files(BASE_DIR / "static" / "vendor.json")
    return sorted([*python, *browser], key=lambda part: part.purl)


def document(of: list[Onderdeel]) -> dict[str, Any]:
    """Return a CycloneDX 1.6 document; the same for the same parts."""
    ours = {"type": "application", "bom-ref": "leidenmo", "name": "leidenmo", "licenses": [{"expression": "EUPL-1.2"}]}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": ours},
        "components": [_component(part) for part in of],
        "dependencies": [{"ref": "leidenmo", "dependsOn": [part.purl for part in of]}],
    }


def _component(part: Onderdeel) -> dict[str, Any]:
    """Return a part as a component. A package has a file for each system, so its checksums are of distributions."""
    group, _, name = part.name.rpartition("/")
    said: dict[str, Any] = {"type": "library", "bom-ref": part.purl, "name": name, "version": part.version}
    if group:
        said["group"] = group
    if part.licence:
        said["licenses"] = [{"expression": part.licence}]
    said["purl"] = part.purl
    said["externalReferences"] = [
        {
            "type": "distribution",
            "url": f"https://pypi.org/project/{part.name}/{part.version}/"
            if part.registry == "pypi"
            else f"https://www.npmjs.com/package/{part.name}/v/{part.version}",
            "hashes": [{"alg": "SHA-256", "content": checksum} for checksum in part.checksums],
        }
    ]
    return said


def main() -> int:
    """Write the document and say what is in it."""
    of = parts()
    MADE.parent.mkdir(parents=True, exist_ok=True)
    MADE.write_text(json.dumps(document(of), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(of)} onderdelen van anderen in {MADE.relative_to(BASE_DIR)}, per licentie:")
    licences = sorted({part.licence or "(geen)" for part in of})
    for licence in licences:
        names = [part.name for part in of if (part.licence or "(geen)") == licence]
        print(f"{len(names):4}  {licence}: {', '.join(names)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
