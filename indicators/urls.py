"""The addresses of the pages."""

from django.urls import path, register_converter
from django.views.generic import TemplateView

from indicators import audit
from indicators.choices import Stand
from indicators.views import (
    catalog,
    controller,
    council,
    deadlines,
    deviation,
    documents,
    embedding,
    grid,
    history,
    hulp,
    indicator_owners,
    kolommen,
    laden,
    norm,
    officer,
    owners,
    paper,
    printouts,
    publications,
    report,
    sjabloon,
    targets,
)
from programmes.years import FIRST_YEAR, LAST_YEAR


class YearConverter:
    """A calendar year this program can be about."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """Return the year, or raise ValueError so that the address is not found."""
        year = int(value)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(value)
        return year

    def to_url(self, value: int) -> str:
        """Return the year as it stands in an address."""
        return str(value)


class StandConverter:
    """One of the two stands."""

    regex = "|".join(Stand.values)

    def to_python(self, value: str) -> str:
        """Return the stand."""
        return value

    def to_url(self, value: str) -> str:
        """Return the stand as it stands in an address."""
        return value


class Sha12Converter:
    """The beginning of a checksum, by which a publication is known."""

    regex = "[0-9a-f]{12}"

    def to_python(self, value: str) -> str:
        """Return it."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it stands in an address."""
        return value


class RolConverter:
    """A role that there is help for."""

    regex = "|".join(hulp.ROLES)

    def to_python(self, value: str) -> str:
        """Return the role."""
        return value

    def to_url(self, value: str) -> str:
        """Return the role as it stands in an address."""
        return value


register_converter(YearConverter, "year")
register_converter(Sha12Converter, "sha12")
register_converter(StandConverter, "stand")
register_converter(RolConverter, "rol")

