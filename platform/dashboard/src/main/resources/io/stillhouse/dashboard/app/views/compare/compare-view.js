// Up to 50 runs beside each other.
import { h, useEffect, useMemo, useState } from '../../vendor/preact.js';
import { compareRuns } from '../../api/runs.js';
import { href } from '../../routing.js';
import { roleColor, seriesLook, useColors } from '../../charts/theme.js';
import { useAsync } from '../../live/async.js';
import { metricText, parameterText } from '../../text/metric.js';
import { plural } from '../../text/number.js';
import { Empty, ErrorMessage, Loading } from '../../ui/message.js';
import { Cast } from '../evaluation/cast.js';
import { ClassGain } from '../evaluation/class-gain.js';
import { Confusion, confusionOf } from '../evaluation/confusion.js';
import { FourWay } from '../evaluation/four-way.js';
import { Reliability } from '../evaluation/reliability.js';
import { isLossPart } from '../../charts/loss-parts.js';
import { Section } from '../evaluation/section.js';
import { TradeOff } from '../evaluation/trade-off.js';
import { BranchSection } from './branch-section.js';
import { CurvesSection } from './curves-section.js';
import { Diff } from './diff.js';
import { Gaps } from './gaps.js';
import { HintHeatmap } from './hint-heatmap.js';
import { LossSection } from './loss-section.js';
import { Parallel } from './parallel.js';
import { RunChips } from './run-chips.js';
import { labelsOf, runsOf, runsText } from './run-set.js';
import { ValuesTable } from './values-table.js';
import { VerdictSection } from './verdicts.js';

const PARTS = 'runs,parameters,stepParameters,metrics,definitionDiffs,curveNames,evaluations';
const MOST_DIAGRAMS = 12;

/** One evaluation of each run, the first where it has several. */
function entriesOf(comparison, names, labels) {
  return names.flatMap((name, index) => {
    const found = (comparison.evaluations ?? []).find((one) => one.run === name && one.evaluation);
    return found ? [{ index, label: labels[index], artifact: found.artifact, cast: new Cast(found.evaluation) }] : [];
  });
}

function Parameters({ comparison, labels, query, update }) {
  const all = query.all === '1';
  const parameters = (comparison.parameters ?? []).filter((row) => all || row.differs);
  const steps = comparison.stepParameters ?? [];
  const rows = [...parameters, ...steps.filter((row) => !parameters.some((other) => other.name === row.name))];
  return h('div', null,
    h('label', { class: 'check-label' }, h('input', { type: 'checkbox', checked: all, onChange: (event) => update({ all: event.currentTarget.checked ? '1' : '' }) }), 'also those that are the same'),
    rows.length === 0 ? h('p', { class: 'soft' }, 'The runs have the same parameters.') : h(ValuesTable, { title: 'Parameter', rows, labels, text: (name, value) => parameterText(value) }));
}

function Metrics({ comparison, labels, query, update }) {
  const all = query.figures === 'all';
  const rows = (comparison.metrics ?? []).filter((row) => all || /^(student|scratch|teacher)\.(accuracy|auc|meanAuc|nll|ece|macroF1|agreement|fidelityKl|parameters|latencySeconds)$|^gapRecovered$/.test(row.name));
  return h('div', null,
    h('label', { class: 'check-label' }, h('input', { type: 'checkbox', checked: all, onChange: (event) => update({ figures: event.currentTarget.checked ? 'all' : '' }) }), `all ${comparison.metrics?.length ?? 0} figures`),
    rows.length === 0 ? h('p', { class: 'soft' }, 'The runs have no figures yet.') : h(ValuesTable, { title: 'Figure', rows, labels, text: metricText, markBest: true }));
}

function Definitions({ comparison, labels }) {
  const diffs = (comparison.definitionDiffs ?? []).map((text, i) => ({ text, label: labels[i] })).filter((diff) => diff.text);
  if (diffs.length === 0) return h('p', { class: 'soft' }, 'All runs have the same definition.');
  return h('div', { class: 'stack' }, diffs.map((diff, i) => h('details', { key: diff.label, open: i === 0 }, h('summary', null, `${diff.label} against ${labels[0]}`), h(Diff, { text: diff.text, label: `Definition of ${diff.label} against ${labels[0]}` }))));
}

