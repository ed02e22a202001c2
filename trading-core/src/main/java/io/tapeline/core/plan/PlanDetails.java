package io.tapeline.core.plan;

/** Names of the details that a plan's state bears besides what the layers found. */
public final class PlanDetails {

  /** Price at which it triggered. */
  static final String REF_PRICE = "ref_price";

  /** Identity of the setup that triggered it. */
  static final String SETUP = "signal_hash";

  /** Distance of the trailing stop, price units. */
  static final String TRAIL = "trail_distance";

  /** Its signal. */
  public static final String SIGNAL = "signal_id";

  static final String SOFT_FAILURES = "soft_failures";
  static final String FILL_PRICE = "fill_price";
  static final String FILLED_VOLUME = "filled_volume";
  static final String FILLED_AT = "filled_at";
  static final String EXIT_PRICE = "exit_price";
  static final String CLOSED_AT = "closed_at";
  static final String CLOSE_REASON = "close_reason";

  /** Net profit of its position. */
  public static final String NET = "net_pnl";

  static final String R = "r_multiple";

  private PlanDetails() {}
}
