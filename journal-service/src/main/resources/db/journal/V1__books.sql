-- The books of the line.
--
-- Money, prices and quantities are NUMERIC without bounds; times are BIGINT microseconds since the
-- Unix epoch. Rows are ordered by (ts, seq, id): time at the source, number of the causing event in
-- its feed, identity; ids compare bytewise (COLLATE "C"), so that the order is the same on every machine.
-- The *_at columns are wall-clock stamps of the hops an event passed (seen by us, published as a tick,
-- as a signal, approved, sent to the venue, filled); null where a hop left none.
-- Ordered name/value lists are JSONB arrays of {"name", "value"}, since JSONB objects lose their order.

CREATE TABLE topic_positions (
  topic       TEXT    NOT NULL,
  partition   INTEGER NOT NULL,
  next_offset BIGINT  NOT NULL,
  PRIMARY KEY (topic, partition)
);

CREATE TABLE plans (
  id       TEXT COLLATE "C" PRIMARY KEY,
  version  BIGINT NOT NULL,
  account  TEXT   NOT NULL,
  strategy TEXT   NOT NULL,
  symbol   TEXT   NOT NULL,
  state    TEXT   NOT NULL,
  reason   TEXT   NOT NULL,
  body     TEXT   NOT NULL,
  ts       BIGINT NOT NULL
);

CREATE TABLE signals (
  id          TEXT COLLATE "C" PRIMARY KEY,
  account     TEXT   NOT NULL,
  strategy    TEXT   NOT NULL,
  symbol      TEXT   NOT NULL,
  side        TEXT   NOT NULL,
  seq         BIGINT NOT NULL,
  ts          BIGINT NOT NULL,
  ref_price   NUMERIC NOT NULL,
  quantity    NUMERIC NOT NULL,
  stop        NUMERIC NOT NULL,
  target      NUMERIC NOT NULL,
  confidence  DOUBLE PRECISION NOT NULL,
  exit_plan   JSONB  NOT NULL,
  evidence    JSONB  NOT NULL,
  seen_at     BIGINT,
  tick_at     BIGINT,
  signal_at   BIGINT
);
CREATE INDEX signals_order ON signals (ts, seq, id);

CREATE TABLE decisions (
  id        TEXT COLLATE "C" PRIMARY KEY,
  stage     TEXT   NOT NULL,
  outcome   TEXT   NOT NULL,
  reason    TEXT   NOT NULL,
  account   TEXT   NOT NULL,
  strategy  TEXT   NOT NULL,
  symbol    TEXT   NOT NULL,
  seq       BIGINT NOT NULL,
  ts        BIGINT NOT NULL,
  signal_id TEXT,
  order_id  TEXT,
  checks    JSONB  NOT NULL,
  "values"  JSONB  NOT NULL,
  repeat    BIGINT NOT NULL
);
CREATE INDEX decisions_order ON decisions (ts, seq, id);
CREATE INDEX decisions_outcome ON decisions (outcome, reason, ts, seq, id);
CREATE INDEX decisions_signal ON decisions (signal_id) WHERE signal_id IS NOT NULL;
CREATE INDEX decisions_order_id ON decisions (order_id) WHERE order_id IS NOT NULL;

-- Latest state of each order. The approval and the venue's events may arrive in any order: each fills
-- its own columns, and the row ends up the same. number is the last event's number, 0 while only approved.
CREATE TABLE orders (
  id             TEXT COLLATE "C" PRIMARY KEY,
  number         INTEGER NOT NULL,
  status         TEXT   NOT NULL,
  entry_order_id TEXT   NOT NULL,
  signal_id      TEXT   NOT NULL,
  account        TEXT   NOT NULL,
  strategy       TEXT   NOT NULL,
  symbol         TEXT   NOT NULL,
  intent         TEXT   NOT NULL,
  side           TEXT   NOT NULL,
  type           TEXT   NOT NULL,
  quantity       NUMERIC NOT NULL,
  filled         NUMERIC NOT NULL,
  limit_price    NUMERIC,
  ref_price      NUMERIC NOT NULL,
  reserved       NUMERIC,
  exit_reason    TEXT,
  detail         TEXT   NOT NULL,
  seq            BIGINT NOT NULL,
  ts             BIGINT NOT NULL,
  updated_seq    BIGINT NOT NULL,
  updated_ts     BIGINT NOT NULL,
  decided_ts     BIGINT NOT NULL,
  checks         JSONB,
  exit_plan      JSONB,
  seen_at        BIGINT,
  tick_at        BIGINT,
  signal_at      BIGINT,
  approved_at    BIGINT,
  order_at       BIGINT
);
CREATE INDEX orders_order ON orders (ts, seq, id);
CREATE INDEX orders_entry ON orders (entry_order_id);
CREATE INDEX orders_signal ON orders (signal_id);

