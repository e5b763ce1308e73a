// Nodes are buttons over the lines of an SVG: the keyboard reaches them, and readers read them.
import { h, useMemo, useRef } from '../vendor/preact.js';
import { useNarrow, useSize } from '../live/size.js';
import { layout } from './layout.js';

/** `nodes`: `{id, upstream, class, content, label}`, parents first. */
export function Graph({ nodes, selected, onSelect, label, height = 58, width = 204 }) {
  const box = useRef(null);
  const narrow = useNarrow();
  const room = useSize(box).width;
  const widest = narrow ? Math.max(104, Math.min(width, (room - 20) / 3 - 10)) : width;
  const shape = nodes.map((node) => `${node.id}<${node.upstream.join('+')}`).join('|');
  const drawing = useMemo(
    () => layout(nodes, { width: widest, height, vertical: narrow, gap: narrow ? 10 : 14, across: narrow ? 30 : 40 }),
    [shape, widest, narrow, height],
  );
  return h('div', { class: 'graph', ref: box, role: 'group', 'aria-label': label },
    h('div', { class: 'graph-canvas', style: { width: `${drawing.width}px`, height: `${drawing.height}px` } },
      h('svg', { width: drawing.width, height: drawing.height, 'aria-hidden': 'true' },
        drawing.edges.map((edge) => h('path', {
          key: `${edge.from} ${edge.to}`, d: edge.path,
          class: edge.from === selected || edge.to === selected ? 'edge edge-near' : 'edge',
        }))),
      nodes.map((node) => {
        const { x, y } = drawing.at.get(node.id);
        return h('button', {
          key: node.id, class: `node ${node.class ?? ''}`, 'aria-pressed': String(node.id === selected), 'aria-label': node.label, title: node.label,
          style: { left: `${x}px`, top: `${y}px`, width: `${widest}px`, height: `${height}px` },
          onClick: () => onSelect(node.id),
        }, node.content);
      })));
}
