package io.tapeline.core.settings;

import io.tapeline.core.instrument.Instrument;
import java.util.List;

/** An instrument with the origin of each of its values. */
public record InstrumentDefinition(Instrument instrument, List<InstrumentValue> values) {

  public InstrumentDefinition {
    values = List.copyOf(values);
  }
}
