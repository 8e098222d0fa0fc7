"""When which job runs, and in which queue it waits."""

from celery.schedules import crontab

# One queue for each kind of work, so that workers can be set apart: what may take long never stands before the
# stoplicht of a figure that was just saved, which is the first. A worker that names no queues takes all of them.
QUEUES = ("berekenen", "herberekenen", "vegen", "inlezen", "papier", "post")
ROUTES = {
    "indicators.tasks.recalculate_*": {"queue": "herberekenen"},
    "indicators.tasks.sweep": {"queue": "vegen"},
    "indicators.imports.tasks.*": {"queue": "inlezen"},
    "indicators.tasks.make_*": {"queue": "papier"},
    "indicators.tasks.forget_*": {"queue": "papier"},
    "indicators.tasks.remind": {"queue": "post"},
    "leidenmo.accounts.tasks.*": {"queue": "post"},
}

SCHEDULE = {
    # A sweep that nobody fetched within its minute is worth nothing: the next one does its work.
    "sweep": {"task": "indicators.tasks.sweep", "schedule": 60.0, "options": {"expires": 60}},
    "read-lost": {"task": "indicators.imports.tasks.read_lost", "schedule": 60.0, "options": {"expires": 60}},
    "make-printouts": {"task": "indicators.tasks.make_lost_printouts", "schedule": 60.0, "options": {"expires": 60}},
    "forget-printouts": {"task": "indicators.tasks.forget_old_printouts", "schedule": crontab(hour=4, minute=10)},
    "make-files": {"task": "indicators.tasks.make_missing_files", "schedule": 60.0, "options": {"expires": 60}},
    "remind": {
        "task": "indicators.tasks.remind",
        "schedule": crontab(hour=7, minute=0, day_of_week="mon-fri"),
        "options": {"expires": 4 * 3600},
    },
    "recalculate-all": {
        "task": "indicators.tasks.recalculate_all",
        "schedule": crontab(hour=3, minute=0),
        "options": {"expires": 3600},
    },
    "send-mail": {"task": "leidenmo.accounts.tasks.send_mail", "schedule": 60.0, "options": {"expires": 60}},
    "forget": {
        "task": "leidenmo.accounts.tasks.forget",
        "schedule": crontab(hour=4, minute=0),
        "options": {"expires": 3600},
    },
}
