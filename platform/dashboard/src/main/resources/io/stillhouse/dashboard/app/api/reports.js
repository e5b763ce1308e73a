// ReportService.
import { get, send } from './client.js';
import { follow } from './stream.js';

/** The names of fifty runs do not fit into every address, so they are sent. */
export const getCurves = (request, signal) => send('POST', 'runs:curves', request, {}, signal);

export const readLog = (attempt, offset, maxBytes, signal) =>
  get(`${attempt}/log`, { offset, max_bytes: maxBytes }, signal);

export const searchLog = (attempt, query, pageToken, signal) =>
  get(`${attempt}/log:search`, { query, page_size: 500, page_token: pageToken }, signal);

/** Follows a log from an offset on; a negative one counts from its end. */
export function watchLog(attempt, from, onPiece, onConnection) {
  let offset = from;
  return follow(`${attempt}/log:watch`, {
    query: () => ({ offset }),
    onMessage: (piece) => {
      offset = Number(piece.nextOffset ?? 0);
      onPiece(piece);
      return piece.complete === true && offset >= Number(piece.size ?? 0);
    },
    onConnection,
  });
}
