package io.tapeline.core.plan.scalp;

import java.util.Locale;

/** Places at which a trade may be looked for (S3-L2). */
public enum EdgeKind {
  VWAP_BAND,
  SESSION_HL,
  INTRADAY_HL,
  OB_ZONE,
  LIQ_CLUSTER;

  /** As in names of properties: {@code vwap-band}. */
  String propertyName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
