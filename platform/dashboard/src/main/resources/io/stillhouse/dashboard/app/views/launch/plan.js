// What a run would do: its steps, and what the cache would serve, before anything is started.
import { h, useEffect, useRef, useState } from '../../vendor/preact.js';
import { Graph } from '../../graph/graph.js';
import { href } from '../../routing.js';
import { runPath } from '../../text/name.js';
import { plural } from '../../text/number.js';
import { valueText } from '../../text/value.js';
import { Icon } from '../../ui/icon.js';

const FATES = {
  FATE_CACHED: { word: 'from the cache', many: 'from the cache', mark: 'cached' },
  FATE_RUNS: { word: 'runs', many: 'to run', mark: 'running' },
  FATE_SKIPPED: { word: 'skipped', many: 'skipped', mark: 'skipped' },
  FATE_OPEN: { word: 'open until others have run', many: 'open until others have run', mark: 'pending' },
};
const UNKNOWN = { word: 'not known', mark: 'pending' };
const ICONS = { cached: 'cached', running: 'play', skipped: 'skipped', pending: 'pending' };

export function Plan({ plan }) {
  const [chosen, setChosen] = useState(null);
  const steps = plan.steps ?? [];
  const fate = (step) => FATES[step.fate] ?? UNKNOWN;
  const counts = Object.entries(FATES).map(([name, { many }]) => [steps.filter((step) => step.fate === name).length, many]).filter(([number]) => number > 0);
  const step = steps.find((one) => one.name === chosen);
  const box = useRef(null);
  useEffect(() => { box.current.scrollIntoView({ block: 'nearest' }); }, [plan]);
  return h('div', { class: 'plan', ref: box },
    (plan.obstacles ?? []).length > 0 && h('div', { class: 'message' }, h(Icon, { name: 'warning' }), h('div', null, h('strong', null, 'This cannot be launched yet'), plan.obstacles.map((obstacle) => h('p', { key: obstacle }, obstacle)))),
    h('p', { role: 'status' }, `${plural(steps.length, 'step')}: ${counts.map(([number, word]) => `${number} ${word}`).join(', ') || 'what becomes of them is not known'}.`),
    h(Graph, {
      label: 'Planned steps', selected: chosen, onSelect: setChosen,
      nodes: steps.map((one) => ({
        id: one.name, upstream: one.upstream ?? [], class: `state-${fate(one).mark}`, label: `${one.name}: ${fate(one).word}. ${one.reason ?? ''}`,
        content: [h('span', { class: 'node-name' }, h(Icon, { name: ICONS[fate(one).mark], size: 15 }), h('span', null, one.name)), h('span', { class: 'node-detail' }, fate(one).word)],
      })),
    }),
    step && h('div', { class: 'step' },
      h('div', { class: 'step-head' }, h('h3', null, step.name), h('span', { class: 'soft' }, step.component), h('span', null, fate(step).word)),
      step.reason && h('p', { class: 'reason' }, step.reason, step.cachedFrom && [' (', h('a', { href: href(runPath(step.cachedFrom)) }, runPath(step.cachedFrom)[2]), ')']),
      step.when && h('p', null, 'Runs when ', h('code', null, step.when)),
      h('dl', { class: 'pairs' }, Object.entries(step.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', { class: 'mono' }, valueText(value)))))),
    !step && steps.length > 0 && h('p', { class: 'soft' }, 'Choose a step to see why, and its parameters.'));
}
