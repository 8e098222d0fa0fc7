"""People in the Django admin: a beheerder gives groups to others, never more power to themselves."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

admin.site.unregister(User)


@admin.register(User)
class PeopleAdmin(UserAdmin):  # type: ignore[type-arg]
    """Users by name; rights come from groups, and only a superuser makes a superuser."""

    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_staff")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Return what this user may look at only."""
        fixed: tuple[str, ...] = ("last_login", "date_joined")
        if request.user.is_superuser:
            return fixed
        fixed = (*fixed, "is_superuser", "user_permissions")
        return (*fixed, "groups", "is_staff", "is_active") if obj == request.user else fixed

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the users; a superuser is nobody else's to change."""
        users = super().get_queryset(request)
        return users if request.user.is_superuser else users.exclude(is_superuser=True)
