package io.tapeline.gateway;

import java.io.PrintStream;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** The one door for people and programs. */
@SpringBootApplication
@EnableConfigurationProperties({GatewaySettings.class, AssistantSettings.class})
public class GatewayApplication {

  /** The application, configured by {@code gateway.yml}, not yet running. */
  public static SpringApplication application() {
    return new SpringApplicationBuilder(GatewayApplication.class)
        .properties("spring.config.name=gateway")
        .build();
  }

  public static void main(String[] args) {
    ConfigurableApplicationContext context = application().run(args);
    AccessToken token = context.getBean(AccessToken.class);
    if (token.isFresh()) {
      showOnce(token, context.getBean(GatewaySettings.class).tokenFile(), System.out);
    }
  }

  /** On the terminal, not in the log: who starts the suite first sees the token, nobody later. */
  private static void showOnce(AccessToken token, Path file, PrintStream terminal) {
    terminal.println("Access token, shown this once and kept in " + file + ":");
    terminal.println(token.reveal());
  }
}