urlpatterns = [
    path("", council.DashboardView.as_view(), name="dashboard"),
    path("programma/<slug:slug>/", council.ProgrammaView.as_view(), name="programma"),
    path("beleidsterrein/<slug:slug>/", council.BeleidsterreinView.as_view(), name="beleidsterrein"),
    path("effectindicator/<slug:slug>/", council.EffectindicatorView.as_view(), name="effectindicator"),
    path("effectindicator/<slug:slug>/trendbreuk/", controller.TrendbreukView.as_view(), name="trendbreuk"),
    path("effectindicator/<slug:slug>/<year:year>/<stand:stand>/", council.light_fragment, name="stoplicht"),
    path("effectindicator/<slug:slug>/<year:year>/afwijking/", deviation.AfwijkingView.as_view(), name="afwijking"),
    path("inbedden/effectindicator/<slug:slug>.svg", embedding.indicator_svg, name="inbedden_svg"),
    path("inbedden/effectindicator/<slug:slug>/", embedding.indicator_frame, name="inbedden"),
    path("documenten/", documents.DocumentenView.as_view(), name="documenten"),
    path("documenten/nieuw/", documents.DocumentNieuwView.as_view(), name="document_nieuw"),
    path("documenten/<int:pk>/", documents.DocumentView.as_view(), name="document"),
    path("documenten/<int:pk>/termijnen/", deadlines.TermijnenView.as_view(), name="termijnen"),
    path("laden/", laden.LadenView.as_view(), name="laden"),
    path("laden/sjabloon/", sjabloon.SjabloonView.as_view(), name="sjabloon"),
    path("laden/<int:pk>/kolommen/", kolommen.KolommenView.as_view(), name="kolommen"),
    path("laden/<int:pk>/", laden.LadingView.as_view(), name="lading"),
    path("laden/<int:pk>/voortgang/", laden.VoortgangView.as_view(), name="lading_voortgang"),
    path("laden/<int:pk>/bestand/", laden.BestandView.as_view(), name="lading_bestand"),
    path("te-laat/", deadlines.TeLaatView.as_view(), name="te_laat"),
    path("stoplichtnorm/", norm.StoplichtnormView.as_view(), name="stoplichtnorm"),
    path("stoplichtnorm/<int:pk>/", norm.NormvoorstelView.as_view(), name="normvoorstel"),
    path("vaststellen/", controller.VaststellenView.as_view(), name="vaststellen"),
    path("publicaties/", publications.PublicatiesView.as_view(), name="publicaties"),
    path("publicatie/<sha12:sha12>/", publications.PublicatieView.as_view(), name="publicatie"),
    path("publicatie/<sha12:sha12>/json/", publications.publicatie_json, name="publicatie_json"),
    path("beleidsterrein/<slug:slug>/pdf/", printouts.BeleidsterreinUitdraaiView.as_view(), name="beleidsterrein_pdf"),
    path("effectindicator/<slug:slug>/pdf/", printouts.IndicatorUitdraaiView.as_view(), name="effectindicator_pdf"),
    path("uitdraai/<sha12:sha12>/", printouts.uitdraai, name="uitdraai"),
    path("publicatie/<sha12:sha12>/bestanden/", paper.BestandenView.as_view(), name="publicatie_bestanden"),
    path("publicatie/<sha12:sha12>/bestand/<slug:form>/", paper.publicatie_bestand, name="publicatie_bestand"),
    path(
        "publicatie/<sha12:sha12>/beleidsterrein/<slug:slug>/",
        publications.PublicatieBeleidsterreinView.as_view(),
        name="publicatie_beleidsterrein",
    ),
    path(
        "publicatie/<sha12:sha12>/effectindicator/<slug:slug>/",
        publications.PublicatieEffectindicatorView.as_view(),
        name="publicatie_effectindicator",
    ),
    path("hulp/", TemplateView.as_view(template_name="hulp/hulp.html"), name="hulp"),
    path("hulp/kleur/", hulp.KleurView.as_view(), name="hulp_kleur"),
    path("hulp/<rol:rol>/", hulp.RolView.as_view(), name="hulp_rol"),
    path("woorden/", hulp.WoordenView.as_view(), name="woorden"),
    path("data/catalog.jsonld", catalog.catalogus, name="catalogus"),
    path("vergelijken/", publications.VergelijkenView.as_view(), name="vergelijken"),
    path("streefwaarden/<int:pk>/", targets.StreefwaardenView.as_view(), name="streefwaarden"),
    path("invoer/", officer.InvoerView.as_view(), name="invoer"),
    path("invoer/tabel/", grid.TabelView.as_view(), name="tabel"),
    path("invoer/tabel/plakken/", grid.PlakkenView.as_view(), name="plakken"),
    path("invoer/tabel/cel/", grid.CelView.as_view(), name="cel"),
    path("invoer/tabel/cel/<int:reeks>/<year:year>/", grid.CelHistorieView.as_view(), name="cel_historie"),
    path("invoer/cijfer/", officer.RealisatieView.as_view(), name="realisatie"),
    path("invoer/cijfer/<int:pk>/weggooien/", officer.WithdrawView.as_view(), name="cijfer_weggooien"),
    path("invoer/cijfer/<int:pk>/definitief/", officer.DefinitiveView.as_view(), name="cijfer_definitief"),
    path(
        "geschiedenis/effectindicator/<slug:slug>/",
        history.GeschiedenisView.as_view(subject=audit.of_effectindicator),
        name="geschiedenis_effectindicator",
    ),
    path(
        "geschiedenis/beleidsterrein/<slug:slug>/",
        history.GeschiedenisView.as_view(subject=audit.of_beleidsterrein),
        name="geschiedenis_beleidsterrein",
    ),
    path(
        "geschiedenis/document/<int:pk>/",
        history.GeschiedenisView.as_view(subject=audit.of_document),
        name="geschiedenis_document",
    ),
    path("eigenaren/", owners.EigenarenView.as_view(), name="eigenaren"),
    path("eigenaren/indicatoren/", indicator_owners.IndicatoreigenarenView.as_view(), name="indicatoreigenaren"),
    path("eigenaren/<int:pk>/beeindigen/", owners.EndView.as_view(), name="eigenaar_beeindigen"),
    path("geschiedenis/norm/", history.GeschiedenisView.as_view(subject=audit.of_norm), name="geschiedenis_norm"),
    path("rapportage/<int:pk>/", report.RapportageView.as_view(), name="rapportage"),
    path("rapportage/<int:pk>/prestatie/<slug:slug>/", report.VoortgangView.as_view(), name="rapportage_prestatie"),
    path(
        "rapportage/<int:pk>/effectindicator/<slug:slug>/",
        report.IndicatorReportView.as_view(),
        name="rapportage_effectindicator",
    ),
]
