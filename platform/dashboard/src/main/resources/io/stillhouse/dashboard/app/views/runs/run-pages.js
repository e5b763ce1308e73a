// The rows of the list: pages that are asked for as somebody scrolls to them, kept up to date by the
// server's stream.
import { useCallback, useEffect, useRef, useState } from '../../vendor/preact.js';
import { listRuns, watchRuns } from '../../api/runs.js';

const PAGE = 200;

export function useRunPages(filter, orderBy, columns, ready) {
  const [state, setState] = useState({ rows: [], total: 0, notices: [], error: null, loading: true, more: false });
  const [fresh, setFresh] = useState(0);
  const [generation, setGeneration] = useState(0);
  const [connected, setConnected] = useState(true);
  const next = useRef({ token: '', busy: false });
  const names = useRef(new Set());
  const columnKey = columns.join(',');

  useEffect(() => {
    if (!ready) return undefined;
    const controller = new AbortController();
    next.current = { token: '', busy: true };
    setState((before) => ({ ...before, loading: true, error: null }));
    listRuns({ filter, orderBy, columns, pageSize: PAGE }, controller.signal).then(
      (page) => {
        const rows = page.runs ?? [];
        names.current = new Set(rows.map((row) => row.name));
        next.current = { token: page.nextPageToken ?? '', busy: false };
        setFresh(0);
        setState({ rows, total: Number(page.totalSize ?? rows.length), notices: page.notices ?? [], error: null, loading: false, more: Boolean(page.nextPageToken) });
      },
      (error) => controller.signal.aborted || setState((before) => ({ ...before, error, loading: false })),
    );
    return () => controller.abort();
  }, [filter, orderBy, columnKey, ready, generation]);

  useEffect(() => {
    if (!ready) return undefined;
    return watchRuns(filter, columns, (message) => {
      const changed = new Map((message.runs ?? []).map((row) => [row.name, row]));
      const deleted = new Set(message.deleted ?? []);
      if (!changed.size && !deleted.size) return;
      const unknown = [...changed.keys()].filter((name) => !names.current.has(name));
      // New runs of the usual order stand at its beginning; in any other order only a new request tells where.
      const prepend = orderBy === '' || orderBy === 'create_time desc';
      if (prepend) unknown.forEach((name) => names.current.add(name));
      else if (unknown.length) setFresh((before) => before + unknown.length);
      setState((before) => {
        const rows = before.rows
          .filter((row) => !deleted.has(row.name))
          .map((row) => changed.get(row.name) ?? row);
        const known = new Set(rows.map((row) => row.name));
        const added = prepend ? unknown.filter((name) => !known.has(name)).map((name) => changed.get(name)) : [];
        added.sort((a, b) => (a.createTime < b.createTime ? 1 : -1));
        return { ...before, rows: [...added, ...rows], total: before.total + added.length - (before.rows.length - rows.length) };
      });
    }, setConnected);
  }, [filter, columnKey, orderBy, ready]);

  const loadMore = useCallback(() => {
    const { token, busy } = next.current;
    if (!token || busy) return;
    next.current.busy = true;
    listRuns({ filter, orderBy, columns, pageSize: PAGE, pageToken: token }).then(
      (page) => {
        if (next.current.token !== token) return;
        const added = (page.runs ?? []).filter((row) => !names.current.has(row.name));
        added.forEach((row) => names.current.add(row.name));
        next.current = { token: page.nextPageToken ?? '', busy: false };
        setState((before) => ({ ...before, rows: [...before.rows, ...added], more: Boolean(page.nextPageToken) }));
      },
      (error) => { next.current.busy = false; setState((before) => ({ ...before, error })); },
    );
  }, [filter, orderBy, columnKey]);

  return { ...state, fresh, connected, loadMore, reload: () => setGeneration((before) => before + 1) };
}
