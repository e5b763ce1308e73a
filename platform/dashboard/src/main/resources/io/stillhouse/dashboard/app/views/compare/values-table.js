// Parameters or metrics of all runs, a column a run; what is the same everywhere can be left out.
import { h } from '../../vendor/preact.js';
import { lowerIsBetter } from '../../text/metric.js';
import { cellText } from '../../text/value.js';
import { Scroll } from '../../ui/scroll.js';

/** The position of the best value of a metric, or -1. */
export function bestOf(name, cells) {
  const values = cells.map((cell) => (cell?.number === undefined ? NaN : Number(cell.number)));
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2 || new Set(finite).size < 2) return -1;
  return values.indexOf(lowerIsBetter(name) ? Math.min(...finite) : Math.max(...finite));
}

export function ValuesTable({ title, rows, labels, text, markBest = false }) {
  return h(Scroll, { class: 'compare-values', label: `Table: ${title.toLowerCase()}` }, h('table', { class: 'plain' },
    h('caption', { class: 'hidden-text' }, title),
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, title), labels.map((label) => h('th', { key: label, scope: 'col', class: 'numeric' }, label)))),
    h('tbody', null, rows.map((row) => {
      const best = markBest ? bestOf(row.name, row.cells ?? []) : -1;
      return h('tr', { key: row.name, class: row.differs ? 'differs' : '' },
        h('th', { scope: 'row' }, row.name),
        labels.map((label, i) => {
          const value = cellText(row.cells?.[i], (number) => text(row.name, number));
          return h('td', { key: label, class: i === best ? 'numeric best' : 'numeric', title: value.length > 28 ? value : undefined }, value || '–');
        }));
    }))));
}
