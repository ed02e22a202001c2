package io.tapeline.journal.books;

/**
 * The statements that write the books: facts are inserted once, latest states give way to a newer
 * version only.
 */
final class Inserts {

  static final Insert PLANS =
      Insert.into(
          "plans",
          """
          id, version, account, strategy, symbol, state, reason, created_by, body, details::jsonb,
          created_ts, ts
          """,
          """
          ON CONFLICT (id) DO UPDATE SET version = excluded.version, account = excluded.account,
            strategy = excluded.strategy, symbol = excluded.symbol, state = excluded.state,
            reason = excluded.reason, created_by = excluded.created_by, body = excluded.body,
            details = excluded.details, ts = excluded.ts
          WHERE plans.version < excluded.version
          """);

  static final Insert PLAN_STATES =
      Insert.into(
          "plan_states",
          "plan_id, version, state, reason, details::jsonb, seq, ts",
          "ON CONFLICT (plan_id, version) DO NOTHING");

  static final Insert SIGNALS =
      Insert.into(
          "signals",
          """
          id, account, strategy, symbol, side, seq, ts, ref_price, quantity, stop, target,
          confidence, exit_plan::jsonb, evidence::jsonb, seen_at, tick_at, signal_at, limit_price,
          post_only, good_for, rungs::jsonb
          """,
          Insert.FIRST_WINS);

  static final Insert DECISIONS =
      Insert.into(
          "decisions",
          """
          id, stage, outcome, reason, account, strategy, symbol, seq, ts, signal_id, order_id,
          checks::jsonb, "values"::jsonb, repeat
          """,
          Insert.FIRST_WINS);

  private static final String ORDER_COLUMNS =
      """
      id, number, status, entry_order_id, signal_id, account, strategy, symbol, intent, side, type,
      quantity, filled, limit_price, ref_price, reserved, exit_reason, detail, seq, ts, updated_seq,
      updated_ts, decided_ts, checks::jsonb, exit_plan::jsonb, seen_at, tick_at, signal_at,
      approved_at, order_at, post_only, good_for, rungs::jsonb
      """;

  private static final String KEEP_EARLIEST =
      """
      seq = LEAST(orders.seq, excluded.seq), ts = LEAST(orders.ts, excluded.ts),
      exit_plan = COALESCE(orders.exit_plan, excluded.exit_plan),
      seen_at = COALESCE(orders.seen_at, excluded.seen_at),
      tick_at = COALESCE(orders.tick_at, excluded.tick_at),
      signal_at = COALESCE(orders.signal_at, excluded.signal_at),
      approved_at = COALESCE(orders.approved_at, excluded.approved_at),
      order_at = COALESCE(orders.order_at, excluded.order_at)
      """;

  static final Insert APPROVALS =
      Insert.into(
          "orders",
          ORDER_COLUMNS,
          """
          ON CONFLICT (id) DO UPDATE SET limit_price = excluded.limit_price,
            reserved = excluded.reserved,
            checks = excluded.checks, post_only = excluded.post_only,
            good_for = excluded.good_for, rungs = excluded.rungs,
          """
              + KEEP_EARLIEST
              + "WHERE orders.checks IS NULL");

  static final Insert ORDERS =
      Insert.into(
          "orders",
          ORDER_COLUMNS,
          """
          ON CONFLICT (id) DO UPDATE SET number = excluded.number, status = excluded.status,
            filled = excluded.filled, exit_reason = excluded.exit_reason,
            detail = excluded.detail, updated_seq = excluded.updated_seq,
            updated_ts = excluded.updated_ts,
          """
              + KEEP_EARLIEST
              + "WHERE orders.number < excluded.number");

  static final Insert ORDER_EVENTS =
      Insert.into(
          "order_events",
          """
          id, order_id, number, status, account, strategy, symbol, filled, execution_id,
          exec_quantity, exec_price, detail, seq, ts
          """,
          Insert.FIRST_WINS);

  static final Insert FILLS =
      Insert.into(
          "fills",
          """
          id, order_id, entry_order_id, signal_id, account, strategy, symbol, intent, side,
          execution_id, quantity, price, fee, liquidity, touch, slippage_bps, seq, ts, seen_at,
          tick_at, signal_at, approved_at, order_at, fill_at
          """,
          Insert.FIRST_WINS);

  private static final String POSITION_COLUMNS =
      """
      id, version, state, signal_id, account, strategy, symbol, side, quantity, opened, entry_price,
      exit_price, entry_ts, exit_ts, stop, target, initial_stop, exit_reason, gross, fees, net,
      slippage, mae, mfe, seq, ts, targets_left, partials
      """;

  static final Insert POSITIONS =
      Insert.into(
          "positions",
          POSITION_COLUMNS,
          """
          ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state,
            quantity = excluded.quantity, opened = excluded.opened,
            entry_price = excluded.entry_price, exit_price = excluded.exit_price,
            entry_ts = excluded.entry_ts, exit_ts = excluded.exit_ts, stop = excluded.stop,
            target = excluded.target, initial_stop = excluded.initial_stop,
            exit_reason = excluded.exit_reason, gross = excluded.gross, fees = excluded.fees,
            net = excluded.net, slippage = excluded.slippage, mae = excluded.mae,
            mfe = excluded.mfe, seq = excluded.seq, ts = excluded.ts,
            targets_left = excluded.targets_left, partials = excluded.partials
          WHERE positions.version < excluded.version
          """);

  static final Insert TRADES = Insert.into("trades", POSITION_COLUMNS, Insert.FIRST_WINS);

  static final Insert EQUITY =
      Insert.into(
          "equity",
          """
          id, account, seq, ts, origin_seq, cash, equity, day_start_equity, peak_equity,
          trading_day, loss_skips::jsonb, open_positions, halted
          """,
          Insert.FIRST_WINS);

  static final Insert CONTROLS =
      Insert.into("controls", "id, account, action, who, why, ts", Insert.FIRST_WINS);

  static final Insert QUARANTINE =
      Insert.into(
          "quarantine",
          "id, source, seq, reason, detail, original, ts, record_key, headers::jsonb",
          Insert.FIRST_WINS);

  private Inserts() {}
}
