package io.tapeline.core.control;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;

/**
 * A command of a person to an account.
 *
 * @param controlId given by the sender; the same id twice is one command
 * @param issuedAt wall-clock time of the sender
 */
public record Control(
    String controlId, AccountId account, Action action, String who, String why, EventTime issuedAt)
    implements Event {

  /** What is asked for. */
  public enum Action {
    /** No new entries; open positions are managed on. */
    HALT,
    /** Entries again. */
    RESUME,
    /** Leave all positions at the market. */
    FLATTEN
  }

  @Override
  public String id() {
    return controlId;
  }
}
