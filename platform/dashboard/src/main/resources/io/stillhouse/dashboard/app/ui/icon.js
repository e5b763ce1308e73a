// Icons, as strokes on a grid of 16. They decorate words and are hidden from screen readers.
import { h } from '../vendor/preact.js';

const PATHS = {
  succeeded: 'M3.5 8.500l3 3 6-7',
  failed: 'M4 4l8 8M12 4l-8 8',
  running: 'M8 2.500a5.500 5.500 0 1 1-5.500 5.500',
  pending: 'M8 2.500a5.500 5.500 0 1 0 .01 0M8 5v3l2 1.500',
  skipped: 'M3.500 8h9',
  canceled: 'M8 2.500a5.500 5.500 0 1 0 .01 0M4.200 4.200l7.600 7.600',
  cached: 'M9 2L4 9h4l-1 5 5-7H8z',
  search: 'M7 3a4 4 0 1 0 .01 0M10 10l3.500 3.500',
  sort: 'M5 6.500L8 3.500l3 3M5 9.500l3 3 3-3',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  pin: 'M6 2.500h4l-.5 4 2.500 2.500H4l2.500-2.500zM8 9v4.500',
  sun: 'M8 5a3 3 0 1 0 .01 0M8 1.500v1M8 13.500v1M1.500 8h1M13.500 8h1M3.400 3.400l.7.7M11.900 11.900l.7.7M3.400 12.600l.7-.7M11.900 4.100l.7-.7',
  moon: 'M13 9.500A5.500 5.500 0 0 1 6.500 3a5.500 5.500 0 1 0 6.500 6.500z',
  auto: 'M2.500 3.500h11v7h-11zM6 13.500h4',
  close: 'M4 4l8 8M12 4l-8 8',
  columns: 'M2.500 3h11v10h-11zM6.200 3v10M9.800 3v10',
  play: 'M5 3l7.500 5L5 13z',
  stop: 'M4 4h8v8H4z',
  external: 'M9 3h4v4M13 3L7.500 8.500M11 9.500V13H3V5h3.500',
  download: 'M8 2.500v7M5 7l3 3 3-3M3 13h10',
  warning: 'M8 2.500L14 13H2zM8 6.500v3M8 11.200v.1',
  info: 'M8 2.500a5.500 5.500 0 1 0 .01 0M8 7.500V11M8 5.200v.1',
  compare: 'M4.500 3v10M11.500 3v10M2 6h5M9 10h5',
};

export function Icon({ name, size = 16 }) {
  return h('svg', { class: `icon icon-${name}`, viewBox: '0 0 16 16', width: size, height: size, 'aria-hidden': 'true' },
    h('path', { d: PATHS[name] }));
}
