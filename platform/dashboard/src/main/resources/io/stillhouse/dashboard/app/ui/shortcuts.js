import { useEffect, useRef } from '../vendor/preact.js';

function typing(target) {
  return target instanceof Element && target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], .CodeMirror, dialog[open]');
}

/** Single keys of a view, `{j: down, '/': focusFilter}`; never while somebody types. */
export function useShortcuts(keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const pressed = (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = latest.current[event.key];
      if (!action || typing(event.target)) return;
      event.preventDefault();
      action(event);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
