// The address holds every view's state, behind `#` so that any server and any prefix will do:
// `#/runs/quickstart/20261122-091405-chyyet?step=student`.
import { useEffect, useState } from './vendor/preact.js';

/** A path and its query; a name that occurs twice in the query is a list. */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?');
  return {
    path: path.split('/').filter(Boolean).map(decodeURIComponent),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The address of a view. Empty values are left out. */
export function href(path, query = {}) {
  const words = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== '' && value !== null && value !== undefined && value !== false) {
      words.set(key, String(value));
    }
  }
  // Commas, slashes and the like are readable in a fragment, and mean nothing there.
  const text = words.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');
  return `#/${path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

export function navigate(path, query, { replace = false } = {}) {
  const address = href(path, query);
  if (address === location.hash) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The current route, and a function that changes part of its query. */
export function useRoute() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    addEventListener('popstate', changed);
    return () => {
      removeEventListener('hashchange', changed);
      removeEventListener('popstate', changed);
    };
  }, []);
  const route = parse(hash);
  return {
    ...route,
    update: (changes, options = { replace: true }) => {
      const now = parse(location.hash);
      navigate(now.path, { ...now.query, ...changes }, options);
    },
  };
}

/** A list in one query value: `a,b`. */
export function listOf(text) {
  return text ? text.split(',').filter(Boolean) : [];
}
