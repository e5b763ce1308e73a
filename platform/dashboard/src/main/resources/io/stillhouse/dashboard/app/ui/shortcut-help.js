import { h } from '../vendor/preact.js';
import { Dialog } from './dialog.js';

const GROUPS = [
  ['Everywhere', [['R', 'Runs'], ['E', 'Experiments'], ['S', 'Sweeps'], ['T', 'Triggers'], ['L', 'Launch'], ['?', 'This help']]],
  ['Runs', [
    ['j k', 'Next and previous run'], ['enter', 'Open the run'], ['x', 'Select the run'], ['c', 'Compare the selected runs'],
    ['/', 'Filter'], ['o', 'Choose columns'], ['esc', 'Clear the selection'],
  ]],
  ['A run', [['j k', 'Next and previous step'], ['1 … 6', 'Tabs'], ['/', 'Search the log']]],
  ['Launch', [['ctrl enter', 'Plan the run']]],
];

export function ShortcutHelp({ onClose }) {
  return h(Dialog, { title: 'Keyboard', onClose },
    h('div', { class: 'shortcut-groups' }, GROUPS.map(([name, keys]) => h('section', { key: name },
      h('h3', null, name),
      h('dl', null, keys.map(([key, what]) => h('div', { key },
        h('dt', null, key.split(' ').map((one) => h('kbd', null, one))), h('dd', null, what))))))));
}
