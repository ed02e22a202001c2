package io.tapeline.protocol.shell;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import java.util.List;
import java.util.Map;

/**
 * A risk desk that judges differently in each of its lives: some approve what others deny. Where
 * inputs come in any order that is what instances do, only more rarely; what was published must
 * bind all of them.
 */
final class SimMoods implements Stage {

  private final Stage stage;
  private final int life;

  private SimMoods(Stage stage, int life) {
    this.stage = stage;
    this.life = life;
  }

  static Stage of(StageSpec spec, Stage stage, int madeBefore) {
    return spec.equals(StageSpec.RISK) ? new SimMoods(stage, madeBefore) : stage;
  }

  @Override
  public void apply(Event event) {
    stage.apply(event);
  }

  @Override
  public List<Event> decide(Event input) {
    return stage.decide(input).stream().map(this::judged).toList();
  }

  private Event judged(Event event) {
    boolean dislikes =
        life > 0
            && event instanceof ApprovedOrder
            && Math.floorMod(event.id().hashCode() + life, 2) == 0;
    return dislikes ? denial((ApprovedOrder) event) : event;
  }

  private static Decision denial(ApprovedOrder order) {
    return new Decision(
        "D-risk-" + order.signalId(),
        "risk",
        Outcome.DENIED,
        "MOOD",
        order.account(),
        order.strategy(),
        order.symbol(),
        order.origin(),
        order.signalId(),
        null,
        order.checks(),
        Map.of("rule", "mood"),
        1);
  }

  @Override
  public List<Event> project(Event decided) {
    return stage.project(decided);
  }
}
