"""Puts the screenshots of the last test run into the README and the help, small: `make pictures`."""

from pathlib import Path

from PIL import Image

REPOSITORY = Path(__file__).resolve().parent.parent
SCREENSHOTS = REPOSITORY / "var" / "screenshots"
WIDTH = 1000  # pixels
SCREEN = 900 / 1280  # of a page: what one sees first, as high as a screen is for its width

# Where a picture is used → the screenshot it is.
PICTURES = {
    "docs/images/overzicht.webp": "leiden-1280.jpg",
    "static/img/hulp/overzicht.webp": "leiden-1280.jpg",
    "static/img/hulp/grafiek.webp": "grafiek-1280.png",
    "static/img/hulp/invoer.webp": "leiden-invoer-1280.jpg",
    "static/img/hulp/vaststellen.webp": "leiden-vaststellen-1280.jpg",
    "static/img/hulp/eigenaren.webp": "leiden-indicatoreigenaren-1280.jpg",
}


def copy_pictures() -> None:
    """Write every picture from its screenshot, or stop at the first that the test run did not make."""
    for target, source in PICTURES.items():
        picture = Image.open(SCREENSHOTS / source).convert("RGB")
        picture = picture.crop((0, 0, picture.width, min(picture.height, round(picture.width * SCREEN))))
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
        path = REPOSITORY / target
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path, "WEBP", quality=80, method=6)


if __name__ == "__main__":
    copy_pictures()
