"""A database and a Redis database of one's own on servers that others use too."""

import os
import secrets
from contextlib import ExitStack
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from psycopg import sql

# The first is an installation's, those from 8 to 12 are the tests'; from the last down it is quietest.
REDIS_DATABASES = range(15, 0, -1)


def own_database(url: str, cleanup: ExitStack, *, like: str = "template1") -> str:
    """Make a database of a new name on the server of ``url``, which ``cleanup`` drops; return its URL. It holds what the one named ``like`` does."""
    name = f"suport_own_{os.getpid()}_{secrets.token_hex(3)}"
    server = urlunsplit(urlsplit(url)._replace(path="/postgres", query=""))

    def run(command: str) -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL(command).format(name=sql.Identifier(name), like=sql.Identifier(like)))

    run("CREATE DATABASE {name} TEMPLATE {like}")
    cleanup.callback(run, "DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def own_redis(url: str, cleanup: ExitStack) -> str:
    """Take an empty numbered database of the server of ``url``, which ``cleanup`` empties; return its URL.

    Raises ``LookupError`` when none is empty.
    """
    for number in REDIS_DATABASES:
        own = urlunsplit(urlsplit(url)._replace(path=f"/{number}"))
        with redis.Redis.from_url(own) as server:
            # The mark keeps the next one who looks away, also before anything else is written.
            if server.dbsize() == 0 and server.set("taken-by", os.getpid(), nx=True):
                cleanup.callback(empty, own)
                return own
    raise LookupError("every numbered database of this Redis is in use")


def empty(url: str) -> None:
    """Empty one numbered database."""
    with redis.Redis.from_url(url) as server:
        server.flushdb()