CREATE TABLE order_events (
  id            TEXT COLLATE "C" PRIMARY KEY,
  order_id      TEXT    NOT NULL,
  number        INTEGER NOT NULL,
  status        TEXT    NOT NULL,
  account       TEXT    NOT NULL,
  strategy      TEXT    NOT NULL,
  symbol        TEXT    NOT NULL,
  filled        NUMERIC NOT NULL,
  execution_id  TEXT,
  exec_quantity NUMERIC,
  exec_price    NUMERIC,
  detail        TEXT    NOT NULL,
  seq           BIGINT  NOT NULL,
  ts            BIGINT  NOT NULL
);
CREATE INDEX order_events_order_id ON order_events (order_id, number);

CREATE TABLE fills (
  id             TEXT COLLATE "C" PRIMARY KEY,
  order_id       TEXT   NOT NULL,
  entry_order_id TEXT   NOT NULL,
  signal_id      TEXT   NOT NULL,
  account        TEXT   NOT NULL,
  strategy       TEXT   NOT NULL,
  symbol         TEXT   NOT NULL,
  intent         TEXT   NOT NULL,
  side           TEXT   NOT NULL,
  execution_id   TEXT   NOT NULL,
  quantity       NUMERIC NOT NULL,
  price          NUMERIC NOT NULL,
  fee            NUMERIC NOT NULL,
  liquidity      TEXT   NOT NULL,
  touch          NUMERIC NOT NULL,
  slippage_bps   NUMERIC NOT NULL,
  seq            BIGINT NOT NULL,
  ts             BIGINT NOT NULL,
  seen_at        BIGINT,
  tick_at        BIGINT,
  signal_at      BIGINT,
  approved_at    BIGINT,
  order_at       BIGINT,
  fill_at        BIGINT
);
CREATE INDEX fills_order ON fills (ts, seq, id);
CREATE INDEX fills_order_id ON fills (order_id);
CREATE INDEX fills_entry ON fills (entry_order_id);

CREATE TABLE positions (
  id            TEXT COLLATE "C" PRIMARY KEY,
  version       INTEGER NOT NULL,
  state         TEXT    NOT NULL,
  signal_id     TEXT    NOT NULL,
  account       TEXT    NOT NULL,
  strategy      TEXT    NOT NULL,
  symbol        TEXT    NOT NULL,
  side          TEXT    NOT NULL,
  quantity      NUMERIC NOT NULL,
  opened        NUMERIC NOT NULL,
  entry_price   NUMERIC NOT NULL,
  exit_price    NUMERIC,
  entry_ts      BIGINT  NOT NULL,
  exit_ts       BIGINT,
  stop          NUMERIC,
  target        NUMERIC,
  initial_stop  NUMERIC,
  exit_reason   TEXT,
  gross         NUMERIC NOT NULL,
  fees          NUMERIC NOT NULL,
  net           NUMERIC NOT NULL,
  slippage      NUMERIC NOT NULL,
  mae           NUMERIC NOT NULL,
  mfe           NUMERIC NOT NULL,
  seq           BIGINT  NOT NULL,
  ts            BIGINT  NOT NULL
);
CREATE INDEX positions_order ON positions (entry_ts, id);
CREATE INDEX positions_open ON positions (account, symbol) WHERE state <> 'CLOSED';

-- Closed positions, written once; ts is the exit.
CREATE TABLE trades (
  LIKE positions,
  PRIMARY KEY (id)
);
CREATE INDEX trades_order ON trades (ts, seq, id);
CREATE INDEX trades_strategy ON trades (strategy, symbol, ts, seq, id);

-- seq is the account's version, which tells apart states of one moment; origin_seq the causing event.
CREATE TABLE equity (
  id               TEXT COLLATE "C" PRIMARY KEY,
  account          TEXT    NOT NULL,
  seq              BIGINT  NOT NULL,
  ts               BIGINT  NOT NULL,
  origin_seq       BIGINT  NOT NULL,
  cash             NUMERIC NOT NULL,
  equity           NUMERIC NOT NULL,
  day_start_equity NUMERIC NOT NULL,
  peak_equity      NUMERIC NOT NULL,
  trading_day      DATE    NOT NULL,
  loss_skips       JSONB   NOT NULL,
  open_positions   INTEGER NOT NULL,
  halted           BOOLEAN NOT NULL
);
CREATE INDEX equity_order ON equity (ts, seq, id);
CREATE INDEX equity_account ON equity (account, ts, seq);

CREATE TABLE controls (
  id      TEXT COLLATE "C" PRIMARY KEY,
  account TEXT   NOT NULL,
  action  TEXT   NOT NULL,
  who     TEXT   NOT NULL,
  why     TEXT   NOT NULL,
  ts      BIGINT NOT NULL
);

-- seq is the line or offset in the source, ts the arrival on the topic.
CREATE TABLE quarantine (
  id       TEXT COLLATE "C" PRIMARY KEY,
  source   TEXT   NOT NULL,
  seq      BIGINT NOT NULL,
  reason   TEXT   NOT NULL,
  detail   TEXT   NOT NULL,
  original TEXT   NOT NULL,
  ts       BIGINT NOT NULL
);
CREATE INDEX quarantine_order ON quarantine (ts, seq, id);
