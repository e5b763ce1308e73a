// Server-sent events over fetch: EventSource can neither carry a token nor tell why it failed.
import { ApiError, open } from './client.js';

/** Splits a growing text into events; what is not complete yet is kept. */
export function eventParser(onEvent) {
  let rest = '';
  return (text) => {
    // Of the whole, since a piece may end between the two.
    rest = (rest + text).replaceAll('\r\n', '\n');
    let end;
    while ((end = rest.indexOf('\n\n')) >= 0) {
      const lines = rest.slice(0, end).split('\n');
      const values = (field) => lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).replace(/^ /, ''));
      rest = rest.slice(end + 2);
      const data = values('data').join('\n');
      if (data) onEvent(data, values('event')[0] ?? 'message');
    }
  };
}

const pause = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });

/**
 * Follows a stream and opens it again when it breaks. `query` is asked for each time, so that it can
 * carry a cursor; `onMessage` answers true when nothing more will come.
 */
export function follow(path, { query, onMessage, onConnection = () => {} }) {
  const controller = new AbortController();
  const { signal } = controller;
  (async () => {
    let wait = 500;
    while (!signal.aborted) {
      try {
        const response = await open(path, { query: query(), signal, accept: 'text/event-stream' });
        onConnection(true);
        let done = false;
        const parse = eventParser((data, event) => {
          wait = 500;
          if (event === 'end') { done = true; return; }
          const message = JSON.parse(data);
          if (event === 'error') throw new ApiError(response.status, message.error);
          done = onMessage(message) || done;
        });
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        for (;;) {
          const piece = await reader.read();
          if (piece.done || done) break;
          parse(piece.value);
        }
        if (done) return;
      } catch (error) {
        if (signal.aborted) return;
        const final = error instanceof ApiError && error.httpStatus >= 400 && error.httpStatus < 500;
        onConnection(false, error);
        if (final && error.httpStatus !== 429) return;
      }
      await pause(wait, signal);
      wait = Math.min(wait * 2, 15000);
    }
  })();
  return () => controller.abort();
}
