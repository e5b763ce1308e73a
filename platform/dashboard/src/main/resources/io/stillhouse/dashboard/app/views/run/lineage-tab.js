// Artifacts and what was made from what, over the limits of a run.
import { h, useMemo } from '../../vendor/preact.js';
import { queryLineage } from '../../api/artifacts.js';
import { Graph } from '../../graph/graph.js';
import { useAsync } from '../../live/async.js';
import { href } from '../../routing.js';
import { parts } from '../../text/name.js';
import { Choice } from '../../ui/choice.js';
import { ErrorMessage, Loading } from '../../ui/message.js';

const TYPES = { DATASET: 'dataset', MODEL: 'model', SOFT_LABELS: 'soft labels', METRICS: 'metrics', REPORT: 'report' };

/** Artifacts in an order in which sources come first; what is out of sight is no parent. */
export function lineageNodes(answer) {
  const known = new Map((answer.nodes ?? []).map((node) => [node.artifact, node]));
  const sources = new Map([...known.keys()].map((name) => [name, new Set()]));
  (answer.edges ?? []).forEach((edge) => known.has(edge.source) && sources.get(edge.target)?.add(edge.source));
  const ordered = [];
  const placed = new Set();
  const place = (name, path) => {
    if (placed.has(name) || path.has(name)) return;
    sources.get(name).forEach((source) => place(source, new Set([...path, name])));
    placed.add(name);
    ordered.push({ ...known.get(name), upstream: [...sources.get(name)] });
  };
  known.forEach((node, name) => place(name, new Set()));
  return ordered;
}

export function LineageTab({ run, query, update }) {
  const outputs = run.steps.flatMap((step) => (step.outputs ?? []).map((output) => ({ ...output, step: step.step.name })));
  const chosen = outputs.find((output) => output.artifact === query.artifact) ?? outputs.find((output) => output.type === 'METRICS') ?? outputs.at(-1);
  const direction = query.direction ?? 'UPSTREAM';
  const answer = useAsync((signal) => (chosen ? queryLineage(chosen.artifact, direction === 'BOTH' ? '' : direction, signal) : Promise.resolve(null)), [chosen?.artifact, direction]);
  const nodes = useMemo(() => (answer.data ? lineageNodes(answer.data) : []), [answer.data]);
  if (!chosen) return h('p', { class: 'soft' }, 'No step has made an artifact yet.');
  const here = run.summary.name;
  return h('div', { class: 'stack' },
    h('div', { class: 'chart-controls' },
      h('label', null, 'Artifact', h('select', { class: 'select', value: chosen.artifact, onChange: (event) => update({ artifact: event.currentTarget.value }) },
        outputs.map((output) => h('option', { key: output.artifact, value: output.artifact }, `${output.step} / ${output.port}`)))),
      h(Choice, { label: 'Direction', value: direction, options: [['UPSTREAM', 'Made from'], ['DOWNSTREAM', 'Made into'], ['BOTH', 'Both']], onChange: (next) => update({ direction: next }) })),
    answer.error && h(ErrorMessage, { what: 'The lineage cannot be read.', error: answer.error }),
    !answer.data && !answer.error && h(Loading, { what: 'the lineage' }),
    answer.data?.truncated && h('p', { class: 'soft' }, 'There is more than is shown here.'),
    nodes.length > 0 && h(Graph, {
      label: 'Artifacts and what they were made from', selected: chosen.artifact, width: 180, height: 54,
      onSelect: (name) => (name.startsWith(`${here}/`) ? update({ artifact: name, tab: 'artifacts' }) : location.assign(href(['runs', parts(name).pipelines, parts(name).runs], { tab: 'artifacts', artifact: name }))),
      nodes: nodes.map((node) => {
        const { steps, artifacts, runs } = parts(node.artifact);
        const away = node.artifact.startsWith(`${here}/`) ? '' : ` in ${runs}`;
        return {
          id: node.artifact, upstream: node.upstream, class: `lineage-${(node.type ?? '').toLowerCase()}`,
          label: `${TYPES[node.type] ?? 'artifact'} ${artifacts} of ${steps}${away}`,
          content: [h('span', { class: 'node-name' }, h('span', null, `${steps}`)), h('span', { class: 'node-detail' }, `${TYPES[node.type] ?? ''}${away}`)],
        };
      }),
    }));
}
