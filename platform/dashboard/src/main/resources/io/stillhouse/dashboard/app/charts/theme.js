// What all charts look like, read from the page's own colours so that the two never differ.
import { useEffect, useState } from '../vendor/preact.js';

const NAMES = [
  'paper', 'card', 'ink', 'soft', 'rule', 'edge', 'track', 'student', 'teacher', 'scratch', 'branch', 'gain', 'loss', 'plum', 'gold',
  ...Array.from({ length: 8 }, (_, i) => `series-${i + 1}`),
];

/** Colours as the browser resolves them: canvases know no custom properties. */
function readColors() {
  const probe = document.createElement('i');
  document.body.append(probe);
  const colors = {};
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colors[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  colors.series = NAMES.filter((name) => name.startsWith('series-')).map((name) => colors[name]);
  return colors;
}

/** The colours now; told again when the theme changes. */
export function useColors() {
  const [colors, setColors] = useState(readColors);
  useEffect(() => {
    const changed = () => setColors(readColors());
    const system = matchMedia('(prefers-color-scheme: dark)');
    addEventListener('stillhouse-theme', changed);
    system.addEventListener('change', changed);
    return () => {
      removeEventListener('stillhouse-theme', changed);
      system.removeEventListener('change', changed);
    };
  }, []);
  return colors;
}

/** A resolved colour with less than all of its strength; unlike opacity it leaves labels alone. */
export function faded(color, strength) {
  const [r, g, b] = color.match(/[\d.]+/g);
  return `rgba(${r}, ${g}, ${b}, ${Math.max(0, Math.min(1, strength))})`;
}

const DASHES = ['solid', [6, 4], [2, 3], [9, 3, 2, 3]];

/** The look of the nth of several series: eight colours, then the same with other dashes. */
export function seriesLook(colors, index) {
  return {
    color: colors.series[index % colors.series.length],
    dash: DASHES[Math.floor(index / colors.series.length) % DASHES.length],
  };
}

/** The colour of a model by the part it plays, as in the report. */
export function roleColor(colors, role) {
  switch (role) {
    case 'TEACHER':
    case 'TEACHER_ENSEMBLE': return colors.teacher;
    case 'SCRATCH': return colors.scratch;
    case 'STUDENT': return colors.student;
    case 'STUDENT_BRANCH': return colors.branch;
    default: return colors.soft;
  }
}

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';

/** What every option begins with. Tooltips are drawn, not HTML: no style attribute, no markup of users. */
export function baseOption(colors) {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: colors.soft, fontSize: 12 },
    grid: { left: 8, right: 14, top: 30, bottom: 8, containLabel: true },
    tooltip: {
      renderMode: 'richText', confine: true, backgroundColor: colors.card, borderColor: colors.edge, borderWidth: 1, padding: [8, 10],
      textStyle: { color: colors.ink, fontSize: 12, lineHeight: 18, fontFamily: FONT },
    },
  };
}

export function axis(colors, more = {}) {
  return {
    axisLine: { lineStyle: { color: colors.edge } },
    axisTick: { show: false },
    axisLabel: { color: colors.soft, hideOverlap: true, ...more.axisLabel },
    splitLine: { lineStyle: { color: colors.rule }, ...more.splitLine },
    nameTextStyle: { color: colors.soft },
    ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== 'axisLabel' && key !== 'splitLine')),
  };
}
