// TriggerService.
import { get, send } from './client.js';

export const triggerName = (trigger) => `triggers/${trigger}`;
export const shortTrigger = (name) => name.split('/')[1];

export const listTriggers = (pageToken, signal) => get('triggers', { page_size: 100, page_token: pageToken }, signal);
export const getTrigger = (name, signal) => get(name, {}, signal);
export const listTriggerEvents = (name, pageToken, signal) => get(`${name}/events`, { page_size: 50, page_token: pageToken }, signal);

/** `validateOnly`: the text is only checked. */
export const applyTrigger = (source, { validateOnly = false } = {}) => send('POST', 'triggers:apply', { source, validateOnly });
export const deleteTrigger = (name) => send('DELETE', name);

/** `requestId`: two calls with the same one make one event. */
export const fireTrigger = (name, parameters, requestId) => send('POST', `${name}:fire`, { parameters, requestId });
