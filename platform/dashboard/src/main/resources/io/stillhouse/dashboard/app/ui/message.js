import { h } from '../vendor/preact.js';
import { Icon } from './icon.js';

/** What went wrong with a request, with everything that the server said about it. */
export function ErrorMessage({ error, what, onRetry }) {
  const sentences = error.sentences ?? [error.message];
  return h('div', { class: 'message message-error', role: 'alert' },
    h(Icon, { name: 'warning' }),
    h('div', null,
      what && h('strong', null, what),
      sentences.map((sentence) => h('p', null, sentence)),
      onRetry && h('button', { class: 'button', onClick: onRetry }, 'Try again')));
}

/** Nothing is here, and what to do about it. */
export function Empty({ title, children }) {
  return h('div', { class: 'empty' }, h('h2', null, title), children);
}

export function Loading({ what }) {
  return h('p', { class: 'loading', role: 'status' }, `Loading ${what} …`);
}
