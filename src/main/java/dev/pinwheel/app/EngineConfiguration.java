package dev.pinwheel.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineSettings;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.gateway.Gateway;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.RunNumberSpread;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.IncarnationStore;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.h2.FileCompaction;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.store.journal.Journal;
import dev.pinwheel.studio.live.LiveUpdates;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.tools.jdbc.JDBCUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Wires store, engine, gateway and read models. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  private static final Logger log = LoggerFactory.getLogger(EngineConfiguration.class);

  /** The exit code when going on could break a promise; a supervisor starts the server again. */
  private static final int EXIT_UNSAFE = 70;

  /** The one clock of the server. */
  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  EventBus eventBus() {
    return new EventBus(problem -> log.error("A subscriber failed to handle an event", problem));
  }

  @Bean
  Payloads payloads(
      DataSource dataSource,
      @Value("${spring.datasource.url}") String url,
      @Value("${" + DataDirectory.PROPERTY + "}") String data) {
    Path directory = Path.of(data, "blobs");
    return JDBCUtils.dialect(url).family() == SQLDialect.POSTGRES
        ? Payloads.inPostgres(directory, dataSource)
        : new Payloads(directory);
  }

  @Bean
  ServerClaim serverClaim(
      LeaseConnections connections,
      ServerPresence presence,
      @Value("${pinwheel.server-lease}") Duration serverLease,
      @Value("${pinwheel.standby}") boolean standby,
      SslBundles bundles,
      Environment environment) {
    return new ServerClaim(
        connections,
        presence,
        environment,
        bundles,
        serverLease,
        standby,
        EngineConfiguration::exit);
  }

  @Bean(destroyMethod = "close")
  LeaseConnections leaseConnections(DataSource dataSource) throws SQLException {
    return new LeaseConnections(pool(dataSource));
  }

  @Bean(destroyMethod = "close")
  ServerPresence serverPresence(LeaseConnections connections, InstantSource clock) {
    return new ServerPresence(connections, clock.instant());
  }

  @Bean
  FlywayMigrationStrategy migration(
      DatabaseAgeCheck age, ServerClaim claim, @Value("${spring.datasource.url}") String url) {
    return flyway -> {
      age.check();
      if (JDBCUtils.dialect(url).family() == SQLDialect.POSTGRES) {
        claim.beforeMigration(flyway);
      } else {
        NewerSchema.check(flyway);
      }
      flyway.migrate();
    };
  }

  /**
   * @param migrated only so that the tables are there before
   * @param age what it lost before the start
   */
  @Bean
  Database database(
      DataSource dataSource,
      InstantSource clock,
      EventBus events,
      FlywayMigrationInitializer migrated,
      DatabaseAgeCheck age,
      @Value("${spring.datasource.url}") String url,
      @Value("${pinwheel.durability}") String durability,
      @Value("${pinwheel.journal}") boolean journal,
      @Value("${pinwheel.compact-above}") DataSize compactAbove,
      ServerClaim claim,
      ServerPresence presence)
      throws SQLException {
    SQLDialect dialect = JDBCUtils.dialect(url);
    if (dialect.family() != SQLDialect.H2 && dialect.family() != SQLDialect.POSTGRES) {
      throw new IllegalArgumentException(
          "Expected spring.datasource.url to name an H2 or PostgreSQL database, found '%s'."
              .formatted(url));
    }
    FileCompaction.Limits limits = FileCompaction.Limits.running(compactAbove.toBytes());
    FileCompaction compaction = FileCompaction.of(pool(dataSource), limits).orElse(null);
    Durability kept = durability(durability);
    Database database =
        new Database(
            dataSource,
            dialect,
            clock,
            events,
            kept,
            compaction,
            H2File.find(url)
                .filter(file -> journal)
                .map(file -> new Journal(file, kept == Durability.POWER))
                .orElse(null));
    database.onServerStop(EngineConfiguration::exit);
    if (dialect.family() == SQLDialect.POSTGRES) {
      claim.hand(database);
    }
    H2File.find(url).ifPresent(database::keepMark);
    age.beginIncarnation(database);
    if (dialect.family() == SQLDialect.H2) {
      presence.workAlone(database);
    }
    return database;
  }

  /** At once: an orderly end would acknowledge what must not be acknowledged any more. */
  private static void exit(String reason, Throwable cause) {
    log.error(reason, cause);
    Runtime.getRuntime().halt(EXIT_UNSAFE);
  }

  private static HikariDataSource pool(DataSource dataSource) throws SQLException {
    if (!dataSource.isWrapperFor(HikariDataSource.class)) {
      throw new IllegalArgumentException(
          "Expected spring.datasource.type to be left out or to be com.zaxxer.hikari.HikariDataSource, found %s."
              .formatted(dataSource.getClass().getName()));
    }
    return dataSource.unwrap(HikariDataSource.class);
  }

  private static Durability durability(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "power" -> Durability.POWER;
      case "process" -> Durability.PROCESS;
      default ->
          throw new IllegalArgumentException(
              "Expected pinwheel.durability to be 'power' (a commit survives a power cut) or 'process' (it survives a crash of the server), found '%s'."
                  .formatted(word));
    };
  }

  /** How ids of runs are read and written, as long as this server runs. */
  @Bean(destroyMethod = "close")
  RunIds runIds(Database database) {
    return new RunIds(database);
  }

  /** Installs the database's way to spread the numbers of runs in this process. */
  static final class RunIds implements AutoCloseable {

    RunIds(Database database) {
      RunId.spreadBy(new IncarnationStore().runNumberSpread(database));
    }

    @Override
    public void close() {
      RunId.spreadBy(RunNumberSpread.FIXED);
    }
  }

  /**
   * @param ids only so that they are right before anybody asks
   */
  @Bean(initMethod = "start", destroyMethod = "close")
  Engine engine(
      Database database,
      RunIds ids,
      Payloads payloads,
      InstantSource clock,
      @Value("${pinwheel.worker-silence}") Duration silence,
      @Value("${pinwheel.worker-lease}") Duration lease,
      @Value("${pinwheel.worker-grace-period}") Duration gracePeriod,
      @Value("${pinwheel.sign-in-idle}") Duration idleSignIn,
      @Value("${pinwheel.activity-kept}") Duration activityKept,
      Environment environment) {
    ServerProperty.warnOfFormerNames(environment);
    EngineSettings settings =
        new EngineSettings(
            gracePeriod,
            silence,
            lease,
            EngineSettings.DEFAULT.groupLimit(),
            idleSignIn,
            activityKept);
    payloads.moveFilesInto(database);
    return new Engine(database, payloads, clock, settings);
  }

  @Bean
  Gateway gateway(Engine engine) {
    return new Gateway(engine);
  }

  @Bean
  LiveUpdates liveUpdates(EventBus events, InstantSource clock) {
    return new LiveUpdates(events, clock);
  }

  @Bean
  ReadModels readModels(Database database, Payloads payloads, InstantSource clock) {
    return ReadModels.of(database, payloads, clock);
  }
}
