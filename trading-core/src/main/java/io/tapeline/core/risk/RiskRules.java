package io.tapeline.core.risk;

import io.tapeline.core.money.Quantity;
import io.tapeline.core.risk.RiskRule.Finding;
import io.tapeline.core.risk.RiskRule.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry rules in the order of CATALOGUE 11.2, and their evaluation. */
public final class RiskRules {

  private final List<RiskRule> rules;

  public RiskRules(RiskSettings settings) {
    StatedRules stated = new StatedRules(settings);
    SignalRules signal = new SignalRules(settings);
    List<RiskRule> market = new MarketRules(settings).list();
    List<RiskRule> all = new ArrayList<>();
    all.addAll(new SystemRules(settings).list());
    all.addAll(new AccountRules(settings).list());
    all.add(stated.symbol());
    all.add(market.getFirst());
    all.add(stated.postNewYork());
    all.add(stated.spread());
    all.addAll(market.subList(1, market.size()));
    all.add(stated.volatilityMin());
    all.add(stated.volatilityMax());
    all.add(stated.liquidity());
    all.add(stated.toxicity());
    all.addAll(new PositionRules(settings).list());
    all.addAll(signal.first());
    all.add(stated.quality());
    all.add(stated.filter());
    all.add(signal.netEdge());
    all.addAll(new SizeRules(settings).list());
    all.addAll(LastRules.list());
    this.rules = List.copyOf(all);
  }

  /** Names of the rules in the order they run. */
  public List<String> names() {
    return rules.stream().map(RiskRule::name).toList();
  }

  /**
   * What the rules say of a candidate.
   *
   * @param refusal code of the first rule that failed, null if all passed
   * @param size what is left of the quantity the strategy asks for
   */
  record Verdict(@Nullable String refusal, Quantity size, List<RuleCheck> checks) {}

  /** Runs the rules in order; phase C to its end, the others up to the first failure. */
  Verdict judge(Candidate candidate) {
    List<RuleCheck> checks = new ArrayList<>(rules.size());
    Quantity size = candidate.signal().quantity();
    String refusal = null;
    Phase failedIn = null;
    for (RiskRule rule : rules) {
      if (failedIn != null && !(failedIn == Phase.C_MARKET && rule.phase() == Phase.C_MARKET)) {
        break;
      }
      Finding finding = rule.check().on(candidate, size);
      checks.add(rule.toCheck(finding));
      size = finding.leaves(size);
      if (!finding.passed() && refusal == null) {
        refusal = finding.code().isEmpty() ? rule.code() : finding.code();
        failedIn = rule.phase();
      }
    }
    return new Verdict(refusal, size, checks);
  }
}
