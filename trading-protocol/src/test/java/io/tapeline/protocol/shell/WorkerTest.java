package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker whose connection fails while it is closed, as one that is interrupted does. */
class WorkerTest {

  private final List<String> closed = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"vanishes", "finishes"})
  void givesUpItsPlaceInTheGroupThoughItsConnectionFailsToClose(String end) {
    One worker = new One();
    assertThat(worker.turn()).isTrue();
    Consumer<One> ending = end.equals("vanishes") ? One::vanish : One::finish;

    assertThatThrownBy(() -> ending.accept(worker)).isInstanceOf(InterruptException.class);

    assertThat(closed).containsExactly("log", "group");
    assertThat(worker.state()).isEqualTo(RunnerState.STOPPED);
  }

  private final class One extends Worker<String> {

    One() {
      super("one", "ticks", true, new Broken(), new StageMetrics(new SimpleMeterRegistry(), "one"));
    }

    @Override
    String begin(Membership.Share share, LogClient log, Membership membership) {
      return "life";
    }

    @Override
    void turn(String life) {}

    @Override
    boolean isCaughtUp(String life) {
      return true;
    }

    @Override
    void settle(String life) {}

    @Override
    void drop(String life) {}

    @Override
    boolean canGoOn(@Nullable String life, RuntimeException failure) {
      return false;
    }
  }

  private final class Broken implements Connector {

    @Override
    public LogClient log(String name) {
      return (LogClient)
          Proxy.newProxyInstance(
              LogClient.class.getClassLoader(),
              new Class<?>[] {LogClient.class},
              (proxy, method, arguments) -> {
                closed.add("log");
                throw new InterruptException("interrupted in " + method.getName());
              });
    }

    @Override
    public Membership join(String name, String anchor, boolean oneOwner, Runnable onRevoked) {
      return new Membership() {
        @Override
        public Share share(Duration wait) {
          return new Share(1, new TreeSet<>(List.of(0)));
        }

        @Override
        public Map<Integer, Progress> progress(NavigableSet<Integer> units) {
          return Map.of();
        }

        @Override
        public void commit(Map<Integer, Progress> progress, boolean wait) {}

        @Override
        public void close(boolean leave) {
          closed.add("group");
        }
      };
    }
  }
}
