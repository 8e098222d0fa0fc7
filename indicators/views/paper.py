"""What can be fetched to keep: the files of a publication, each with its checksum."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views import View

from indicators import tasks
from indicators.paper.publication_files import MEDIA_TYPES, possible_forms
from indicators.paper.rendering import unavailable
from indicators.publishing.chain import find, problem_of
from programmes.choices import Bestandsvorm
from programmes.models import Publicatie, Publicatiebestand


@dataclass(frozen=True)
class Bestanden:
    """The files of a publication as a page shows them: form, label, file, what is wrong; and why a form is off."""

    rows: list[tuple[str, str, Publicatiebestand | None, str]]
    off: str
    awaited: bool


def files_of(publication: Publicatie, problem: str) -> Bestanden:
    """Return the files of a publication, each recomputed now; `problem` is what is wrong with the publication."""
    kept = {file.form: file for file in publication.bestanden.all()}
    possible = possible_forms()
    rows = []
    for form in Bestandsvorm:
        file = kept.get(form)
        wrong = "de publicatie klopt niet meer" if problem else file.problem if file else ""
        if file or form in possible:
            rows.append((str(form), str(form.label), file, wrong))
    off = "" if Bestandsvorm.PDF in kept else unavailable()
    return Bestanden(rows, off, any(file is None and not wrong for _, _, file, wrong in rows))


class BestandenView(View):
    """The files of a publication, for a page that waits until they are made; posted to, it has them made."""

    def get(self, request: HttpRequest, sha12: str) -> HttpResponse:
        """Return the part of the page that lists them."""
        publication = find(sha12)
        shown = {"publication": publication, "files": files_of(publication, problem_of(publication))}
        return render(request, "components/publication_files.html", shown)

    def post(self, request: HttpRequest, sha12: str) -> HttpResponse:
        """Have the missing ones made, and go back to where they appear."""
        publication = find(sha12)
        tasks.ask_for_publication_files(publication.pk)
        return redirect(f"{publication.get_absolute_url()}#bestanden")


def publicatie_bestand(request: HttpRequest, sha12: str, form: str) -> HttpResponseBase:
    """Return one file of a publication; refuse (409) when it, or the publication, is no longer what it was."""
    if form not in Bestandsvorm:
        raise Http404
    publication = find(sha12)
    file = publication.bestanden.filter(form=form).first()
    if file is None:
        return redirect(f"{publication.get_absolute_url()}#bestanden")
    content = file.read()
    problem = problem_of(publication) or file.problem_of(content)
    if problem:
        refusal = f"Dit bestand is niet op te halen: {problem}.\n"
        return HttpResponse(refusal, status=HTTPStatus.CONFLICT, content_type="text/plain; charset=utf-8")
    return kept_file(request, content or b"", MEDIA_TYPES[form], f"publicatie-{sha12}.{form}", file.sha256)


def kept_file(request: HttpRequest, content: bytes, media_type: str, name: str, sha256: str) -> HttpResponseBase:
    """Return a file as a download; nothing but that it is still the same, to who has it already."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-cache",  # kept by who fetched it, but asked for again: it may turn out to be broken
        "ETag": f'"{sha256}"',
    }
    answer = HttpResponse(content, content_type=media_type, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=answer) or answer
