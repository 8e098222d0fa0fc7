"""The template to load a budget with: chosen by its document, as a workbook (Excel, OpenDocument) or a CSV."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.generic import View

from indicators.imports.loading import PERMISSION
from indicators.sjabloon import files
from indicators.sjabloon.content import sjabloon
from indicators.sjabloon.ods import as_ods
from programmes.models import Document

FORMS = {"xlsx": files.as_xlsx, "ods": as_ods, "csv": files.as_csv}


class SjabloonView(PermissionRequiredMixin, View):
    """The documents of which a template can be had, or with `document` and `als` in the address the file itself."""

    permission_required = PERMISSION

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the page or the file."""
        form = request.GET.get("als", "")
        if form not in FORMS:
            documents = Document.objects.in_cycle_order().reverse()
            return render(request, "indicators/sjabloon.html", {"documents": documents})
        document = Document.objects.of_key(request.GET.get("document", "")).first()
        if document is None:
            raise Http404
        template = sjabloon(document)
        answer = FORMS[form](template)
        answer.headers["Content-Disposition"] = f'attachment; filename="{files.name_of(template)}.{form}"'
        return answer
