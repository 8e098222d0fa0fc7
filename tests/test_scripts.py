"""What our scripts never do: run text, or name a property by what somebody typed (prototype pollution)."""

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

SCRIPTS = sorted((REPOSITORY / "static" / "js").glob("*.js"))
NEVER = re.compile(
    r"\beval\(|new Function|document\.write|__proto__|\.prototype\b|constructor\s*\[|setTimeout\(\s*[\"'`]"
    r"|for\s*\(\s*(?:const|let|var)\s+\w+\s+in\b"
)
NAMED_BY_DATA = re.compile(r"\[\s*[A-Za-z_$][^\]]*\]\s*=(?!=)")
# Properties that are named by a variable, with what that variable can be.
BY_OUR_OWN_WORD = {"grid.js": ["[what] ="]}  # a word of ours, in the calls of `wait`


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_runs_no_text_and_lets_no_data_name_a_property(script: Path) -> None:
    text = script.read_text(encoding="utf-8")

    assert NEVER.findall(text) == []
    assert NAMED_BY_DATA.findall(text) == BY_OUR_OWN_WORD.get(script.name, [])


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) > 8
