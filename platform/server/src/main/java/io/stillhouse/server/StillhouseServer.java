package io.stillhouse.server;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.retention.RunRemoval;
import io.stillhouse.release.promotion.Actor;
import io.stillhouse.release.promotion.Promotions;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.index.FollowerSettings;
import io.stillhouse.runstore.index.StoreFollower;
import io.stillhouse.server.access.Callers;
import io.stillhouse.server.access.MethodScopes;
import io.stillhouse.server.access.Tokens;
import io.stillhouse.server.aliases.AliasApi;
import io.stillhouse.server.aliases.Contest;
import io.stillhouse.server.artifacts.ArtifactApi;
import io.stillhouse.server.artifacts.StoredArtifacts;
import io.stillhouse.server.compare.Challengers;
import io.stillhouse.server.compare.Comparison;
import io.stillhouse.server.compare.Evaluations;
import io.stillhouse.server.compare.Verdicts;
import io.stillhouse.server.curves.Curves;
import io.stillhouse.server.ended.EndedWork;
import io.stillhouse.server.errors.Failures;
import io.stillhouse.server.http.DashboardFiles;
import io.stillhouse.server.http.Guard;
import io.stillhouse.server.http.MetricsPage;
import io.stillhouse.server.http.OpenApi;
import io.stillhouse.server.http.RateLimit;
import io.stillhouse.server.http.RawRoutes;
import io.stillhouse.server.http.SecurityHeaders;
import io.stillhouse.server.http.TranscodedErrors;
import io.stillhouse.server.logs.Logs;
import io.stillhouse.server.metrics.ServerMetrics;
import io.stillhouse.server.pipelines.Definitions;
import io.stillhouse.server.pipelines.PipelineApi;
import io.stillhouse.server.pipelines.StoredPipelines;
import io.stillhouse.server.pipelines.Versions;
import io.stillhouse.server.reports.ReportApi;
import io.stillhouse.server.runs.IndexedRuns;
import io.stillhouse.server.runs.RunApi;
import io.stillhouse.server.runs.RunCreations;
import io.stillhouse.server.runs.RunStarter;
import io.stillhouse.server.sweeps.SweepApi;
import io.stillhouse.server.trigger.TriggerApi;
import io.stillhouse.server.trigger.Triggers;
import io.stillhouse.server.trigger.engine.StoredEventRuns;
import io.stillhouse.server.trigger.engine.TriggerEngine;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.server.trigger.events.TriggerTexts;
import io.stillhouse.server.trigger.webhook.HookService;
import io.stillhouse.server.trigger.webhook.Hooks;
import io.stillhouse.server.trigger.webhook.PubSubTokens;
import io.stillhouse.server.trigger.webhook.Secrets;
import io.stillhouse.server.view.Details;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.server.view.Summaries;
import io.stillhouse.server.watch.ListFeeds;
import io.stillhouse.server.watch.LogFeeds;
import io.stillhouse.server.watch.RunFeeds;
import io.stillhouse.server.watch.Watches;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The server: the services over gRPC and as HTTP/JSON, streams of events, downloads and the
 * dashboard on one port. It keeps nothing that the store has not: it may be killed and started
 * again at any time.
 */
public final class StillhouseServer implements AutoCloseable {
  private static final long LARGEST_REQUEST = 4L << 20;
  private static final int LARGEST_ANSWER = 128 << 20;
  private static final int MOST_CONNECTIONS = 4096;
  private static final int THREADS = 64;
  private static final Duration LONGEST_CALL = Duration.ofSeconds(60);
  private static final Duration SILENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_PINGS = Duration.ofSeconds(20);

  private final Server server;
  private final boolean tls;
  private final List<AutoCloseable> parts;

  private StillhouseServer(Server server, boolean tls, List<AutoCloseable> parts) {
    this.server = server;
    this.tls = tls;
    this.parts = parts;
  }

