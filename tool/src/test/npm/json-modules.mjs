// GitHub's parser imports JSON without saying so, as programs that bundle it allow; Node.js wants it said.
export function load(url, context, next) {
  return next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);
}
