// "/news/*" matches one step, "/news/**" all below it, as in static.json.
function matches(pattern, uri) {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*\*/g, '\u0000')
    .replace(/\*/g, '[^/]*')
    .replace(/\u0000/g, '.*');
  return new RegExp('^' + expression + '$').test(uri);
}

function handler(event) {
  const request = event.request;
  const redirect = redirects[request.uri];
  if (redirect) {
    return {
      statusCode: redirect.status,
      statusDescription: redirect.status === 301 ? 'Moved Permanently' : 'Found',
      headers: { location: { value: redirect.url } },
    };
  }
  for (let i = 0; i < routes.length; i++) {
    if (matches(routes[i].path, request.uri)) {
      // A route that ends with a slash serves the files below it as they are.
      if (!routes[i].file.endsWith('/')) {
        request.uri = '/' + routes[i].file.replace(/^\/+/, '');
      }
      return request;
    }
  }
  const name = request.uri.split('/').pop();
  if (name === '') {
    request.uri += 'index.html';
  } else if (cleanUrls && !name.includes('.')) {
    request.uri += '.html';
  }
  return request;
}
