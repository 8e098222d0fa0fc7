"""People in the Django admin: a beheerder invites them and gives them groups, never a password, never to themselves."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from post_office.models import Attachment, Email, EmailTemplate, Log

from leidenmo.accounts.forms import PersonForm
from leidenmo.accounts.invitation import can_be_invited, invite
from leidenmo.accounts.models import AccountChange
from programmes.view_only import ViewOnlyAdmin

# The admin has no login of its own: rate limits and second factor count there too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Secrets of people, and mail with links to choose a password; and the groups, which the code makes.
for model in (
    *(User, Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession),
    *(Attachment, Email, EmailTemplate, Log),
):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class ChangesInline(admin.TabularInline):  # type: ignore[type-arg]
    """How this account came to what it may do."""

    model = AccountChange
    fk_name = "user"
    fields = readonly_fields = ("at", "what", "before", "after", "changed_by", "way")
    extra = 0
    can_delete = False
    verbose_name_plural = "wat er aan dit account veranderde"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes here."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the person sees this."""
        return request.user.has_perm("auth.view_user")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the changes with the people who made them."""
        return super().get_queryset(request).select_related("changed_by")


@admin.register(AccountChange)
class AccountChangeAdmin(ViewOnlyAdmin):
    """The whole record, newest first."""

    list_display = ("at", "user", "what", "before", "after", "changed_by", "way")
    list_filter = ("what", "way")
    list_select_related = ("user", "changed_by")
    search_fields = ("user__email", "user__last_name", "before", "after")
    date_hierarchy = "at"


@admin.register(User)
class PeopleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """People by name: added by an invitation, put out by a tick, never deleted."""

    form = PersonForm
    list_display = ("__str__", "full_name", "email", "in_groups", "is_active", "has_second_factor", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("last_name", "first_name", "username")
    filter_horizontal = ("groups",)
    actions = ("send_invitation",)
    inlines = (ChangesInline,)

    @admin.display(description="naam", ordering="last_name")
    def full_name(self, user: User) -> str:
        """Return first and last name."""
        return user.get_full_name()

    @admin.display(description="groepen")
    def in_groups(self, user: User) -> str:
        """Return the groups somebody is in."""
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description="tweede factor", boolean=True)
    def has_second_factor(self, user: Any) -> bool:
        """Return whether a second factor of this program is set up; the organisation's own is not known here."""
        return bool(user.has_second_factor)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Return what is asked of a new person, and what is shown of a known one."""
        person = (None, {"fields": ("first_name", "last_name", "email")})
        if obj is None:
            return [person, ("Rechten", {"fields": ("groups",)})]
        return [
            person,
            ("Rechten", {"fields": ("groups", "is_active")}),
            ("Inloggen", {"fields": ("username", "has_second_factor", "last_login", "date_joined")}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Return what this user may look at only: always what is kept, and of themselves what they may."""
        kept = ("username", "has_second_factor", "last_login", "date_joined") if obj else ()
        return (*kept, "email", "groups", "is_active") if obj == request.user else kept

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the users with their groups; a superuser is nobody else's to change."""
        second_factor = Authenticator.objects.filter(user=OuterRef("pk"))
        users = super().get_queryset(request).prefetch_related("groups")
        users = users.annotate(has_second_factor=Exists(second_factor))
        return users if request.user.is_superuser else users.exclude(is_superuser=True)

    def get_inlines(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Return the record of somebody who has one."""
        return self.inlines if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes a person: what they did stays theirs."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the groups, then invite whoever is new."""
        super().save_related(request, form, formsets, change)
        if not change:
            invite(request, form.instance)
            messages.info(request, f"{form.instance.email} krijgt een mail om een wachtwoord te kiezen.")

    @admin.action(description="Stuur (opnieuw) een uitnodiging", permissions=["change"])
    def send_invitation(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Invite again those who never chose a password."""
        for user in people.order_by("pk"):
            if can_be_invited(user):
                invite(request, user)
                messages.success(request, f"{user.email} krijgt opnieuw een uitnodiging.")
            else:
                messages.warning(
                    request,
                    f"{user} heeft al een manier om in te loggen, of is niet actief: geen uitnodiging gestuurd.",
                )
