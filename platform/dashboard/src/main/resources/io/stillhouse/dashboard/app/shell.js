// The frame around every view: where one can go, and which view the address names.
import { h, useEffect, useRef, useState } from './vendor/preact.js';
import { href, navigate, useRoute } from './routing.js';
import { ThemeSwitch } from './ui/theme.js';
import { Toasts } from './ui/toast.js';
import { ErrorMessage, Loading } from './ui/message.js';
import { SignIn } from './ui/sign-in.js';
import { ShortcutHelp } from './ui/shortcut-help.js';
import { useShortcuts } from './ui/shortcuts.js';

const VIEWS = {
  runs: { label: 'Runs', key: 'r' },
  compare: { label: 'Compare', key: 'c' },
  experiments: { label: 'Experiments', key: 'e' },
  sweeps: { label: 'Sweeps', key: 's' },
  triggers: { label: 'Triggers', key: 't' },
  launch: { label: 'Launch', key: 'l' },
};

/** Each view is loaded when it is first shown. */
const load = {
  runs: () => import('./views/runs/runs-view.js').then((module) => module.RunsView),
  run: () => import('./views/run/run-view.js').then((module) => module.RunView),
  compare: () => import('./views/compare/compare-view.js').then((module) => module.CompareView),
  launch: () => import('./views/launch/launch-view.js').then((module) => module.LaunchView),
  sweeps: () => import('./views/sweeps/sweeps-view.js').then((module) => module.SweepsView),
  sweep: () => import('./views/sweeps/sweep-view.js').then((module) => module.SweepView),
  triggers: () => import('./views/triggers/triggers-view.js').then((module) => module.TriggersView),
  trigger: () => import('./views/triggers/trigger-view.js').then((module) => module.TriggerView),
  experiments: () => import('./views/experiment/experiments-view.js').then((module) => module.ExperimentsView),
  experiment: () => import('./views/experiment/experiment-view.js').then((module) => module.ExperimentView),
};

/** Views of one thing, and the list that it is in. */
const PARENTS = { run: 'runs', experiment: 'experiments', sweep: 'sweeps', trigger: 'triggers' };

function viewOf(path) {
  const [first = 'runs', second] = path;
  if (first === 'runs') return path.length >= 3 ? 'run' : 'runs';
  if (first === 'experiments') return second ? 'experiment' : 'experiments';
  if (first === 'sweeps') return second ? 'sweep' : 'sweeps';
  if (first === 'triggers') return second ? 'trigger' : 'triggers';
  return first in load ? first : 'runs';
}

function Lazy({ name, ...rest }) {
  const [loaded, setLoaded] = useState(null);
  useEffect(() => {
    let wanted = true;
    load[name]().then(
      (View) => wanted && setLoaded({ name, View }),
      (error) => wanted && setLoaded({ name, error }),
    );
    return () => { wanted = false; };
  }, [name]);
  if (loaded?.name !== name) return h('main', { id: 'main' }, h(Loading, { what: 'the page' }));
  if (loaded.error) {
    return h('main', { id: 'main', class: 'page' },
      h(ErrorMessage, { what: 'The page could not be loaded.', error: loaded.error, onRetry: () => location.reload() }));
  }
  return h(loaded.View, rest);
}

export function Shell() {
  const route = useRoute();
  const view = viewOf(route.path);
  const [help, setHelp] = useState(false);
  const main = useRef(null);
  const go = (name) => () => navigate([name]);
  useShortcuts({
    '?': () => setHelp(true),
    R: go('runs'),
    E: go('experiments'),
    S: go('sweeps'),
    T: go('triggers'),
    L: go('launch'),
  });
  const current = PARENTS[view] ?? view;
  return h('div', { class: 'shell', ref: main },
    h('a', {
      class: 'skip',
      href: '#main',
      onClick: (event) => { event.preventDefault(); document.getElementById('main')?.focus(); },
    }, 'Skip to the content'),
    h('header', { class: 'top' },
      h('a', { class: 'brand', href: href(['runs']) }, 'Stillhouse'),
      h('nav', { 'aria-label': 'Views' },
        Object.entries(VIEWS).filter(([name]) => name !== 'compare' || view === 'compare').map(([name, { label }]) => h('a', {
          href: name === 'compare' ? location.hash : href([name]),
          'aria-current': current === name ? 'page' : undefined,
        }, label))),
      h('div', { class: 'top-end' },
        h('button', { class: 'button-icon key-hint', onClick: () => setHelp(true), 'aria-label': 'Keyboard shortcuts', title: 'Keyboard shortcuts (?)' }, '?'),
        h(ThemeSwitch))),
    h(Lazy, { name: view, route, key: view }),
    h(Toasts),
    h(SignIn),
    help && h(ShortcutHelp, { onClose: () => setHelp(false) }));
}
