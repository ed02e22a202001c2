-- What people ask for. A request's own row and its record for the line are written in one transaction;
-- the relay then publishes the records in the order of seq and deletes each once the broker has it. One
-- that no broker will ever take stays, with what the broker said, and is passed over.

-- Numbers are given under a lock that is held to the end of the transaction: they rise in the order
-- of commits, and none appears behind one that was read already.
CREATE TABLE outbox (
  seq        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id TEXT   NOT NULL,
  topic      TEXT   NOT NULL,
  partition  INTEGER,
  key        BYTEA,
  headers    JSONB  NOT NULL,
  value      BYTEA  NOT NULL,
  ts         BIGINT NOT NULL,
  refused    TEXT
);
CREATE INDEX outbox_request ON outbox (request_id);

-- The answer given to a request that named a key, for when it comes again.
CREATE TABLE idempotency_keys (
  key         TEXT COLLATE "C" PRIMARY KEY,
  fingerprint TEXT    NOT NULL,
  status      INTEGER NOT NULL,
  location    TEXT    NOT NULL,
  body        TEXT    NOT NULL,
  ts          BIGINT  NOT NULL
);

-- A command follows from no market event: its seq is zero.
ALTER TABLE controls ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
CREATE INDEX controls_order ON controls (ts, seq, id);

-- created_ts never changes, ts is that of the latest state.
ALTER TABLE plans ADD COLUMN created_ts BIGINT;
UPDATE plans SET created_ts = ts;
ALTER TABLE plans ALTER COLUMN created_ts SET NOT NULL;
CREATE INDEX plans_order ON plans (created_ts, id);

-- What a record came in, null for a tape's line; values of headers are Base64.
ALTER TABLE quarantine
  ADD COLUMN record_key  BYTEA,
  ADD COLUMN headers     JSONB,
  ADD COLUMN replayed_at BIGINT,
  ADD COLUMN replayed_by TEXT;
