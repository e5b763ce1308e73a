// The plan of a run as a graph, with what becomes of each step.
import { h, useMemo, useState } from '../../vendor/preact.js';
import { Graph } from '../../graph/graph.js';
import { duration } from '../../text/time.js';
import { wholePercent } from '../../text/number.js';
import { stateMark, stateWord } from '../../text/state.js';
import { currentPhase, elapsed, PHASES_NOW, remaining, share } from '../../text/step.js';
import { Icon } from '../../ui/icon.js';

const MOST_NODES = 60;

function detailOf(step, now) {
  if (step.cached) return 'from the cache';
  if (step.state === 'SKIPPED') return step.blockedBy?.length ? 'skipped: blocked' : 'skipped';
  if (step.state === 'PENDING') return 'pending';
  const took = duration(elapsed(step, now));
  if (step.state !== 'RUNNING') return `${took}${step.attempts?.length > 1 ? ` · ${step.attempts.length} attempts` : ''}`;
  const done = share(step);
  const left = remaining(step);
  if (done !== null) return `${wholePercent(done)}${left === null ? '' : ` · ${duration(left)} left`}`;
  return `${PHASES_NOW[currentPhase(step)] ?? 'running'} ${took}`;
}

function stepNode(step, now) {
  const name = step.step.name;
  const done = step.state === 'RUNNING' ? share(step) : null;
  const detail = detailOf(step, now);
  return {
    id: name,
    upstream: step.step.upstream ?? [],
    class: `state-${stateMark(step.state, step.cached)}`,
    label: `${name}: ${stateWord(step.state, step.cached)}, ${detail}`,
    content: [
      h('span', { class: 'node-name' }, h(Icon, { name: stateMark(step.state, step.cached), size: 15 }), h('span', null, name)),
      h('span', { class: 'node-detail' }, detail),
      done !== null && h('span', { class: 'node-bar' }, h('span', { style: { width: `${done * 100}%` } })),
    ],
  };
}

const WORST = ['FAILED', 'CANCELED', 'CANCELING', 'RUNNING', 'PENDING', 'SKIPPED', 'SUCCEEDED'];

/** Steps of one fan-out as one node, for plans that would not fit. */
function groupNode(name, steps, groupOf) {
  const state = WORST.find((one) => steps.some((step) => step.state === one));
  const ended = steps.filter((step) => step.state === 'SUCCEEDED' || step.state === 'SKIPPED').length;
  const upstream = new Set(steps.flatMap((step) => step.step.upstream ?? []).map((one) => groupOf.get(one) ?? one));
  upstream.delete(name);
  const detail = `${ended} of ${steps.length} ended`;
  return {
    id: name, upstream: [...upstream], class: `node-group state-${stateMark(state)}`, label: `${name}, ${steps.length} steps: ${detail}`,
    content: [
      h('span', { class: 'node-name' }, h(Icon, { name: stateMark(state), size: 15 }), h('span', null, `${name} × ${steps.length}`)),
      h('span', { class: 'node-detail' }, detail),
    ],
  };
}

function nodesOf(steps, now, opened) {
  if (steps.length <= MOST_NODES) return steps.map((step) => stepNode(step, now));
  const groups = new Map();
  steps.forEach((step) => groups.set(step.step.stepDefinition, [...(groups.get(step.step.stepDefinition) ?? []), step]));
  const groupOf = new Map(steps.map((step) => {
    const definition = step.step.stepDefinition;
    return [step.step.name, groups.get(definition).length > 8 && !opened.has(definition) ? definition : step.step.name];
  }));
  const told = new Set();
  return steps.flatMap((step) => {
    const id = groupOf.get(step.step.name);
    if (told.has(id)) return [];
    told.add(id);
    if (id !== step.step.name || groups.get(id)?.length > 8) return [groupNode(id, groups.get(step.step.stepDefinition), groupOf)];
    const node = stepNode(step, now);
    return [{ ...node, upstream: [...new Set(node.upstream.map((one) => groupOf.get(one) ?? one))] }];
  });
}

export function RunGraph({ run, selected, onSelect, now }) {
  const [opened, setOpened] = useState(new Set());
  const nodes = useMemo(() => nodesOf(run.steps, now, opened), [run.steps, opened, run.steps.some((step) => step.state === 'RUNNING') ? now : 0]);
  const names = new Set(run.steps.map((step) => step.step.name));
  const press = (id) => (names.has(id) ? onSelect(id) : setOpened(new Set([...opened, id])));
  return h('div', null,
    h(Graph, { nodes, selected, onSelect: press, label: 'Steps of the run' }),
    opened.size > 0 && h('button', { class: 'button button-small', onClick: () => setOpened(new Set()) }, 'Fold the fan-outs'));
}
