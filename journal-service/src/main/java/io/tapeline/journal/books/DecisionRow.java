package io.tapeline.journal.books;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One outcome, taken or not, with its numbers. */
@Entity
@Immutable
@Table(name = "decisions")
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class DecisionRow extends TradedRow {

  String stage;
  String outcome;
  String reason;
  @Nullable String signalId;
  @Nullable String orderId;

  @Convert(converter = ChecksConverter.class)
  List<RuleCheck> checks;

  @Column(name = "`values`")
  @Convert(converter = NamedValuesConverter.class)
  Map<String, String> values;

  long repeat;

  /** The decision as it travelled. */
  public Decision toDecision() {
    return new Decision(
        id(),
        stage,
        Outcome.valueOf(outcome),
        reason,
        new AccountId(account()),
        new StrategyId(strategy()),
        new Symbol(symbol()),
        new Origin(seq(), new EventTime(ts())),
        signalId == null ? null : new SignalId(signalId),
        orderId == null ? null : new OrderId(orderId),
        checks,
        values,
        repeat);
  }
}
