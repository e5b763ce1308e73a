// Requests to the API. Paths are relative to the page, so that a prefix of a proxy is kept.
const root = new URL('../../v1/', import.meta.url);
const TOKEN = 'stillhouse.token';

/** An answer that is an error: google.rpc.Status, with the fields that were wrong. */
export class ApiError extends Error {
  constructor(httpStatus, body) {
    super(body?.message || `the server answered ${httpStatus}`);
    this.httpStatus = httpStatus;
    this.violations = (body?.details ?? []).flatMap((detail) => detail.fieldViolations ?? []);
  }

  /** What was wrong, with every field that the server named. */
  get sentences() {
    const fields = this.violations
      .map((violation) => violation.description)
      .filter((text) => text && !this.message.includes(text));
    return [this.message, ...fields];
  }
}

/** The token of this tab; kept no longer than the tab. */
export function setToken(token) {
  if (token) sessionStorage.setItem(TOKEN, token);
  else sessionStorage.removeItem(TOKEN);
}

function headers(accept) {
  const token = sessionStorage.getItem(TOKEN);
  return { Accept: accept, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
}

/** The address of an API path, `pipelines/-/runs`; lists become repeated fields. */
export function address(path, query = {}) {
  // With ./ before it a custom method (`runs:compare`) is no scheme.
  const url = new URL('./' + path.split('/').map((part) => encodeURIComponent(part).replaceAll('%3A', ':')).join('/'), root);
  for (const [key, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') url.searchParams.append(key, item);
    }
  }
  return url;
}

/** Opens a path and answers the Response, an error status turned into an ApiError. */
export async function open(path, { query, signal, accept = 'application/json', headers: more } = {}) {
  return checked(await fetch(address(path, query), { signal, headers: { ...headers(accept), ...more } }));
}

async function checked(response) {
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  if (response.status === 401) dispatchEvent(new Event('stillhouse-unauthenticated'));
  throw new ApiError(response.status, body?.error ?? body);
}

export async function get(path, query, signal) {
  return (await open(path, { query, signal })).json();
}

export async function send(method, path, body, query, signal) {
  const response = await fetch(address(path, query), {
    method,
    signal,
    headers: { ...headers('application/json'), 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await (await checked(response)).text();
  return text ? JSON.parse(text) : {};
}
