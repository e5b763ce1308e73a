// An attempt's log: follows its end, is searched as a whole, keeps the rows in sight in the page.
import { h, useEffect, useMemo, useRef, useState } from '../../vendor/preact.js';
import { readLog, searchLog, watchLog } from '../../api/reports.js';
import { useWindowed } from '../../live/windowed.js';
import { bytes, plural } from '../../text/number.js';
import { ErrorMessage } from '../../ui/message.js';
import { Icon } from '../../ui/icon.js';

const ROW = 20;
const PIECE = 262144;
const MOST_LINES = 200000;

function levelOf(line) {
  const word = line.slice(0, 48);
  if (/\b(ERROR|SEVERE|Exception|Caused by)\b/.test(word) || /^\s+at [\w.$]+\(/.test(line)) return 'error';
  if (/\bWARN(ING)?\b/.test(word)) return 'warning';
  return /\b(DEBUG|TRACE)\b/.test(word) ? 'debug' : '';
}

function Marked({ text, query }) {
  if (!query) return text || ' ';
  const pieces = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(query); at >= 0; at = lower.indexOf(query, from)) {
    pieces.push(text.slice(from, at), h('mark', null, text.slice(at, at + query.length)));
    from = at + query.length;
  }
  pieces.push(text.slice(from) || (from === 0 ? ' ' : ''));
  return pieces;
}

/** The lines of an attempt's log as far as they were fetched: `{lines, start, size, complete}`. */
function useLog(attempt, from) {
  const [log, setLog] = useState({ lines: [], start: null, size: 0, complete: false, error: null });
  useEffect(() => {
    setLog({ lines: [], start: null, size: 0, complete: false, error: null });
    let rest = '';
    return watchLog(attempt, from, (piece) => {
      const text = rest + (piece.text ?? '');
      const lines = text.split('\n');
      rest = lines.pop();
      const closing = piece.complete && rest ? [rest] : [];
      if (closing.length) rest = '';
      setLog((before) => ({
        lines: [...before.lines, ...lines, ...closing].slice(-MOST_LINES),
        start: before.start ?? Number(piece.offset ?? 0), size: Number(piece.size ?? 0), complete: Boolean(piece.complete), error: null,
      }));
    }, (connected, error) => error && setLog((before) => ({ ...before, error })));
  }, [attempt, from]);
  const earlier = async () => {
    const begin = Math.max(0, log.start - PIECE);
    const piece = await readLog(attempt, begin, log.start - begin);
    const lines = (piece.text ?? '').replace(/\n$/, '').split('\n');
    setLog((before) => ({ ...before, lines: [...lines, ...before.lines], start: Number(piece.offset ?? 0) }));
    return lines.length;
  };
  return { ...log, earlier };
}

function useMatches(attempt, query, size) {
  const [found, setFound] = useState({ matches: [], more: false });
  useEffect(() => {
    if (!query) { setFound({ matches: [], more: false }); return undefined; }
    const controller = new AbortController();
    const timer = setTimeout(() => searchLog(attempt, query, '', controller.signal).then(
      (answer) => setFound({ matches: answer.matches ?? [], more: Boolean(answer.nextPageToken) }),
      () => {},
    ), 250);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [attempt, query, size]);
  return found;
}

export function LogView({ attempt, searchRef }) {
  const [from, setFrom] = useState(-PIECE);
  const [query, setQuery] = useState('');
  const [following, setFollowing] = useState(true);
  const [onlyMatches, setOnlyMatches] = useState(false);
  const scroll = useRef(null);
  const log = useLog(attempt, from);
  const wanted = query.trim().toLowerCase();
  const matches = useMatches(attempt, query.trim(), log.complete ? log.size : Math.floor(log.size / PIECE));
  const lines = onlyMatches && wanted ? matches.matches.map((match) => match.text ?? '') : log.lines;
  const range = useWindowed(scroll, lines.length, ROW, 30);
  const widest = useMemo(() => lines.reduce((most, line) => Math.max(most, line.length), 0), [lines.length]);
  useEffect(() => {
    if (following && !onlyMatches && scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [lines.length, following, onlyMatches]);
  const scrolled = () => {
    const { scrollTop, clientHeight, scrollHeight } = scroll.current;
    setFollowing(scrollTop + clientHeight >= scrollHeight - 2 * ROW);
  };
  const jump = (by) => {
    if (!wanted) return;
    const now = Math.floor(scroll.current.scrollTop / ROW) + 3;
    const hits = lines.map((line, i) => (line.toLowerCase().includes(wanted) ? i : -1)).filter((i) => i >= 0);
    const next = by > 0 ? hits.find((i) => i > now) ?? hits[0] : hits.filter((i) => i < now).at(-1) ?? hits.at(-1);
    if (next === undefined) return;
    setFollowing(false);
    scroll.current.scrollTop = Math.max(0, (next - 3) * ROW);
  };
  return h('div', { class: 'log' },
    h('div', { class: 'log-bar' },
      h('div', { class: 'filter' },
        h(Icon, { name: 'search' }),
        h('input', {
          ref: searchRef, type: 'search', placeholder: 'Search the whole log', 'aria-label': 'Search the log', value: query, maxLength: 256,
          onInput: (event) => setQuery(event.currentTarget.value),
          onKeyDown: (event) => { if (event.key === 'Enter') jump(event.shiftKey ? -1 : 1); if (event.key === 'Escape') { setQuery(''); event.currentTarget.blur(); } },
        })),
      wanted && h('label', { class: 'check-label' }, h('input', { type: 'checkbox', checked: onlyMatches, onChange: (event) => setOnlyMatches(event.currentTarget.checked) }),
        `only the ${matches.matches.length}${matches.more ? '+' : ''} matching`),
      h('label', { class: 'check-label' }, h('input', { type: 'checkbox', checked: following, onChange: (event) => setFollowing(event.currentTarget.checked) }), 'Follow'),
      h('span', { class: 'soft' }, `${plural(log.lines.length, 'line')}, ${bytes(log.size)}${log.complete ? '' : ', growing'}`)),
    log.error && h(ErrorMessage, { what: 'The log cannot be read.', error: log.error, onRetry: () => setFrom((before) => before - 1) }),
    h('div', { class: 'log-scroll', ref: scroll, onScroll: scrolled, style: { height: `${Math.min(460, Math.max(6, lines.length + 2) * ROW)}px` }, tabIndex: 0, role: 'log', 'aria-label': 'Log', 'aria-live': 'off' },
      log.start > 0 && !onlyMatches && h('button', { class: 'button button-small log-earlier', onClick: log.earlier }, `Load what stands before (${bytes(log.start)})`),
      h('div', { style: { height: `${range.before}px` } }),
      lines.slice(range.first, range.last).map((line, i) => h('div', { key: range.first + i, class: `log-line ${levelOf(line)}`, style: { minWidth: `${widest + 2}ch` } }, h(Marked, { text: line, query: wanted }))),
      h('div', { style: { height: `${range.after}px` } }),
      lines.length === 0 && h('p', { class: 'soft' }, wanted && onlyMatches ? 'No line contains it.' : log.complete ? 'The log is empty.' : 'Nothing has been written yet.')));
}
