package io.tapeline.backtest.diff;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a risk verdict, read back from the {@code checks} of a decision's row. */
final class Checks {

  private static final Pattern CHECK =
      Pattern.compile(
          "([A-Z][A-Z0-9-]*)=(PASS|FAIL)\\((.*?)\\|(.*?)\\)(?=; [A-Z]|$)", Pattern.DOTALL);
  private static final Pattern SECONDS = Pattern.compile("-?[0-9]+(\\.[0-9]+)? s");

  /** What a rule measured and what it was held against. */
  record Check(String value, String limit) {}

  private final Map<String, Check> byRule = new LinkedHashMap<>();
  private final long signalTs;

  Checks(Row verdict) {
    signalTs = verdict.number("ts");
    Matcher matcher = CHECK.matcher(verdict.text("checks"));
    while (matcher.find()) {
      byRule.put(matcher.group(1), new Check(matcher.group(3), matcher.group(4)));
    }
  }

  @Nullable Check of(String rule) {
    return byRule.get(rule);
  }

  /** Event time at which risk decided, by the age it found the signal to have. */
  OptionalLong decidedTs() {
    return age("R-FRESH", signalTs);
  }

  /** Event time of the quote that risk decided on. */
  OptionalLong quoteTs() {
    OptionalLong decided = decidedTs();
    return decided.isEmpty() ? decided : age("R-DATA", decided.getAsLong(), -1);
  }

  private OptionalLong age(String rule, long from) {
    return age(rule, from, 1);
  }

  private OptionalLong age(String rule, long from, int sign) {
    Check check = byRule.get(rule);
    if (check == null || !SECONDS.matcher(check.value()).matches()) {
      return OptionalLong.empty();
    }
    BigDecimal seconds = new BigDecimal(check.value().substring(0, check.value().length() - 2));
    return OptionalLong.of(from + sign * seconds.movePointRight(6).longValueExact());
  }
}
