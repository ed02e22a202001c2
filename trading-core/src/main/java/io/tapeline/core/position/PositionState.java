package io.tapeline.core.position;

/**
 * OPEN → CLOSING (a closing order is out) → CLOSED; CLOSING → OPEN if the closing order ends
 * unfilled.
 */
public enum PositionState {
  OPEN,
  CLOSING,
  CLOSED
}
