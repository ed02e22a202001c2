-- Entries by limit orders and exits in parts. good_for is in microseconds, null where the venue's settings say.

ALTER TABLE signals
  ADD COLUMN limit_price NUMERIC,
  ADD COLUMN post_only   BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN good_for    BIGINT;

-- Null for a closing order.
ALTER TABLE orders
  ADD COLUMN post_only BOOLEAN,
  ADD COLUMN good_for  BIGINT;

ALTER TABLE positions
  ADD COLUMN targets_left INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN partials     INTEGER NOT NULL DEFAULT 0;

ALTER TABLE trades
  ADD COLUMN targets_left INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN partials     INTEGER NOT NULL DEFAULT 0;
