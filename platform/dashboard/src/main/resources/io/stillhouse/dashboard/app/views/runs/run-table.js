// The list as a table: the rows in sight only, a header that stays, one run that the keys act on.
import { h, useEffect, useRef } from '../../vendor/preact.js';
import { useWindowed } from '../../live/windowed.js';
import { href } from '../../routing.js';
import { runPath, runTitle } from '../../text/name.js';
import { cellText } from '../../text/value.js';
import { columnText, lowerIsBetter } from '../../text/metric.js';
import { ago, instant, moment } from '../../text/time.js';
import { StateBadge } from '../../ui/state-badge.js';
import { Icon } from '../../ui/icon.js';
import { orderOf, nextOrder } from './query.js';
import { RunTime } from './progress.js';

const ROW = 46;

function SortHeader({ field, query, onOrder, descendingFirst = false, numeric = false, children }) {
  const order = orderOf(query);
  const sorted = order.field === field;
  return h('th', {
    scope: 'col',
    class: numeric ? 'numeric' : '',
    'aria-sort': sorted ? (order.descending ? 'descending' : 'ascending') : 'none',
  }, h('button', { class: 'sort', onClick: () => onOrder(nextOrder(query, field, descendingFirst)) },
    h('span', null, children),
    h(Icon, { name: sorted ? (order.descending ? 'down' : 'up') : 'sort', size: 12 })));
}

/** A column's name without what all of its kind share. */
export function columnTitle(column) {
  return column.replace(/^(metrics|parameters)\./, '');
}

export function RunName({ run }) {
  const title = runTitle(run);
  return h('div', { class: 'run-name' },
    h('a', { href: href(runPath(run.name)), title }, run.pinned && h(Icon, { name: 'pin', size: 13 }), title),
    run.error
      ? h('span', { class: 'run-error', title: run.error }, `${run.pipeline} · ${run.error}`)
      : h('span', { class: 'soft' }, title === run.runId ? run.pipeline : `${run.pipeline} · ${run.runId}`));
}

function Row({ run, index, columns, numeric, selected, current, onSelect, onFocus, now }) {
  const created = instant(run.createTime);
  return h('tr', {
    class: [selected && 'selected', current && 'current'].filter(Boolean).join(' '),
    'aria-rowindex': index + 2,
    onClick: (event) => { if (!event.target.closest('a, button, input, label')) onFocus(); },
  },
  h('td', { class: 'check' }, h('input', {
    type: 'checkbox',
    checked: selected,
    'aria-label': `Select ${runTitle(run)}`,
    onChange: (event) => onSelect(event),
    onClick: (event) => { if (event.shiftKey) { event.preventDefault(); onSelect(event); } },
  })),
  h('td', null, h(StateBadge, { state: run.state })),
  h('td', { class: 'wide' }, h(RunName, { run })),
  h('td', null, run.experiment),
  h('td', { title: moment(created) }, ago(created, now)),
  h('td', null, h(RunTime, { run, now })),
  columns.map((column, i) => {
    const text = cellText(run.cells?.[i], (value) => columnText(column, value));
    return h('td', { key: column, class: numeric[i] ? 'numeric' : 'text', title: text }, text || h('span', { class: 'soft' }, '–'));
  }));
}

export function RunTable({ rows, columns, fields, query, selection, current, now, onSelect, onSelectAll, onCurrent, onOrder, onEnd, total }) {
  const scroll = useRef(null);
  const range = useWindowed(scroll, rows.length, ROW);
  const kinds = new Map(fields.map((field) => [field.name, field.numeric]));
  const numeric = columns.map((column) => kinds.get(column) ?? column.startsWith('metrics.'));
  useEffect(() => { if (range.last >= rows.length - 40) onEnd(); }, [range.last, rows.length]);
  useEffect(() => {
    const element = scroll.current;
    const top = current * ROW;
    if (current < 0) return;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW * 2 > element.scrollTop + element.clientHeight) element.scrollTop = top + ROW * 2 - element.clientHeight;
  }, [current]);
  const all = rows.length > 0 && rows.every((row) => selection.has(row.name));
  return h('div', { class: 'table-scroll', ref: scroll, tabIndex: 0, role: 'region', 'aria-label': 'Runs' },
    h('table', { class: 'runs', 'aria-rowcount': total + 1 },
      h('thead', null, h('tr', { 'aria-rowindex': 1 },
        h('th', { class: 'check' }, h('input', { type: 'checkbox', checked: all, 'aria-label': 'Select every run that is loaded', onChange: onSelectAll })),
        h(SortHeader, { field: 'state', query, onOrder }, 'State'),
        h(SortHeader, { field: 'run', query, onOrder }, 'Run'),
        h(SortHeader, { field: 'experiment', query, onOrder }, 'Experiment'),
        h(SortHeader, { field: 'create_time', query, onOrder, descendingFirst: true }, 'Created'),
        h(SortHeader, { field: 'duration', query, onOrder, descendingFirst: true }, 'Time'),
        columns.map((column, i) => h(SortHeader, {
          key: column, field: column, query, onOrder, numeric: numeric[i],
          descendingFirst: column.startsWith('metrics.') && !lowerIsBetter(column),
        }, columnTitle(column))))),
      h('tbody', null,
        range.before > 0 && h('tr', { key: 'before', class: 'spacer', 'aria-hidden': 'true' }, h('td', { colSpan: 6 + columns.length, style: { height: `${range.before}px` } })),
        rows.slice(range.first, range.last).map((run, i) => h(Row, {
          key: run.name, run, index: range.first + i, columns, numeric, now,
          selected: selection.has(run.name),
          current: range.first + i === current,
          onSelect: (event) => onSelect(range.first + i, event.shiftKey),
          onFocus: () => onCurrent(range.first + i),
        })),
        range.after > 0 && h('tr', { key: 'after', class: 'spacer', 'aria-hidden': 'true' }, h('td', { colSpan: 6 + columns.length, style: { height: `${range.after}px` } })))));
}
