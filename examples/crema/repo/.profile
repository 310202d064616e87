# Sourced by every dyno before its process starts.
export LD_LIBRARY_PATH="$HOME/.apt/usr/lib/x86_64-linux-gnu:${LD_LIBRARY_PATH:-}"
export SENTRY_RELEASE="${HEROKU_SLUG_COMMIT:-unknown}"
if [ "${JEMALLOC_ENABLED:-false}" = "true" ] && [ -f /usr/lib/x86_64-linux-gnu/libjemalloc.so.2 ]; then
  export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2
fi
