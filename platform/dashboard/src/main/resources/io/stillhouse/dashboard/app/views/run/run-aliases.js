// The aliases that a run bears.
import { h } from '../../vendor/preact.js';
import { listAliases, shortAlias } from '../../api/aliases.js';
import { useAsync } from '../../live/async.js';
import { href } from '../../routing.js';

export function RunAliases({ run, experiment, round }) {
  const answer = useAsync((signal) => listAliases(experiment, run, signal), [run, experiment, round]);
  return (answer.data ?? []).map((alias) => h('a', { key: alias.name, class: 'tag tag-alias', href: href(['experiments', experiment], { alias: shortAlias(alias.name) }) }, shortAlias(alias.name)));
}
