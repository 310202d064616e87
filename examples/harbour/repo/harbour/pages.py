from flask import Blueprint, redirect, render_template, request, url_for

from harbour.tasks import remind

pages = Blueprint("pages", __name__)


@pages.get("/health")
def health():
    return "well"


@pages.get("/")
def berths():
    return render_template("berths.html")


@pages.post("/reminders")
def reminders():
    remind.delay(request.form["boat"])
    return redirect(url_for("pages.berths", _external=True))
