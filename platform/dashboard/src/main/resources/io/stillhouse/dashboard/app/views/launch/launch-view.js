// From YAML to a run: the text, its parameters, the plan with what the cache serves, then the launch.
import { h, useEffect, useRef, useState } from '../../vendor/preact.js';
import { createVersion, getPipeline, listPipelines, planDefinition, validateDefinition } from '../../api/pipelines.js';
import { createRun, getRun } from '../../api/runs.js';
import { useAsync } from '../../live/async.js';
import { href, navigate } from '../../routing.js';
import { runName, runPath } from '../../text/name.js';
import { plural } from '../../text/number.js';
import { valueText } from '../../text/value.js';
import { Icon } from '../../ui/icon.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { toast } from '../../ui/toast.js';
import { Editor } from './editor.js';
import { ParameterForm } from './parameter-form.js';
import { Plan } from './plan.js';

const SKELETON = `apiVersion: stillhouse.io/v1
kind: Pipeline
metadata:
  name: my-pipeline
parameters:
  seed: {type: integer, default: 1, description: Seed of everything random.}
steps:
  - name: dataset
    component: dataset-prep
    parameters:
      source: data/mnist10k
`;

/** What the editor begins with: a run's definition and parameters, a pipeline's newest, or a skeleton. */
async function begin(query, signal) {
  const pipelines = (await listPipelines(signal)).pipelines ?? [];
  const names = pipelines.map((pipeline) => pipeline.name.replace('pipelines/', ''));
  if (query.run) {
    const run = await getRun(runName(...query.run.split('/')), signal);
    return { names, source: run.source ?? '', parameters: Object.fromEntries(Object.entries(run.parameters ?? {}).map(([name, value]) => [name, valueText(value)])), experiment: run.summary.experiment };
  }
  const chosen = query.pipeline || names.find((name) => name === 'quickstart') || names[0];
  if (!chosen) return { names, source: SKELETON, parameters: {} };
  const pipeline = await getPipeline(chosen, signal);
  return { names, chosen, source: pipeline.source || SKELETON, parameters: {} };
}

/** Values as they are sent: what is empty, or the default, is left out. */
function given(values, forms) {
  return Object.fromEntries(Object.entries(values).filter(([name, text]) => text.trim() !== '' && forms.some((form) => form.name === name && form.defaultText !== text)));
}

function Problems({ problems, onShow }) {
  if (problems.length === 0) return null;
  return h('ul', { class: 'problems', 'aria-label': 'Problems' }, problems.map((problem, i) => h('li', { key: i, class: problem.severity === 'PROBLEM_WARNING' ? 'problem-warning' : 'problem-error' },
    h(Icon, { name: problem.severity === 'PROBLEM_WARNING' ? 'info' : 'warning' }),
    h('span', null,
      problem.line > 0 && h('button', { class: 'link-button mono', onClick: () => onShow(problem) }, problem.file ? `${problem.file}:${problem.line}` : `line ${problem.line}`),
      ` ${problem.path ? `${problem.path}: ` : ''}${problem.message}${problem.suggestion ? `; did you mean ${problem.suggestion}?` : ''}`))));
}

