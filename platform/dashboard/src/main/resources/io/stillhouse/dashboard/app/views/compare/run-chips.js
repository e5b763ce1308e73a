// Which runs are compared, in their colours; the first is what the others are held against.
import { h, useState } from '../../vendor/preact.js';
import { listRuns } from '../../api/runs.js';
import { seriesLook, useColors } from '../../charts/theme.js';
import { useAsync } from '../../live/async.js';
import { href } from '../../routing.js';
import { runPath, runTitle } from '../../text/name.js';
import { ago, instant } from '../../text/time.js';
import { Dialog } from '../../ui/dialog.js';
import { Icon } from '../../ui/icon.js';
import { ErrorMessage } from '../../ui/message.js';
import { StateBadge } from '../../ui/state-badge.js';
import { MOST } from './run-set.js';

function AddRuns({ names, onAdd, onClose }) {
  const [text, setText] = useState('');
  const answer = useAsync((signal) => listRuns({ filter: text.trim(), pageSize: 50 }, signal), [text]);
  const rows = (answer.data?.runs ?? []).filter((run) => !names.includes(run.name));
  return h(Dialog, { title: 'Add runs', onClose },
    h('input', { class: 'input', type: 'search', 'aria-label': 'Filter runs', placeholder: 'A word, or a filter as in the list', autofocus: true, value: text, onInput: (event) => setText(event.currentTarget.value) }),
    answer.error && h(ErrorMessage, { error: answer.error }),
    h('ul', { class: 'picker' }, rows.map((run) => h('li', { key: run.name, class: 'picker-row' },
      h('span', null, h('strong', null, runTitle(run)), ' ', h('span', { class: 'soft' }, `${run.pipeline}, ${ago(instant(run.createTime), Date.now())}`)),
      h(StateBadge, { state: run.state, short: true }),
      h('button', { class: 'button button-small', 'aria-label': `Add ${runTitle(run)}`, disabled: names.length >= MOST, onClick: () => onAdd(run.name) }, 'Add')))));
}

export function RunChips({ summaries, labels, names, onChange, highlighted }) {
  const colors = useColors();
  const [adding, setAdding] = useState(false);
  return h('div', { class: 'run-chips' },
    h('ul', null, summaries.map((summary, i) => h('li', { key: summary.name, class: highlighted && !highlighted.has(i) ? 'chip chip-out' : 'chip' },
      h('span', { class: 'legend-line', style: { background: seriesLook(colors, i).color } }),
      h('a', { href: href(runPath(summary.name)), title: `${summary.pipeline} ${summary.runId}` }, labels[i]),
      i === 0
        ? h('span', { class: 'tag' }, 'baseline')
        : h('button', { class: 'link-button soft', 'aria-label': `Hold the others against ${labels[i]}`, title: 'Make it the baseline', onClick: () => onChange([names[i], ...names.filter((name) => name !== names[i])]) }, 'set as baseline'),
      h('button', { class: 'button-icon button-tiny', 'aria-label': `Leave ${labels[i]} out`, onClick: () => onChange(names.filter((name) => name !== names[i])) }, h(Icon, { name: 'close', size: 12 }))))),
    h('button', { class: 'button button-small', onClick: () => setAdding(true) }, 'Add runs'),
    adding && h(AddRuns, { names, onAdd: (name) => onChange([...names, name]), onClose: () => setAdding(false) }));
}
