package io.tapeline.cli.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * One process of the suite.
 *
 * @param number counts the processes of the same part from 1
 */
record Instance(Part part, int number) {

  /** Name for people and files, unique in a suite. */
  String name() {
    return number == 1 ? part.label() : part.label() + "-" + number;
  }

  /** One process of each part, in the order they are started. */
  static List<Instance> one() {
    List<Instance> all = new ArrayList<>();
    for (Part part : Part.values()) {
      all.add(new Instance(part, 1));
    }
    return all;
  }
}
