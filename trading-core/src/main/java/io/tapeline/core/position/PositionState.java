package io.tapeline.core.position;

/**
 * OPEN → CLOSING (a closing order is out) → CLOSED; CLOSING → OPEN if the closing order ends with
 * something left.
 */
public enum PositionState {
  OPEN,
  CLOSING,
  CLOSED
}
