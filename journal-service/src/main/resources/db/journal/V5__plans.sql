-- What came of a plan so far, and every state it was in.
ALTER TABLE plans ADD COLUMN details JSONB NOT NULL DEFAULT '{}';

CREATE TABLE plan_states (
  plan_id TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  state   TEXT   NOT NULL,
  reason  TEXT   NOT NULL,
  details JSONB  NOT NULL,
  seq     BIGINT NOT NULL,
  ts      BIGINT NOT NULL,
  PRIMARY KEY (plan_id, version)
);
