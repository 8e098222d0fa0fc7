# One image for web server, workers and beat; compose.yaml says which of them a container is.

# Style and script that the browser fetches, by npm, checked against static/vendor.json.
FROM debian:bookworm-slim AS files
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates npm python3-venv && rm -rf /var/lib/apt/lists/*
WORKDIR /leidenmo
COPY requirements.txt ./
RUN python3 -m venv .venv && .venv/bin/pip install --quiet --no-cache-dir --require-hashes -r requirements.txt
COPY package.json .npmrc ./
RUN npm install --silent --omit=dev
COPY . .
# The secret is of this one command: what is collected does not depend on it.
RUN .venv/bin/python -m leidenmo.vendor && HTTPS=off SECRET_KEY=alleen-om-te-verzamelen .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf node_modules

FROM debian:bookworm-slim
# Python and what PDFs are made with; no compiler, no npm.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    fonts-dejavu-core && rm -rf /var/lib/apt/lists/* && useradd --system --uid 10001 --home-dir /leidenmo leidenmo
COPY --from=files /leidenmo /leidenmo
WORKDIR /leidenmo
ENV PATH=/leidenmo/.venv/bin:$PATH PYTHONUNBUFFERED=1 FILES_DIR=/data/files XDG_CACHE_HOME=/tmp
RUN mkdir -p /data/files && chown -R leidenmo /data
USER leidenmo
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "leidenmo.wsgi", "--threads", "4", "--keep-alive", "130", "--bind", "0.0.0.0:8000", "--log-level", "warning"]
