import { h, useRef } from '../vendor/preact.js';

/** Tabs of which one is shown: arrows move between them, as the ARIA pattern has it. */
export function Tabs({ tabs, selected, onSelect, label, children }) {
  const list = useRef(null);
  const pressed = (event) => {
    const at = tabs.findIndex((tab) => tab.id === selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    onSelect(next.id);
    requestAnimationFrame(() => list.current?.querySelector(`#tab-${next.id}`)?.focus());
  };
  return h('div', null,
    h('div', { class: 'tabs', role: 'tablist', 'aria-label': label, ref: list, onKeyDown: pressed }, tabs.map((tab) => h('button', {
      key: tab.id, id: `tab-${tab.id}`, role: 'tab', 'aria-selected': String(tab.id === selected), 'aria-controls': 'tab-panel',
      tabIndex: tab.id === selected ? 0 : -1, onClick: () => onSelect(tab.id),
    }, tab.title))),
    h('div', { id: 'tab-panel', role: 'tabpanel', 'aria-labelledby': `tab-${selected}` }, children));
}
