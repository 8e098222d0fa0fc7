from django.db import migrations


class Migration(migrations.Migration):
    """Django's own table of users has no unique address; upper and lower case are one."""

    dependencies = [
        ("accounts", "0001_the_record_of_accounts"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE UNIQUE INDEX accounts_one_address ON auth_user (LOWER(email)) WHERE email <> ''",
            "DROP INDEX accounts_one_address",
        ),
    ]
