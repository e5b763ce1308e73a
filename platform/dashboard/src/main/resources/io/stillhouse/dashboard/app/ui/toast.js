// Short words on what an action did; they go by themselves, errors when they are closed.
import { h, useEffect, useState } from '../vendor/preact.js';
import { Icon } from './icon.js';

const listeners = new Set();
let sequence = 0;

export function toast(text, kind = 'info') {
  const entry = { id: ++sequence, text, kind };
  listeners.forEach((listener) => listener(entry));
}

export function Toasts() {
  const [entries, setEntries] = useState([]);
  useEffect(() => {
    const remove = (id) => setEntries((before) => before.filter((entry) => entry.id !== id));
    const add = (entry) => {
      setEntries((before) => [...before.slice(-3), entry]);
      if (entry.kind !== 'error') setTimeout(() => remove(entry.id), 6000);
    };
    listeners.add(add);
    return () => listeners.delete(add);
  }, []);
  return h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' },
    entries.map((entry) => h('div', { class: `toast toast-${entry.kind}`, key: entry.id },
      h('span', null, entry.text),
      h('button', {
        class: 'button-icon',
        'aria-label': 'Close',
        onClick: () => setEntries((before) => before.filter((other) => other !== entry)),
      }, h(Icon, { name: 'close' })))));
}
