import { h } from '../../vendor/preact.js';

function kindOf(line) {
  if (line.startsWith('@@')) return 'diff-place';
  if (line.startsWith('+++') || line.startsWith('---')) return 'diff-file';
  if (line.startsWith('+')) return 'diff-added';
  return line.startsWith('-') ? 'diff-removed' : '';
}

/** A unified diff of a definition against the baseline's. */
export function Diff({ text, label }) {
  const lines = text.replace(/\n$/, '').split('\n').filter((line) => !kindOf(line).startsWith('diff-file'));
  return h('pre', { class: 'output diff', tabIndex: 0, 'aria-label': label }, lines.map((line, i) => h('div', { key: i, class: kindOf(line) }, line || ' ')));
}
