package io.tapeline.core.indicator.named;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All indicators that have a name. */
public final class NamedIndicators {

  private static final List<NamedIndicator> ALL = all();

  private NamedIndicators() {}

  /** Every one, in the order of the catalogue. */
  public static List<NamedIndicator> list() {
    return ALL;
  }

  /** The indicator of this name; throws {@link IllegalArgumentException} naming the choices. */
  public static NamedIndicator of(String name) {
    for (NamedIndicator indicator : ALL) {
      if (indicator.name().equals(name)) {
        return indicator;
      }
    }
    throw new IllegalArgumentException(
        "unknown indicator '%s': choose one of %s"
            .formatted(
                name, ALL.stream().map(NamedIndicator::name).collect(Collectors.joining(", "))));
  }

  private static List<NamedIndicator> all() {
    List<NamedIndicator> all = new ArrayList<>();
    all.addAll(VolatilityStudies.all());
    all.addAll(VwapStudies.all());
    all.addAll(StructureStudies.all());
    all.addAll(FlowStudies.all());
    all.addAll(StatisticStudies.all());
    return List.copyOf(all);
  }
}
