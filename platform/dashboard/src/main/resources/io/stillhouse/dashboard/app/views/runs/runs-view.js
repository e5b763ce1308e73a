// The list of runs.
import { h, useEffect, useRef, useState } from '../../vendor/preact.js';
import { listRunFields } from '../../api/runs.js';
import { href, navigate } from '../../routing.js';
import { useAsync } from '../../live/async.js';
import { useNow } from '../../live/clock.js';
import { useNarrow } from '../../live/size.js';
import { count, plural } from '../../text/number.js';
import { runPath } from '../../text/name.js';
import { Icon } from '../../ui/icon.js';
import { Empty, ErrorMessage, Loading } from '../../ui/message.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import { BulkActions, MOST_COMPARED } from './bulk-actions.js';
import { ColumnPicker } from './column-picker.js';
import { Facets } from './facets.js';
import { FilterInput } from './filter-input.js';
import { columnsOf, filterOf } from './query.js';
import { RunCards } from './run-cards.js';
import { useRunPages } from './run-pages.js';
import { RunTable } from './run-table.js';

export function RunsView({ route }) {
  const { query, update } = route;
  const filter = filterOf(query);
  const narrow = useNarrow();
  const now = useNow(1000);
  const input = useRef(null);
  const [picking, setPicking] = useState(false);
  const [current, setCurrent] = useState(-1);
  const [selection, setSelection] = useState(new Map());
  const anchor = useRef(-1);
  const [fieldsWanted, setFieldsWanted] = useState(0);
  const fieldsAnswer = useAsync((signal) => listRunFields(signal), [fieldsWanted]);
  const fields = fieldsAnswer.data?.fields ?? [];
  const columns = columnsOf(query, fields);
  const pages = useRunPages(filter, query.order ?? '', columns, !fieldsAnswer.loading || fieldsAnswer.data !== null);
  const { rows } = pages;

  useEffect(() => { document.title = 'Runs · Stillhouse'; }, []);
  useEffect(() => { setCurrent(-1); }, [filter, query.order]);
  // New metrics appear when runs end; the names are asked for again when the number of runs has changed.
  useEffect(() => { if (pages.total > 0) setFieldsWanted((before) => before + 1); }, [pages.total]);

  const select = (index, range) => {
    const next = new Map(selection);
    const from = range && anchor.current >= 0 ? Math.min(anchor.current, index) : index;
    const to = range && anchor.current >= 0 ? Math.max(anchor.current, index) : index;
    const on = range || !next.has(rows[index].name);
    for (let i = from; i <= to; i++) {
      if (on) next.set(rows[i].name, rows[i]);
      else next.delete(rows[i].name);
    }
    anchor.current = index;
    setSelection(next);
  };
  const selectAll = () => setSelection(rows.every((row) => selection.has(row.name)) ? new Map() : new Map(rows.map((row) => [row.name, row])));
  const chosen = rows.filter((row) => selection.has(row.name));
  const compare = () => {
    if (chosen.length === 0 || chosen.length > MOST_COMPARED) return;
    navigate(['compare'], { runs: chosen.map((run) => runPath(run.name).slice(1).join('/')).join(',') });
  };
  useShortcuts({
    j: () => setCurrent((at) => Math.min(rows.length - 1, at + 1)),
    k: () => setCurrent((at) => Math.max(0, at - 1)),
    x: (event) => current >= 0 && select(current, event.shiftKey),
    X: () => current >= 0 && select(current, true),
    Enter: (event) => {
      if (event.target.closest?.('a, button, input')) { event.target.closest('a, button, input').click(); return; }
      if (current >= 0) navigate(runPath(rows[current].name));
    },
    '/': () => input.current?.focus(),
    o: () => setPicking(true),
    c: compare,
    Escape: () => setSelection(new Map()),
  });

  const filterError = pages.error?.httpStatus === 400 ? pages.error.sentences.join(' ') : '';
  const list = {
    rows, columns, fields, query, selection, current, now, total: pages.total,
    onSelect: select, onSelectAll: selectAll, onCurrent: setCurrent,
    onOrder: (order) => update({ order }), onEnd: pages.loadMore,
  };
  const filtered = filter !== '';
  return h('main', { id: 'main', class: 'page page-full', tabIndex: -1 },
    h('div', { class: 'page-head' },
      h('h1', null, 'Runs', h('span', { class: 'count', role: 'status' }, pages.loading && rows.length === 0 ? '' : count(pages.total), h('span', { class: 'hidden-text' }, filtered ? ' match' : ' in all'))),
      h('span', { class: pages.connected ? 'live live-on' : 'live', title: pages.connected ? 'Changes appear as they happen' : 'The connection is broken; it is tried again' }, pages.connected ? 'live' : 'not connected'),
      h('a', { class: 'button button-primary', href: href(['launch'], { pipeline: query.pipeline }) }, h(Icon, { name: 'play' }), 'Launch')),
    h('div', { class: 'toolbar' },
      h(FilterInput, { value: query.filter ?? '', fields, error: filterError, inputRef: input, onChange: (text) => update({ filter: text }) }),
      h(Facets, { query, fields, onChange: update }),
      h('button', { class: 'button', onClick: () => setPicking(true), title: 'o' }, h(Icon, { name: 'columns' }), 'Columns')),
    pages.fresh > 0 && h('button', { class: 'fresh', onClick: pages.reload }, `Show ${plural(pages.fresh, 'new run')}`),
    pages.error && !filterError && h(ErrorMessage, { what: 'The runs cannot be listed.', error: pages.error, onRetry: pages.reload }),
    pages.notices.map((notice) => h('p', { class: 'notice', key: notice, role: 'status' }, h(Icon, { name: 'info' }), notice)),
    rows.length > 0 && h(narrow ? RunCards : RunTable, list),
    rows.length === 0 && pages.loading && h(Loading, { what: 'runs' }),
    rows.length === 0 && !pages.loading && !pages.error && (filtered
      ? h(Empty, { title: 'No run matches' },
        h('button', { class: 'button', onClick: () => update({ filter: '', state: '', pipeline: '', experiment: '', label: '' }) }, 'Show all runs'))
      : h(Empty, { title: 'No runs yet' },
        h('p', null, 'Launch one from the browser, or from a shell:'),
        h('pre', null, 'bin/stillhouse run pipeline-defs/quickstart.yaml'),
        h('a', { class: 'button button-primary', href: href(['launch']) }, 'Launch a run'))),
    chosen.length > 0 && h(BulkActions, {
      runs: chosen, onCompare: compare, onClear: () => setSelection(new Map()),
      onDone: (deleted) => { if (deleted) setSelection(new Map()); pages.reload(); },
    }),
    picking && h(ColumnPicker, {
      fields, columns, onClose: () => setPicking(false),
      onChange: (next) => update({ columns: next === null ? '' : next.length ? next.join(',') : 'none' }),
    }));
}
