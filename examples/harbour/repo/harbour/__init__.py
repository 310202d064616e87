import os

import sentry_sdk
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

database = SQLAlchemy()


def create_app():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    # SQLAlchemy no longer takes Heroku's way to write it.
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg://", 1)
    database.init_app(app)
    Migrate(app, database)

    from harbour.pages import pages

    app.register_blueprint(pages)
    return app