  /**
   * Starts a server.
   *
   * @param index the index of the store's runs, which the server keeps up to date
   * @param starter starts what carries runs out
   * @throws IllegalArgumentException if it would be open to a network without asking for tokens
   */
  public static StillhouseServer start(
      ServerSettings settings, ArtifactStore store, RunStore index, RunStarter starter) {
    boolean loopback = isLoopback(settings.host());
    Tokens tokens = new Tokens(store, settings.clock());
    if (!loopback && tokens.list().isEmpty()) {
      throw new IllegalArgumentException(
          "on "
              + settings.host()
              + " the server asks for tokens, and there are none yet: make one with stillhouse"
              + " token create");
    }
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(3, StillhouseServer::daemon);
    Ownership ownership = Ownership.of(store);
    StoreFollower follower =
        new StoreFollower(
            index,
            store,
            Optional.of(ownership::owner),
            FollowerSettings.of(store),
            settings.clock());
    ServerMetrics metrics = new ServerMetrics(index, follower);
    EndedWork ended = new EndedWork(index, List.of(metrics.ends()), settings.clock());
    follower.start();
    RunReader reader = new RunReader(store);
    RunRecordCache records = new RunRecordCache(store);
    Summaries summaries = new Summaries(store);
    Details details = new Details(index, records, summaries, settings.clock());
    Logs logs = new Logs(store);
    RunFeeds runFeeds = new RunFeeds(details, reader, clock);
    ListFeeds listFeeds = new ListFeeds(index, summaries, clock);
    LogFeeds logFeeds = new LogFeeds(logs, clock);
    Watches watches = new Watches(runFeeds, listFeeds, logFeeds);
    Callers callers = new Callers();
    StoredArtifacts artifacts = new StoredArtifacts(store);
    Curves curves = new Curves(index);
    Evaluations evaluations = new Evaluations(store);
    Verdicts verdicts = new Verdicts(store, records, evaluations);
    Promotions promotions = new Promotions(store);
    RunController controller =
        new RunController(store, settings.variables(), settings.clock(), settings.backend());
    Definitions definitions =
        new Definitions(
            settings.components(), settings.definitions(), dataFolders(settings), store.root());
    Versions versions = new Versions(store, settings.clock());
    RunCreations creations =
        new RunCreations(store, controller, settings.backend(), definitions, versions, starter);
    StoredPipelines pipelines = new StoredPipelines(definitions, versions, settings.definitions());
    TriggerRecords triggerRecords = new TriggerRecords(store);
    TriggerTexts triggerTexts = new TriggerTexts();
    Secrets secrets = new Secrets(settings.variables());
    TriggerEngine triggerEngine =
        new TriggerEngine(
            store,
            triggerRecords,
            triggerTexts,
            new StoredEventRuns(store, controller, reader, creations, pipelines),
            metrics.triggers(),
            settings.clock());
    Triggers triggers =
        new Triggers(
            triggerRecords, triggerTexts, pipelines, Optional.of(secrets), settings.clock());
    Hooks hooks =
        new Hooks(
            triggerRecords,
            triggerTexts,
            secrets,
            new PubSubTokens(settings.clock()),
            settings.clock());
    IndexedRuns runs = new IndexedRuns(index, follower, records, summaries, details);
    GrpcService services =
        GrpcService.builder()
            .addService(
                new PipelineApi(
                    definitions,
                    versions,
                    settings.definitions(),
                    index,
                    records,
                    controller,
                    settings.backend(),
                    callers))
            .addService(
                new RunApi(
                    runs,
                    creations,
                    controller,
                    new RunRemoval(store),
                    promotions,
                    new Comparison(index, records, summaries, evaluations, curves, verdicts),
                    watches))
            .addService(new ReportApi(reader, records, logs, curves, watches))
            .addService(
                new AliasApi(
                    promotions,
                    details,
                    new Contest(
                        store,
                        index,
                        summaries,
                        promotions,
                        new Challengers(index, records, verdicts),
                        settings.clock()),
                    callers,
                    settings.clock(),
                    Actor.of(settings.variables())))
            .addService(new ArtifactApi(index, artifacts, evaluations))
            .addService(new TriggerApi(triggers, triggerEngine::hurry, callers))
            .addService(new SweepApi(store))
            .addService(ProtoReflectionServiceV1.newInstance())
            .enableHealthCheckService(true)
            .intercept(new MethodScopes(callers))
            .supportedSerializationFormats(GrpcSerializationFormats.values())
            .jsonMarshallerFactory(service -> GrpcJsonMarshaller.ofGson())
            .enableHttpJsonTranscoding(
                HttpJsonTranscodingOptions.builder()
                    .queryParamMatchRules(
                        HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD,
                        HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE)
                    .errorHandler(new TranscodedErrors())
                    .build())
            .exceptionHandler(
                (context, status, cause, metadata) -> Failures.told(cause).getStatus())
            .maxRequestMessageLength((int) LARGEST_REQUEST)
            .maxResponseMessageLength(LARGEST_ANSWER)
            .useBlockingTaskExecutor(true)
            .build();
    ClassLoader classes = StillhouseServer.class.getClassLoader();
    ServerBuilder builder =
        Server.builder()
            .maxRequestLength(LARGEST_REQUEST)
            .maxNumConnections(MOST_CONNECTIONS)
            .requestTimeout(LONGEST_CALL)
            .idleTimeout(SILENCE)
            .pingInterval(BETWEEN_PINGS)
            .blockingTaskExecutor(THREADS)
            .gracefulShutdownTimeout(Duration.ofMillis(100), Duration.ofSeconds(2))
            .service(services)
            .service("/openapi.json", new OpenApi().service())
            .service(MetricsPage.PATH, new MetricsPage(metrics::scrape, callers))
            .service("/healthz", (context, request) -> HttpResponse.of(HttpStatus.OK))
            .serviceUnder(HookService.PATH, new HookService(hooks, triggerEngine::hurry))
            .serviceUnder("/webjars/", DashboardFiles.libraries(classes))
            .serviceUnder("/", new DashboardFiles(classes))
            .decorator(new RawRoutes(watches, artifacts, store, callers))
            .decorator(
                new Guard(
                    hosts(settings, loopback),
                    loopback ? Optional.empty() : Optional.of(tokens),
                    new RateLimit(settings.callsPerSecond(), 5 * settings.callsPerSecond()),
                    callers))
            .decorator(new SecurityHeaders())
            .decorator(metrics.requests())
            .meterRegistry(metrics.registry());
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (settings.certificate().isPresent()) {
      ServerSettings.Certificate certificate = settings.certificate().get();
      builder.https(address).tls(certificate.chain().toFile(), certificate.key().toFile());
    } else {
      builder.http(address);
    }
    List<AutoCloseable> parts = new ArrayList<>();
    parts.add(triggerEngine);
    parts.add(runFeeds);
    parts.add(listFeeds);
    parts.add(logFeeds);
    parts.add(clock::shutdownNow);
    parts.add(follower);
    parts.add(metrics);
    Server server = builder.build();
    server.start().join();
    triggerEngine.start();
    ended.start(clock);
    return new StillhouseServer(server, settings.certificate().isPresent(), parts);
  }

  /** The port that it listens on. */
  public int port() {
    return server.activeLocalPort();
  }

  /** Whether it speaks TLS. */
  public boolean isEncrypted() {
    return tls;
  }

  /** Returns once the server was closed. */
  public void awaitEnd() {
    server.whenClosed().join();
  }

  /** Ends: whoever watches is told to call again. Runs go on. */
  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the server cannot be closed", e);
      }
    }
    // Not only stopped: whoever awaits the end waits for this.
    server.closeAsync().join();
  }

  private static List<Path> dataFolders(ServerSettings settings) {
    List<Path> folders = new ArrayList<>(settings.data());
    folders.add(settings.definitions());
    return folders;
  }

  private static Set<String> hosts(ServerSettings settings, boolean loopback) {
    Set<String> hosts = new HashSet<>();
    settings.hostNames().forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    if (loopback || !hosts.isEmpty()) {
      hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
      hosts.add(settings.host().toLowerCase(Locale.ROOT));
    }
    return hosts;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("there is no address " + host, e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "watch");
    thread.setDaemon(true);
    return thread;
  }
}
