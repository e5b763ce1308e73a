// RunService.
import { get, send } from './client.js';
import { follow } from './stream.js';

const parent = (pipeline) => `pipelines/${pipeline || '-'}`;

export const listRuns = (query, signal) => get(`${parent(query.pipeline)}/runs`, {
  filter: query.filter,
  order_by: query.orderBy,
  columns: query.columns,
  page_size: query.pageSize,
  page_token: query.pageToken,
}, signal);

export const listRunFields = (signal) => get('pipelines/-/runs:fields', {}, signal);

export const getRun = (name, signal) => get(name, {}, signal);

/** A run's line of a list. */
export const getRunSummary = async (name, signal) => (await get(name, { read_mask: 'summary' }, signal)).summary;

export const listExperiments = (pageToken, signal) =>
  get('experiments', { page_size: 200, page_token: pageToken }, signal);

/** The names of fifty runs do not fit into every address, so they are sent. */
export const compareRuns = (request, signal) => send('POST', 'runs:compare', request, {}, signal);

export const createRun = (pipeline, request) => send('POST', `pipelines/${pipeline}/runs`, request);
export const cancelRun = (name) => send('POST', `${name}:cancel`, {});
export const resumeRun = (name) => send('POST', `${name}:resume`, {});
export const retryRun = (name, fromStep) =>
  send('POST', `${name}:retry`, { fromStep, requestId: crypto.randomUUID() });
export const deleteRun = (name) => send('DELETE', name);
export const pinRun = (name, pinned) => send('PATCH', name, { name, pinned }, { update_mask: 'pinned' });

/** Follows rows of a list. */
export const watchRuns = (filter, columns, onMessage, onConnection) =>
  follow('pipelines/-/runs:watch', {
    query: () => ({ filter, columns }),
    onMessage: (message) => { onMessage(message); return false; },
    onConnection,
  });

/** Follows one run, from where the last connection broke. */
export function watchRun(name, onMessage, onConnection) {
  let cursor = '';
  return follow(`${name}:watch`, {
    query: () => ({ cursor, points: true }),
    onMessage: (message) => {
      cursor = message.cursor || cursor;
      onMessage(message);
      return message.ended === true;
    },
    onConnection,
  });
}
