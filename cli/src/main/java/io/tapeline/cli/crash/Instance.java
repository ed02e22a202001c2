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

  /**
   * One broker and one database, and so many processes of each service, in the order they are
   * started.
   */
  static List<Instance> of(int ofEachService) {
    List<Instance> all = new ArrayList<>();
    for (Part part : Part.values()) {
      int count = part.isService() ? ofEachService : 1;
      for (int number = 1; number <= count; number++) {
        all.add(new Instance(part, number));
      }
    }
    return all;
  }
}