/** Sections about one run, which the reader chooses; the baseline is what it is held against. */
function FocusSections({ entries, names, labels, lossParts, query, update }) {
  const focus = entries.find((entry) => names[entry.index] === query.focus) ?? entries[1] ?? entries[0];
  const baseline = entries[0];
  const { classes = [] } = focus.cast.evaluation;
  const comparable = focus !== baseline && (baseline.cast.evaluation.classes ?? []).join('\n') === classes.join('\n');
  return h('div', null,
    h('div', { class: 'focus-bar' }, h('label', { class: 'check-label' }, h('strong', null, 'One run in detail'),
      h('select', { class: 'select', value: names[focus.index], onChange: (event) => update({ focus: event.currentTarget.value }) }, entries.map((entry) => h('option', { key: entry.index, value: names[entry.index] }, entry.label))))),
    confusionOf(focus.cast.student) && h(Section, { id: 'confusion', title: comparable ? `What ${focus.label} takes for what, less ${baseline.label}` : 'What is taken for what', lead: 'Rows are true classes, columns predicted ones. Green is better (more right, fewer mistakes), red is worse.' },
      h('div', { class: 'two-columns' },
        h(Confusion, { title: `Student of ${focus.label}`, model: focus.cast.student, classes }),
        comparable && h(Confusion, { title: `Less the student of ${baseline.label}`, model: focus.cast.student, baseline: baseline.cast.student, classes }))),
    h(Section, { id: 'four-way', title: 'Teacher and student, image by image', lead: `Of ${focus.label}${focus.cast.teacher ? `, compared with ${focus.cast.teacher.name}` : ''}.` }, h(FourWay, { key: focus.artifact, cast: focus.cast, artifact: focus.artifact })),
    h(Section, { id: 'hints', title: 'Hint loss by layer', lead: `Of ${focus.label}: the validation loss of each stage over its epochs. Each stage is shaded by its own range.` }, h(HintHeatmap, { run: names[focus.index] })),
    h(Section, { id: 'loss', title: 'Loss decomposition', lead: `Of ${focus.label}: what the training losses consist of, weights included; stacked they are the loss.` }, h(LossSection, { run: names[focus.index], metrics: lossParts })),
    h(Section, { id: 'branches', title: 'Branches and ranking', lead: `Of ${focus.label}.` }, h(BranchSection, { artifact: focus.artifact })));
}

