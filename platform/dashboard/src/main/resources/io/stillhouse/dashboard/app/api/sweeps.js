// SweepService.
import { get } from './client.js';

export const sweepName = (sweep) => `sweeps/${sweep}`;
export const shortSweep = (name) => name.split('/')[1];

export const listSweeps = (pageToken, signal) => get('sweeps', { page_size: 100, page_token: pageToken }, signal);
export const tabulateSweep = (name, query, signal) => get(`${name}:tabulate`, { metric: query.metric, baseline: query.baseline }, signal);
