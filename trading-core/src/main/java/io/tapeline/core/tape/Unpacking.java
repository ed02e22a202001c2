package io.tapeline.core.tape;

import java.util.ServiceLoader;

/**
 * Where packed files are unpacked. The core does it in the thread that reads. A program may bring
 * another way, as a provider of this service; it changes when bytes are made, never which.
 */
public interface Unpacking {

  /** In the thread that reads. */
  Unpacking IN_PLACE = content -> content;

  /**
   * The content of a packed file, made another way.
   *
   * @param content is used and closed by what is given back alone
   */
  TapeBytes of(TapeBytes content);

  /** What the program brings with it, {@link #IN_PLACE} if it brings nothing. */
  static Unpacking provided() {
    return Provided.UNPACKING;
  }

  /** Looked up once, when the first packed file is read. */
  final class Provided {

    private static final Unpacking UNPACKING =
        ServiceLoader.load(Unpacking.class, Unpacking.class.getClassLoader())
            .findFirst()
            .orElse(IN_PLACE);

    private Provided() {}
  }
}