function Comparison({ comparison, names, query, update, shown, setShown }) {
  const colors = useColors();
  const summaries = comparison.runs ?? [];
  const labels = useMemo(() => labelsOf(summaries), [comparison]);
  const entries = useMemo(() => entriesOf(comparison, names, labels), [comparison, labels]);
  const judged = entries.filter((entry) => entry.cast.distillation);
  const reliable = entries.filter((entry) => entry.cast.student?.classification?.reliability?.length);
  const picked = (list) => (shown ? list.filter((entry) => shown.has(entry.index)) : list);
  const curveNames = comparison.curveNames ?? [];
  const lossParts = curveNames.filter(isLossPart);
  const sections = [
    ['verdict', 'Verdict'], ['parameters', 'Parameters'], ['figures', 'Figures'], ['curves', 'Curves'], ['parallel', 'Parallel'],
    ...(entries.length ? [['trade-off', 'Cost'], ['gap', 'Gap'], ['class-gain', 'Classes'], ['calibration', 'Calibration'], ['confusion', 'Confusion'], ['four-way', 'Images'], ['hints', 'Hints'], ['loss', 'Loss'], ['branches', 'Branches']] : []),
    ['definition', 'Definition'],
  ];
  const jump = (id) => (event) => {
    event.preventDefault();
    const section = document.getElementById(`section-${id}`);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector('h2')?.setAttribute('tabindex', '-1');
    section?.querySelector('h2')?.focus({ preventScroll: true });
  };
  return h('div', null,
    h(RunChips, { summaries, labels, names, highlighted: shown, onChange: (next) => { setShown(null); update({ runs: runsText(next) }, {}); } }),
    shown && h('p', { class: 'notice' }, `${plural(shown.size, 'run')} of ${names.length} picked.`, h('button', { class: 'link-button', onClick: () => setShown(null) }, 'Show all')),
    h('nav', { class: 'section-nav', 'aria-label': 'Sections' }, sections.map(([id, title]) => h('a', { key: id, href: location.hash, onClick: jump(id) }, title))),
    h(Section, { id: 'verdict', title: 'Verdict', lead: 'Runs that differ in nothing but their seed are taken together. A group is better or worse than the baseline when the whole 95% interval of the difference says so: over seeds where each side has several, otherwise over the images that both answered.' },
      h(VerdictSection, { names, labels, query, update })),
    h(Section, { id: 'parameters', title: 'Parameters that differ' }, h(Parameters, { comparison, labels, query, update })),
    h(Section, { id: 'figures', title: 'Figures', lead: 'The best of each row is marked.' }, h(Metrics, { comparison, labels, query, update })),
    h(Section, { id: 'curves', title: 'Curves' }, h(CurvesSection, { names, labels, curveNames: curveNames.filter((name) => !isLossPart(name)), shown, setShown, query, update })),
    h(Section, { id: 'parallel', title: 'Parallel coordinates' }, h(Parallel, { comparison, labels, onBrush: setShown })),
    entries.length > 0 && h(Section, { id: 'trade-off', title: 'Quality against cost', lead: 'Up and to the left is better. The stepped line is the Pareto front; dashed lines are the baseline run’s teacher and scratch student. A click on a student shows its run in detail.' },
      h(TradeOff, { entries: picked(entries).length ? picked(entries) : entries, cost: query.cost ?? 'parameters', onCost: (cost) => update({ cost }), onPick: (label) => update({ focus: names[labels.indexOf(label)] }) })),
    judged.length > 0 && h(Section, { id: 'gap', title: 'Gap recovered', lead: 'How far the student got on the way from the scratch baseline to the teacher, with its 95% interval over the images.' }, h(Gaps, { entries: picked(judged).length ? picked(judged) : judged })),
    judged.length > 0 && h(Section, { id: 'class-gain', title: 'Gain of each class' }, h(ClassGain, { entries: picked(judged).length ? picked(judged) : judged })),
    reliable.length > 0 && h(Section, { id: 'calibration', title: 'Can their confidence be believed?', lead: 'The students: bars on the diagonal mean that a model that says 80% is right 80% of the time.' },
      h('div', { class: 'thirds' }, picked(reliable).slice(0, MOST_DIAGRAMS).map((entry) => h(Reliability, { key: entry.index, title: entry.label, model: entry.cast.student, color: entries.length > 1 ? seriesLook(colors, entry.index).color : roleColor(colors, 'STUDENT') }))),
      reliable.length > MOST_DIAGRAMS && h('p', { class: 'soft' }, `The first ${MOST_DIAGRAMS} of ${reliable.length} are shown.`)),
    entries.length > 0 && h(FocusSections, { entries, names, labels, lossParts, query, update }),
    h(Section, { id: 'definition', title: 'Definition', lead: 'How each run’s definition differs from the baseline’s.' }, h(Definitions, { comparison, labels })));
}

export function CompareView({ route }) {
  const { query, update } = route;
  const names = runsOf(query);
  const [shown, setShown] = useState(null);
  const answer = useAsync((signal) => (names.length ? compareRuns({ runs: names, readMask: PARTS }, signal) : Promise.resolve(null)), [names.join()]);
  useEffect(() => { document.title = `Compare ${names.length} · Stillhouse`; }, [names.length]);
  const current = answer.data && (answer.data.runs ?? []).length === names.length;
  return h('main', { id: 'main', class: 'page', tabIndex: -1 },
    h('div', { class: 'page-head' }, h('h1', null, names.length === 1 ? 'Compare one run' : `Compare ${names.length} runs`)),
    names.length === 0 && h(Empty, { title: 'Nothing to compare' }, h('p', null, 'Select runs in the list (x) and press c.'), h('a', { class: 'button button-primary', href: href(['runs']) }, 'Choose runs')),
    answer.error && h(ErrorMessage, { what: 'The runs cannot be compared.', error: answer.error }),
    names.length > 0 && !current && answer.loading && h(Loading, { what: 'the comparison' }),
    current && h(Comparison, { key: names.join(), comparison: answer.data, names, query, update, shown, setShown }));
}
