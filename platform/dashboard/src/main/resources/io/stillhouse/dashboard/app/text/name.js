// Resource names: `pipelines/P/runs/R/steps/S/attempts/N/artifacts/O`.

export function parts(name) {
  const words = name.split('/');
  const found = {};
  for (let i = 0; i + 1 < words.length; i += 2) {
    found[words[i]] = words[i + 1];
  }
  return found;
}

export function runName(pipeline, run) {
  return `pipelines/${pipeline}/runs/${run}`;
}

/** What a person calls a run: its label `name`, else its id. */
export function runTitle(summary) {
  return summary.labels?.name || summary.runId || parts(summary.name).runs;
}

/** The path of a run's page. */
export function runPath(name) {
  const { pipelines, runs } = parts(name);
  return ['runs', pipelines, runs];
}