export function LaunchView({ route }) {
  const { query, update } = route;
  const start = useAsync((signal) => begin(query, signal), [query.pipeline, query.run]);
  const [source, setSource] = useState('');
  const [values, setValues] = useState({});
  const [check, setCheck] = useState({ problems: [], parameters: [], valid: false });
  const [checkError, setCheckError] = useState(null);
  const [plan, setPlan] = useState(null);
  const [busy, setBusy] = useState('');
  const [runTitle, setRunTitle] = useState('');
  const [experiment, setExperiment] = useState('');
  const noCache = query.cache === 'off';
  const editor = useRef(null);
  const requestId = useRef(crypto.randomUUID());

  useEffect(() => { document.title = 'Launch · Stillhouse'; }, []);
  useEffect(() => {
    if (!start.data) return;
    setSource(start.data.source);
    setValues(start.data.parameters);
    setExperiment(start.data.experiment ?? '');
    setPlan(null);
  }, [start.data]);
  useEffect(() => {
    if (!source) return undefined;
    let wanted = true;
    const timer = setTimeout(() => validateDefinition(source, given(values, check.parameters)).then(
      (answer) => { if (wanted) { setCheck({ ...answer, problems: answer.problems ?? [], parameters: answer.parameters ?? (answer.valid ? [] : check.parameters) }); setCheckError(null); } },
      (error) => wanted && setCheckError(error),
    ), 300);
    return () => { wanted = false; clearTimeout(timer); };
  }, [source, values]);

  const changed = () => { setPlan(null); requestId.current = crypto.randomUUID(); };
  const makePlan = async () => {
    setBusy('plan');
    try {
      const answer = await planDefinition(source, given(values, check.parameters), noCache);
      if ((answer.problems ?? []).some((problem) => problem.severity !== 'PROBLEM_WARNING')) setCheck((before) => ({ ...before, problems: answer.problems }));
      else setPlan(answer);
    } catch (error) {
      toast((error.sentences ?? [error.message]).join(' '), 'error');
    }
    setBusy('');
  };
  const launch = async () => {
    setBusy('launch');
    try {
      const run = await createRun(check.pipeline, {
        source, parameters: given(values, check.parameters), experiment: experiment.trim() || undefined, noCache: noCache || undefined,
        labels: runTitle.trim() ? { name: runTitle.trim() } : undefined, requestId: requestId.current,
      });
      navigate(runPath(run.summary.name));
    } catch (error) {
      toast((error.sentences ?? [error.message]).join(' '), 'error');
    }
    setBusy('');
  };
  const save = async () => {
    try {
      const version = await createVersion(check.pipeline, source, '');
      toast(`Saved as version ${version.name.split('/').at(-1)} of ${check.pipeline}.`);
    } catch (error) {
      toast((error.sentences ?? [error.message]).join(' '), 'error');
    }
  };
  const show = (problem) => {
    editor.current?.setCursor(problem.line - 1, Math.max(0, (problem.column || 1) - 1));
    editor.current?.scrollIntoView(null, 120);
    editor.current?.focus();
  };
  const pressed = (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); if (check.valid) makePlan(); } };

  if (start.error) return h('main', { id: 'main', class: 'page', tabIndex: -1 }, h('h1', null, 'Launch'), h(ErrorMessage, { what: 'The definition cannot be read.', error: start.error }));
  if (!start.data) return h('main', { id: 'main', class: 'page', tabIndex: -1 }, h('h1', null, 'Launch'), h(Loading, { what: 'the definition' }));
  const errors = check.problems.filter((problem) => problem.severity !== 'PROBLEM_WARNING').length;
  return h('main', { id: 'main', class: 'page', tabIndex: -1, onKeyDown: pressed },
    h('div', { class: 'page-head' },
      h('h1', null, 'Launch'),
      h('label', { class: 'check-label' }, 'Pipeline', h('select', { class: 'select', value: query.run ? '' : start.data.chosen ?? '', onChange: (event) => update({ pipeline: event.currentTarget.value, run: '' }, {}) },
        query.run && h('option', { value: '' }, `as ${query.run.split('/')[1]}`),
        start.data.names.map((name) => h('option', { key: name, value: name }, name)))),
      h('div', { class: 'actions' },
        h('button', { class: 'button', onClick: save, disabled: !check.valid || !check.pipeline }, 'Save version'),
        h('button', { class: 'button', onClick: makePlan, disabled: !check.valid || busy !== '', title: 'Ctrl+Enter' }, busy === 'plan' ? 'Planning …' : 'Plan'),
        h('button', { class: 'button button-primary', onClick: launch, disabled: !check.valid || busy !== '' }, h(Icon, { name: 'play' }), busy === 'launch' ? 'Launching …' : 'Launch'))),
    check.description && h('p', { class: 'lead' }, check.description),
    check.sweepRunCount > 0 && h('p', { class: 'lead', role: 'note' }, `The definition’s matrix has ${plural(check.sweepRunCount, 'run')}. Launch starts one run, with the parameters below; `, h('code', null, 'stillhouse sweep FILE'), ' on the command line starts all of them, and ', h('a', { href: href(['sweeps']) }, 'Sweeps'), ' shows their table.'),
    checkError && h(ErrorMessage, { what: 'The definition cannot be checked.', error: checkError }),
    h('div', { class: 'launch' },
      h('section', { 'aria-label': 'Definition' },
        h('div', { class: 'launch-head' }, h('h2', null, 'Definition'),
          h('span', { role: 'status', class: errors ? 'state state-failed' : 'state state-succeeded' }, source && h(Icon, { name: errors ? 'failed' : 'succeeded' }), errors ? plural(errors, 'error') : check.valid ? 'valid' : '')),
        h(Editor, { source, problems: check.problems, onChange: (text) => { setSource(text); changed(); }, onReady: (made) => { editor.current = made; } }),
        h(Problems, { problems: check.problems, onShow: show })),
      h('section', { 'aria-label': 'Parameters' },
        h('h2', null, 'Parameters'),
        h(ParameterForm, { parameters: check.parameters, values, problems: check.problems, onChange: (name, text) => { setValues((before) => ({ ...before, [name]: text })); changed(); } }),
        h('h2', null, 'The run'),
        h('div', { class: 'parameter-form' },
          h('label', { class: 'field' }, h('strong', null, 'Name'), h('input', { value: runTitle, placeholder: 'none', onInput: (event) => { setRunTitle(event.currentTarget.value); changed(); } })),
          h('label', { class: 'field' }, h('strong', null, 'Experiment'), h('input', { value: experiment, placeholder: check.experiment || 'the definition’s', onInput: (event) => { setExperiment(event.currentTarget.value); changed(); } })),
          h('label', { class: 'check-label' }, h('input', { type: 'checkbox', checked: !noCache, onChange: (event) => { update({ cache: event.currentTarget.checked ? '' : 'off' }); changed(); } }), 'Take steps from the cache')))),
    plan && h('section', { class: 'section', 'aria-label': 'Plan' }, h('h2', null, 'Plan'), h(Plan, { plan })));
}
