import { h, useEffect, useRef } from '../vendor/preact.js';
import { Icon } from './icon.js';

/** A modal dialog: the browser's own, which keeps the focus inside and closes with Escape. */
export function Dialog({ title, onClose, children, actions, wide = false }) {
  const ref = useRef(null);
  useEffect(() => {
    const element = ref.current;
    element.showModal();
    return () => element.close();
  }, []);
  return h('dialog', {
    ref,
    class: wide ? 'dialog dialog-wide' : 'dialog',
    'aria-label': title,
    onCancel: (event) => { event.preventDefault(); onClose(); },
    onClick: (event) => event.target === ref.current && onClose(),
  },
  h('div', { class: 'dialog-body' },
    h('header', { class: 'dialog-head' },
      h('h2', null, title),
      h('button', { class: 'button-icon', 'aria-label': 'Close', onClick: onClose }, h(Icon, { name: 'close' }))),
    children,
    actions && h('footer', { class: 'dialog-foot' }, actions)));
}
