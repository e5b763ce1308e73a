// A look inside an artifact, by what it contains.
import { h, useMemo } from '../../vendor/preact.js';
import { fileAddress } from '../../api/artifacts.js';
import { CurveChart } from '../../charts/curve-chart.js';
import { HistogramChart, CountsChart } from '../../charts/histogram.js';
import { count, decimal, num, scalar, shortCount } from '../../text/number.js';
import { FilePicture } from '../../ui/picture.js';
import { Icon } from '../../ui/icon.js';
import { EvaluationView } from './result-tab.js';
import { Scroll } from '../../ui/scroll.js';

function Pairs({ entries }) {
  return h('dl', { class: 'pairs pairs-flow' }, entries.filter(([, value]) => value !== '' && value !== undefined).map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', null, value))));
}

function DatasetPreview({ dataset, artifact }) {
  const splits = dataset.splits ?? [];
  return h('div', { class: 'stack' },
    h(Pairs, { entries: [['Name', dataset.dataset], ['Task', dataset.task], ['Images', `${dataset.height} × ${dataset.width} × ${dataset.channels}`], ['Classes', count(dataset.classes?.length ?? 0)], ...splits.map((split) => [split.name, `${count(num(split.count ?? 0))} images`])] }),
    dataset.contactSheet && h('figure', null, h('figcaption', null, 'Examples'), h(FilePicture, { artifact, path: dataset.contactSheet, label: 'Contact sheet of the dataset' })),
    dataset.quarantine && h('p', null, h('a', { href: fileAddress(artifact, dataset.quarantine), download: dataset.quarantine }, 'What was left out, and why')),
    h(CountsChart, { title: 'Images of each class', categories: dataset.classes ?? [], series: splits.map((split) => ({ name: split.name, values: (split.classCounts ?? []).map(num) })) }));
}

function ModelPreview({ model }) {
  const curves = useMemo(() => (model.curves ?? []).map((curve) => ({
    metric: curve.metric, series: [{ id: curve.metric, name: curve.metric, index: 0, points: (curve.steps ?? []).map((x, i) => [num(x), num(curve.values?.[i] ?? 0)]) }],
  })), [model]);
  return h('div', { class: 'stack' },
    h(Pairs, { entries: [['Architecture', model.architecture], ['Branches', (model.branches ?? []).join(', ')], ['Parameters', count(num(model.parameters ?? 0))], ['MACs', num(model.macs ?? 0) > 0 ? shortCount(num(model.macs)) : 'unknown'], ['Classes', count(model.classes?.length ?? 0)], ['Temperature', decimal(num(model.temperature ?? 1), 3)]] }),
    curves.length > 0 && h('div', { class: 'chart-grid' }, curves.map((curve) => h(CurveChart, { key: curve.metric, ...curve, height: 180 }))),
    model.tensors?.length > 0 && h(Scroll, { class: 'tensors', label: 'Tensors' }, h('table', { class: 'plain figures' },
      h('thead', null, h('tr', null, ['Tensor', 'Type', 'Shape', 'Smallest', 'Mean', 'Deviation', 'Largest', 'Spread'].map((title, i) => h('th', { key: title, scope: 'col', class: i > 2 && i < 7 ? 'numeric' : '' }, title)))),
      h('tbody', null, model.tensors.slice(0, 400).map((tensor) => h('tr', { key: tensor.name },
        h('th', { scope: 'row', class: 'mono' }, tensor.name), h('td', null, tensor.dtype), h('td', null, (tensor.shape ?? []).join(' × ')),
        ['minimum', 'mean', 'standardDeviation', 'maximum'].map((key) => h('td', { key, class: 'numeric' }, tensor[key] === undefined ? '–' : scalar(num(tensor[key])))),
        h('td', null, tensor.histogram && h(Spread, { histogram: tensor.histogram }))))))));
}

/** A histogram as small as a word. */
function Spread({ histogram }) {
  const counts = (histogram.counts ?? []).map(num);
  const most = Math.max(...counts, 1);
  const bar = 96 / Math.max(1, counts.length);
  return h('svg', { class: 'spread', width: 96, height: 20, role: 'img', 'aria-label': `spread from ${scalar(num(histogram.minimum ?? 0))} to ${scalar(num(histogram.maximum ?? 0))}` },
    counts.map((value, i) => h('rect', { key: i, x: i * bar, y: 20 - (20 * value) / most, width: Math.max(0.5, bar - 0.4), height: (20 * value) / most })));
}

function SoftLabelsPreview({ labels }) {
  return h('div', { class: 'stack' },
    h(Pairs, { entries: [['Teacher', labels.teacher], ['Architecture', labels.architecture], ['Classes', count(num(labels.classes ?? 0))], ['Views of each image', count(num(labels.views ?? 0))], ['Kept logits', num(labels.topK ?? 0) > 0 ? count(num(labels.topK)) : 'all'], ['Temperature', decimal(num(labels.temperature ?? 1), 3)]] }),
    h('div', { class: 'two-columns' },
      labels.entropy && h(HistogramChart, { title: 'Entropy of the teacher’s answers, nats', histogram: labels.entropy }),
      labels.confidence && h(HistogramChart, { title: 'Largest probability of an answer', histogram: labels.confidence })),
    labels.sampleSize && h('p', { class: 'soft' }, `At temperature 1, over ${count(num(labels.sampleSize))} answers of the first shard.`));
}

function ReportPreview({ report, artifact }) {
  return h('div', { class: 'stack' },
    report.htmlFile && h('div', { class: 'actions' },
      h('a', { class: 'button', href: fileAddress(artifact, report.htmlFile), target: '_blank', rel: 'noopener' }, h(Icon, { name: 'external' }), 'Open the report'),
      h('a', { class: 'button', href: fileAddress(artifact, report.htmlFile), download: report.htmlFile }, h(Icon, { name: 'download' }), 'Download')),
    report.htmlFile
      ? h('iframe', { class: 'report-frame', title: 'Report', sandbox: '', src: fileAddress(artifact, report.htmlFile) })
      : h('pre', { class: 'output', tabIndex: 0 }, report.markdown));
}

export function Preview({ preview, artifact, query, update }) {
  return h('div', null,
    (preview.problems ?? []).map((problem) => h('p', { class: 'message', key: problem }, problem)),
    preview.dataset && h(DatasetPreview, { dataset: preview.dataset, artifact }),
    preview.model && h(ModelPreview, { model: preview.model }),
    preview.softLabels && h(SoftLabelsPreview, { labels: preview.softLabels }),
    preview.metrics?.evaluation && h(EvaluationView, { metrics: preview.metrics, artifact, query, update }),
    preview.report && h(ReportPreview, { report: preview.report, artifact }));
}
