// AliasService.
import { get, send } from './client.js';

export const aliasName = (experiment, alias) => `experiments/${experiment}/aliases/${alias}`;
export const shortAlias = (name) => name.split('/').at(-1);

async function pages(path, field, query, signal) {
  const items = [];
  let pageToken = '';
  do {
    const page = await get(path, { ...query, page_size: 1000, page_token: pageToken }, signal);
    items.push(...(page[field] ?? []));
    pageToken = page.nextPageToken ?? '';
  } while (pageToken);
  return items;
}

/** The aliases of an experiment; those that one run bears, if it is named. */
export const listAliases = (experiment, run, signal) => pages(`experiments/${experiment}/aliases`, 'aliases', { run }, signal);

/** The history of an alias, newest first; empty while no run has borne it. */
export const listPromotions = (name, signal) => pages(`${name}/promotions`, 'promotions', {}, signal);

/** `expectedNumber`: the promotion that counts as far as the reader can see. */
export const promoteRun = (name, run, note, expectedNumber) => send('POST', `${name}:promote`, { run, note, expectedNumber });
export const rollBack = (name, note, expectedNumber) => send('POST', `${name}:rollBack`, { note, expectedNumber });

export const judgeChallengers = (name, query, signal) =>
  get(`${name}:challengers`, { metric: query.metric, lower_is_better: query.lower || undefined, gates: query.gates }, signal);
