// The runs of a comparison, as the address has them: `pipeline/run,pipeline/run`, the baseline first.
import { listOf } from '../../routing.js';
import { parts, runName, runTitle } from '../../text/name.js';

export const MOST = 50;

export function runsOf(query) {
  return listOf(query.runs).map((pair) => pair.split('/')).filter((pair) => pair.length === 2).map(([pipeline, run]) => runName(pipeline, run)).slice(0, MOST);
}

export function runsText(names) {
  return names.map((name) => { const { pipelines, runs } = parts(name); return `${pipelines}/${runs}`; }).join(',');
}

/** A short name for each run that tells it from the others: its label, else the end of its id. */
export function labelsOf(summaries) {
  const titles = summaries.map((summary) => (summary.labels?.name ? runTitle(summary) : summary.runId.slice(-6)));
  return titles.map((title, i) => (titles.indexOf(title) === titles.lastIndexOf(title) ? title : `${title} ${summaries[i].runId.slice(-6)}`));
}
