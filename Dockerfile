# Production image: the same code as `make run`, without its demonstration parts.

FROM node:24-slim AS npm
WORKDIR /npm
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.13-slim AS pakete
COPY requirements/produktion.lock /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /produktion.lock

FROM python:3.13-slim
# Pango sets the letters (WeasyPrint).
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 1000 --no-create-home --home-dir /tmp familienbuero \
    && install -d -o familienbuero -g familienbuero -m 700 /dateien
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 XDG_CACHE_HOME=/tmp MEDIA_ROOT=/dateien
WORKDIR /app
COPY --from=pakete /venv /venv
COPY --from=npm /npm/node_modules node_modules
COPY . .
# Translations, fonts and static files are part of the image; the values only let the settings load, the keys are thrown away.
RUN python -m werkzeuge.kataloge && python -m werkzeuge.schriften \
    && WEGWERF=$(python -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())") \
    && SECRET_KEY=bau TEXTSCHLUESSEL=bau:$WEGWERF CODESCHLUESSEL=$WEGWERF DATABASE_URL=postgres:///bau REDIS_URL=redis://bau \
    python manage.py collectstatic --no-input
USER familienbuero
VOLUME /dateien
EXPOSE 8000
CMD ["gunicorn", "familienbuero.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
