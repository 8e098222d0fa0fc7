"""Other people's files for the browser: what was looked at, byte for byte, or not at all."""

import hashlib
import json
from pathlib import Path

import pytest

from leidenmo import vendor

RULES = '={"X a":"color:red;","Y":"width:1px;"};for(k in q){r(k.replace(/X/g,".chart").replace(/Y/g,".note"),q[k])}'


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A node_modules with one library."""
    modules = tmp_path / "node_modules"
    (modules / "lib").mkdir(parents=True)
    (modules / "lib" / "lib.js").write_text("var a = 1;")
    monkeypatch.setattr(vendor, "INSTALLED_DIR", modules)
    return tmp_path


def manifest(folder: Path, sha256: str) -> Path:
    """Write a manifest of that library with this checksum."""
    entry = {"name": "lib", "version": "1.0.0", "licence": "MIT", "source": "lib/lib.js", "target": "lib.js"}
    path = folder / "vendor.json"
    path.write_text(json.dumps([{**entry, "sha256": sha256}]))
    return path


def test_file_with_the_right_checksum_is_installed(installed: Path) -> None:
    right = hashlib.sha256(b"var a = 1;").hexdigest()

    vendor.install(manifest(installed, right), installed / "static")

    assert (installed / "static" / "lib.js").read_text() == "var a = 1;"


def test_file_with_another_checksum_is_refused_and_nothing_is_written(installed: Path) -> None:
    with pytest.raises(vendor.VendorError, match="er is niets geïnstalleerd"):
        vendor.install(manifest(installed, "0" * 64), installed / "static")

    assert not (installed / "static").exists()


def test_file_that_is_missing_is_named(installed: Path) -> None:
    (installed / "node_modules" / "lib" / "lib.js").unlink()

    with pytest.raises(vendor.VendorError, match="ontbreekt"):
        vendor.install(manifest(installed, "0" * 64), installed / "static")


def test_rules_that_plotly_would_add_by_script_become_a_sheet() -> None:
    sheet = vendor.plotly_css(RULES)

    assert sheet.splitlines()[1:] == [".note {width:1px;}", ".chart a {color:red;}"]


def test_bundle_without_those_rules_is_refused() -> None:
    with pytest.raises(vendor.VendorError, match="niet meer op de bekende manier"):
        vendor.plotly_css("var a = 1;")


def test_manifest_of_the_project_names_what_package_json_installs() -> None:
    wanted = json.loads((vendor.BASE_DIR / "package.json").read_text())["dependencies"]
    files = json.loads(vendor.MANIFEST.read_text())

    assert {file["name"]: file["version"] for file in files} == wanted
