package io.tapeline.protocol.shell;

import io.tapeline.core.account.AccountState;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.util.List;
import java.util.function.Function;

/**
 * Where a stage stands on the line.
 *
 * @param name writer name in headers; its group is {@code tapeline-name}
 * @param anchor input whose partitions are the units that instances share: of instruments or of
 *     accounts
 * @param unitKey the instrument or the account of a decided event, by which its unit is found
 * @param inputs topics it reads
 * @param outputs topics it writes; read back at start
 * @param markers how far it tells its readers that it is complete
 */
public record StageSpec(
    String name,
    Topic<?> anchor,
    Function<Event, String> unitKey,
    List<Input> inputs,
    List<Topic<?>> outputs,
    List<Marker> markers) {

  /**
   * An input. Events of one market event are taken in order of rank.
   *
   * @param shared whether every instance reads all of it, or only the partitions of its own units
   * @param hasMarkers whether its writer puts markers into it; one without is never waited for
   * @param shift what is added to the feed number of outputs caused by it, because its readers were
   *     told before that the number is complete
   * @param isKept whether it is read again after a restart, from where the market is
   */
  public record Input(
      Topic<?> topic, boolean shared, int rank, boolean hasMarkers, int shift, boolean isKept) {

    /** One that is read again after a restart. */
    Input(Topic<?> topic, boolean shared, int rank, boolean hasMarkers, int shift) {
      this(topic, shared, rank, hasMarkers, shift, true);
    }

    /** One that every instance reads once: what follows from it is in what the stage published. */
    static Input onceOf(Topic<?> topic, int rank) {
      return new Input(topic, true, rank, false, 0, false);
    }

    /**
     * True if the stage cannot do without a single event of it: one that it fails on stops it,
     * where others are put aside.
     */
    boolean isVital() {
      return topic.equals(Topics.FILLS);
    }
  }

  /**
   * A marker output: complete up to the least of what its sources are complete up to.
   *
   * @param to topic that gets the marker in each partition
   */
  public record Marker(Topic<?> to, List<Source> sources) {}

  /** Complete up to where this input is processed, plus {@code ahead}. */
  public record Source(Topic<?> input, int ahead) {}

  /**
   * Ticks to signals, by instrument, and plans through their lives. What becomes of a plan's signal
   * is read once: the plan's state says it from then on.
   */
  public static final StageSpec SIGNAL =
      new StageSpec(
          "signal",
          Topics.TICKS,
          StageSpec::instrument,
          List.of(
              new Input(Topics.TICKS, false, 0, true, 0),
              new Input(Topics.CONTROLS, true, -1, false, 0),
              new Input(Topics.PLANS, true, -1, false, 0),
              Input.onceOf(Topics.FILLS, 1),
              Input.onceOf(Topics.DECISIONS, 1)),
          List.of(Topics.SIGNALS, Topics.DECISIONS, Topics.PLANS),
          List.of(new Marker(Topics.SIGNALS, List.of(new Source(Topics.TICKS, 0)))));

  /**
   * Signals to approved orders, by account: one account's risk has a single writer, who sees the
   * prices of all instruments. An approval follows from a signal alone, so approvals are complete
   * as far as signals are, however far ticks and fills have been processed.
   */
  public static final StageSpec RISK =
      new StageSpec(
          "risk",
          Topics.SIGNALS,
          StageSpec::account,
          List.of(
              new Input(Topics.CONTROLS, false, -1, false, 0),
              new Input(Topics.TICKS, true, 0, true, 0),
              new Input(Topics.FILLS, false, 1, true, 0),
              new Input(Topics.SIGNALS, false, 2, true, 0)),
          List.of(Topics.APPROVED_ORDERS, Topics.DECISIONS, Topics.RISK_STATE),
          List.of(new Marker(Topics.APPROVED_ORDERS, List.of(new Source(Topics.SIGNALS, 0)))));

  /**
   * Approved orders to fills, by instrument; plans for those that are called off. What it reports
   * of an order approved at a market event belongs to the next one, because reports up to the event
   * itself were complete before the approval came.
   */
  public static final StageSpec EXECUTION =
      new StageSpec(
          "execution",
          Topics.TICKS,
          StageSpec::instrument,
          List.of(
              new Input(Topics.CONTROLS, true, -1, false, 0),
              new Input(Topics.PLANS, true, -1, false, 0),
              new Input(Topics.TICKS, false, 0, true, 0),
              new Input(Topics.APPROVED_ORDERS, false, 1, true, 1)),
          List.of(Topics.ORDER_EVENTS, Topics.FILLS, Topics.POSITIONS, Topics.DECISIONS),
          List.of(
              new Marker(
                  Topics.FILLS,
                  List.of(new Source(Topics.TICKS, 0), new Source(Topics.APPROVED_ORDERS, 1))),
              new Marker(
                  Topics.ORDER_EVENTS,
                  List.of(new Source(Topics.TICKS, 0), new Source(Topics.APPROVED_ORDERS, 0)))));

  private static String instrument(Event decided) {
    return switch (decided) {
      case Signal signal -> signal.symbol().value();
      case Decision decision -> decision.symbol().value();
      case OrderEvent step -> step.symbol().value();
      case PlanState plan -> plan.symbol().value();
      default -> throw new IllegalArgumentException("not by instrument: " + decided.id());
    };
  }

  private static String account(Event decided) {
    return switch (decided) {
      case ApprovedOrder order -> order.account().value();
      case Decision decision -> decision.account().value();
      case AccountState state -> state.account().value();
      default -> throw new IllegalArgumentException("not by account: " + decided.id());
    };
  }
}
