// One chart. It is drawn when it first comes into sight, so that a page with a hundred stays quick.
import { h, useEffect, useRef, useState } from '../vendor/preact.js';

export function Chart({ option, label, height = 240, group, onReady, onEvents = {} }) {
  const box = useRef(null);
  const chart = useRef(null);
  const latest = useRef(option);
  latest.current = option;
  const [seen, setSeen] = useState(false);

  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) { setSeen(true); observer.disconnect(); }
    }, { rootMargin: '300px' });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (!seen) return undefined;
    let gone = false;
    let resizing;
    import('../vendor/echarts.js').then((echarts) => {
      if (gone) return;
      const made = echarts.init(box.current, null, { renderer: 'canvas' });
      chart.current = made;
      made.setOption(latest.current);
      if (group) { made.group = group; echarts.connect(group); }
      Object.entries(onEvents).forEach(([name, handler]) => made.on(name, (event) => handler(event, made)));
      onReady?.(made);
      resizing = new ResizeObserver(() => made.resize());
      resizing.observe(box.current);
    });
    return () => {
      gone = true;
      resizing?.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, [seen, group]);

  useEffect(() => { chart.current?.setOption(option, { replaceMerge: ['series', 'xAxis', 'yAxis'], lazyUpdate: true }); }, [option]);

  return h('div', { class: 'chart', role: 'img', 'aria-label': label, ref: box, style: { height: `${height}px` } });
}
