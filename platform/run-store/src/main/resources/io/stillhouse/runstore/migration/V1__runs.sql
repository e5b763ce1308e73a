-- One schema for SQLite and PostgreSQL. ${text} is TEXT, in PostgreSQL with the collation "C", so
-- that both sort by code points. Times are microseconds since 1970 (UTC). A metric that is NaN has a
-- row whose value is NULL, as SQLite has no NaN.

CREATE TABLE store_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Another one for every index that is built from nothing.
  epoch ${text} NOT NULL,
  -- Signs page tokens, in hexadecimal digits.
  token_key ${text} NOT NULL,
  -- The URI of the store that is indexed; empty before the first run.
  store ${text} NOT NULL,
  -- Which version of the indexer wrote the rows.
  extraction INTEGER NOT NULL,
  -- The number of the last change. Every writer begins with an update of this row, so writers wait
  -- for one another and numbers become visible in their order.
  sequence BIGINT NOT NULL
);

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  name ${text} NOT NULL UNIQUE,
  pipeline ${text} NOT NULL,
  run ${text} NOT NULL,
  experiment ${text} NOT NULL,
  state ${text} NOT NULL,
  owner ${text},
  interrupted INTEGER NOT NULL,
  create_time BIGINT NOT NULL,
  start_time BIGINT,
  end_time BIGINT,
  launcher ${text} NOT NULL,
  runner ${text} NOT NULL,
  retry_of ${text} NOT NULL,
  retry_from ${text} NOT NULL,
  definition_digest ${text} NOT NULL,
  steps_total INTEGER NOT NULL,
  steps_running INTEGER NOT NULL,
  steps_succeeded INTEGER NOT NULL,
  steps_cached INTEGER NOT NULL,
  steps_skipped INTEGER NOT NULL,
  steps_failed INTEGER NOT NULL,
  steps_canceled INTEGER NOT NULL,
  failed_step ${text} NOT NULL,
  error_class ${text} NOT NULL,
  error_message ${text} NOT NULL,
  -- What the records looked like when they were read, to tell whether they have changed.
  fingerprint ${text} NOT NULL,
  sequence BIGINT NOT NULL
);
CREATE INDEX run_by_time ON run (create_time, name);
CREATE INDEX run_by_pipeline ON run (pipeline, create_time);
CREATE INDEX run_by_experiment ON run (experiment, create_time);
CREATE INDEX run_by_state ON run (state, create_time);
CREATE INDEX run_by_sequence ON run (sequence);

CREATE TABLE deleted_run (
  name ${text} PRIMARY KEY,
  sequence BIGINT NOT NULL
);
CREATE INDEX deleted_run_by_sequence ON deleted_run (sequence);

CREATE TABLE damage (
  run ${text} NOT NULL,
  object_key ${text} NOT NULL,
  message ${text} NOT NULL,
  -- 1 for a chunk of events, which is read only once.
  chunk INTEGER NOT NULL,
  PRIMARY KEY (run, object_key)
);

CREATE TABLE label (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (run_id, name)
);
CREATE INDEX label_by_name ON label (name, run_id);

CREATE TABLE parameter (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  type ${text} NOT NULL,
  value ${text} NOT NULL,
  number DOUBLE PRECISION,
  PRIMARY KEY (run_id, name)
);
CREATE INDEX parameter_by_name ON parameter (name, number, run_id);

CREATE TABLE step (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  position INTEGER NOT NULL,
  step_definition ${text} NOT NULL,
  item ${text} NOT NULL,
  component ${text} NOT NULL,
  -- Names with blanks between.
  upstream ${text} NOT NULL,
  state ${text} NOT NULL,
  cached INTEGER NOT NULL,
  cached_from ${text} NOT NULL,
  reason ${text} NOT NULL,
  cache_key ${text} NOT NULL,
  blocked_by ${text} NOT NULL,
  ready_time BIGINT,
  end_time BIGINT,
  error_class ${text} NOT NULL,
  error_message ${text} NOT NULL,
  error_detail ${text} NOT NULL,
  -- The run (as in run.name), step and attempt that a cached step was served from; empty, empty, 0.
  served_run ${text} NOT NULL,
  served_step ${text} NOT NULL,
  served_attempt INTEGER NOT NULL,
  PRIMARY KEY (run_id, name)
);

CREATE INDEX step_by_name ON step (name, state, run_id);

CREATE TABLE metric (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  step ${text} NOT NULL,
  value DOUBLE PRECISION,
  -- 1 if it speaks for the run: no later step that succeeded has a metric of this name.
  speaks INTEGER NOT NULL,
  PRIMARY KEY (run_id, name, step)
);
CREATE INDEX metric_by_value ON metric (name, speaks, value, run_id);

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  folder ${text} NOT NULL UNIQUE,
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  step ${text} NOT NULL,
  number INTEGER NOT NULL,
  start_time BIGINT,
  work_start_time BIGINT,
  work_end_time BIGINT,
  end_time BIGINT,
  exit_code INTEGER,
  error_class ${text} NOT NULL,
  error_message ${text} NOT NULL,
  error_detail ${text} NOT NULL,
  -- How many event chunks have been read.
  chunks BIGINT NOT NULL,
  first_event_time BIGINT,
  progress_stage ${text} NOT NULL,
  progress_done BIGINT NOT NULL,
  progress_total BIGINT NOT NULL,
  progress_unit ${text} NOT NULL,
  progress_first_time BIGINT,
  progress_first_done BIGINT NOT NULL,
  progress_time BIGINT
);
CREATE INDEX attempt_by_run ON attempt (run_id, step, number);

CREATE TABLE attempt_input (
  attempt_id INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
  input ${text} NOT NULL,
  ordinal INTEGER NOT NULL,
  type ${text} NOT NULL,
  path ${text} NOT NULL,
  digest ${text} NOT NULL,
  PRIMARY KEY (attempt_id, input, ordinal)
);
CREATE INDEX attempt_input_by_path ON attempt_input (path, attempt_id);

CREATE TABLE step_output (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  step ${text} NOT NULL,
  output ${text} NOT NULL,
  type ${text} NOT NULL,
  path ${text} NOT NULL,
  digest ${text} NOT NULL,
  PRIMARY KEY (run_id, step, output)
);
CREATE INDEX step_output_by_path ON step_output (path, run_id);

CREATE TABLE curve (
  id INTEGER PRIMARY KEY,
  attempt_id INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
  name ${text} NOT NULL,
  points BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  -- The last value as the bits of an IEEE 754 binary64, since SQLite has no NaN.
  last_value BIGINT NOT NULL,
  UNIQUE (attempt_id, name)
);

CREATE TABLE curve_block (
  curve_id INTEGER NOT NULL REFERENCES curve (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  count INTEGER NOT NULL,
  -- The smallest and the greatest position: a step may go back.
  first_position BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  points BYTEA NOT NULL,
  PRIMARY KEY (curve_id, number)
);
