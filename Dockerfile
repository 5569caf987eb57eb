# One image for every process; docker-compose.yml says which one a container runs.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    STATIC_ROOT=/app/static-collected \
    MAIL_LISTEN=0.0.0.0:8025

WORKDIR /app

# First the packages alone, so that a change of the source does not install them again. All come as wheels: no compiler is needed.
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt

COPY . .

# The source and the collected files belong to root; the processes write to /data and nowhere else.
RUN useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin suport \
    && install --directory --owner=suport --group=suport --mode=700 /data \
    && python -c "from bin.lib.catalogues import compile_all; compile_all()" \
    && DATA_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build

USER suport
VOLUME /data
EXPOSE 8000 8025

CMD exec granian --interface wsgi --host 0.0.0.0 --port 8000 --workers "${WEB_WORKERS:-2}" --blocking-threads "${WEB_THREADS:-4}" --respawn-failed-workers --log-level warning helpdesk.wsgi:application
