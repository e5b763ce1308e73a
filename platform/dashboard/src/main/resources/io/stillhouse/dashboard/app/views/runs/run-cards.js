// The list on a narrow screen: a card a run, the rows in sight only.
import { h, useEffect, useRef } from '../../vendor/preact.js';
import { useWindowed } from '../../live/windowed.js';
import { runTitle } from '../../text/name.js';
import { cellText } from '../../text/value.js';
import { columnText } from '../../text/metric.js';
import { ago, instant } from '../../text/time.js';
import { StateBadge } from '../../ui/state-badge.js';
import { RunTime } from './progress.js';
import { columnTitle, RunName } from './run-table.js';

const SHOWN = 4;

export function RunCards({ rows, columns, selection, current, now, onSelect, onEnd }) {
  const scroll = useRef(null);
  const shown = columns.slice(0, SHOWN);
  const height = 104 + Math.ceil(shown.length / 2) * 24;
  const range = useWindowed(scroll, rows.length, height, 4);
  useEffect(() => { if (range.last >= rows.length - 20) onEnd(); }, [range.last, rows.length]);
  return h('div', { class: 'card-scroll', ref: scroll, tabIndex: 0, role: 'region', 'aria-label': 'Runs' },
    h('ul', { class: 'cards', style: { height: `${rows.length * height}px` } },
      rows.slice(range.first, range.last).map((run, i) => h('li', {
        key: run.name,
        class: range.first + i === current ? 'card current' : 'card',
        'aria-setsize': rows.length,
        'aria-posinset': range.first + i + 1,
        style: { top: `${(range.first + i) * height}px`, height: `${height - 10}px` },
      },
      h('div', { class: 'card-head' },
        h('input', { type: 'checkbox', checked: selection.has(run.name), 'aria-label': `Select ${runTitle(run)}`, onChange: () => onSelect(range.first + i, false) }),
        h(RunName, { run })),
      h('div', { class: 'card-line' }, h(StateBadge, { state: run.state }), h(RunTime, { run, now }), h('span', { class: 'soft' }, ago(instant(run.createTime), now))),
      shown.length > 0 && h('dl', { class: 'card-figures' }, shown.map((column, j) => h('div', { key: column },
        h('dt', null, columnTitle(column)), h('dd', null, cellText(run.cells?.[j], (value) => columnText(column, value)) || '–'))))))));
}
