"""A person without a mouse: Tab to what they want, and what one then types. Works with and without JavaScript."""

import pytest
from playwright.sync_api import Locator, Page, expect

FAR = 250  # presses of Tab after which nobody goes on


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus; it must then be seen, not merely be there."""
    for _ in range(FAR):
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no way to {wanted} with the keyboard")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go to a link or button and use it; a checkbox with Space."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def fill(page: Page, wanted: Locator, text: str) -> None:
    """Go to a field, or to a list of choices, and type."""
    tab_to(page, wanted)
    page.keyboard.type(text)
