package io.stillhouse.server.aliases;

import io.grpc.stub.StreamObserver;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.release.promotion.Alias;
import io.stillhouse.release.promotion.NothingToRestoreException;
import io.stillhouse.release.promotion.PromotionConflictException;
import io.stillhouse.release.promotion.Promotions;
import io.stillhouse.release.promotion.Promotions.Decision;
import io.stillhouse.release.promotion.Promotions.Numbered;
import io.stillhouse.server.access.Callers;
import io.stillhouse.server.errors.Answers;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names;
import io.stillhouse.server.paging.Pages;
import io.stillhouse.server.view.Details;
import io.stillhouse.v1.AliasPromotion;
import io.stillhouse.v1.AliasServiceGrpc;
import io.stillhouse.v1.GetAliasRequest;
import io.stillhouse.v1.JudgeChallengersRequest;
import io.stillhouse.v1.JudgeChallengersResponse;
import io.stillhouse.v1.ListAliasesRequest;
import io.stillhouse.v1.ListAliasesResponse;
import io.stillhouse.v1.ListPromotionsRequest;
import io.stillhouse.v1.ListPromotionsResponse;
import io.stillhouse.v1.PromoteRunRequest;
import io.stillhouse.v1.RollBackAliasRequest;
import io.stillhouse.v1.RunAlias;
import io.stillhouse.v1.RunSummary;
import io.stillhouse.v1.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** The AliasService. */
public final class AliasApi extends AliasServiceGrpc.AliasServiceImplBase {
  private static final int USUAL = 100;
  private static final int LONGEST_NOTE = 1000;

  private final Promotions promotions;
  private final Details details;
  private final Contest contest;
  private final Callers callers;
  private final Clock clock;
  private final String localActor;

  /**
   * @param localActor who decides when somebody calls without a token
   */
  public AliasApi(
      Promotions promotions,
      Details details,
      Contest contest,
      Callers callers,
      Clock clock,
      String localActor) {
    this.promotions = promotions;
    this.details = details;
    this.contest = contest;
    this.callers = callers;
    this.clock = clock;
    this.localActor = localActor;
  }

  @Override
  public void listAliases(ListAliasesRequest request, StreamObserver<ListAliasesResponse> caller) {
    Answers.send(
        caller,
        () -> {
          String experiment = Names.experimentOrAll("parent", request.getParent());
          String run = request.getRun().isEmpty() ? "" : Names.run("run", request.getRun()).name();
          Collection<Alias> aliases =
              experiment.isEmpty() ? promotions.aliases() : promotions.aliases(experiment);
          List<RunAlias> found = new ArrayList<>();
          for (Alias alias : aliases) {
            List<Numbered> history = promotions.history(alias);
            if (!history.isEmpty()) {
              RunAlias resource = resource(alias, history);
              if (run.isEmpty() || run.equals(resource.getRun())) {
                found.add(resource);
              }
            }
          }
          Pages<RunAlias> page =
              Pages.of(found, request.getPageSize(), request.getPageToken(), USUAL);
          return ListAliasesResponse.newBuilder()
              .addAllAliases(page.items())
              .setNextPageToken(page.nextPageToken())
              .build();
        });
  }

  @Override
  public void getAlias(GetAliasRequest request, StreamObserver<RunAlias> caller) {
    Answers.send(caller, () -> read(Names.alias("name", request.getName())));
  }

  @Override
  public void listPromotions(
      ListPromotionsRequest request, StreamObserver<ListPromotionsResponse> caller) {
    Answers.send(
        caller,
        () -> {
          Alias alias = Names.alias("parent", request.getParent());
          List<Numbered> newestFirst = new ArrayList<>(promotions.history(alias));
          Collections.reverse(newestFirst);
          Pages<Numbered> page =
              Pages.of(newestFirst, request.getPageSize(), request.getPageToken(), USUAL);
          ListPromotionsResponse.Builder answer =
              ListPromotionsResponse.newBuilder().setNextPageToken(page.nextPageToken());
          page.items().forEach(each -> answer.addPromotions(promotion(alias, each)));
          return answer.build();
        });
  }

  @Override
  public void promoteRun(PromoteRunRequest request, StreamObserver<RunAlias> caller) {
    Answers.send(
        caller,
        () -> {
          Alias alias = Names.alias("name", request.getName());
          RunLayout run = Names.run("run", request.getRun());
          Decision decision = decision(request.getNote());
          RunSummary summary = details.of(run).getSummary();
          if (!summary.getExperiment().equals(alias.experiment())) {
            throw ApiException.invalid(
                "run",
                "is of the experiment " + summary.getExperiment() + ", not " + alias.experiment());
          }
          if (summary.getState() != State.SUCCEEDED) {
            throw ApiException.notNow(
                "run "
                    + run.name()
                    + " is "
                    + summary.getState()
                    + ": only one that succeeded can be promoted");
          }
          decided(
              () ->
                  request.hasExpectedNumber()
                      ? promotions.promoteAfter(request.getExpectedNumber(), alias, run, decision)
                      : promotions.promote(alias, run, decision));
          return read(alias);
        });
  }

  @Override
  public void rollBackAlias(RollBackAliasRequest request, StreamObserver<RunAlias> caller) {
    Answers.send(
        caller,
        () -> {
          Alias alias = Names.alias("name", request.getName());
          Decision decision = decision(request.getNote());
          decided(
              () ->
                  request.hasExpectedNumber()
                      ? promotions.rollBackAfter(request.getExpectedNumber(), alias, decision)
                      : promotions.rollBack(alias, decision));
          return read(alias);
        });
  }

  @Override
  public void judgeChallengers(
      JudgeChallengersRequest request, StreamObserver<JudgeChallengersResponse> caller) {
    Answers.send(caller, () -> contest.judge(Names.alias("name", request.getName()), request));
  }

  private RunAlias read(Alias alias) {
    List<Numbered> history = promotions.history(alias);
    if (history.isEmpty()) {
      throw ApiException.notFound("no run of " + alias.experiment() + " is its " + alias.name());
    }
    return resource(alias, history);
  }

  private static RunAlias resource(Alias alias, List<Numbered> history) {
    Numbered current = history.get(history.size() - 1);
    RunAlias.Builder resource =
        RunAlias.newBuilder()
            .setName(name(alias))
            .setRun(current.run().name())
            .setCurrent(promotion(alias, current));
    Promotions.previous(history)
        .ifPresent(previous -> resource.setPreviousRun(previous.run().name()));
    return resource.build();
  }

  private static AliasPromotion promotion(Alias alias, Numbered promotion) {
    return AliasPromotion.newBuilder()
        .setName(name(alias) + "/promotions/" + promotion.number())
        .setNumber(promotion.number())
        .setPromotion(promotion.promotion())
        .build();
  }

  private static String name(Alias alias) {
    return "experiments/" + alias.experiment() + "/aliases/" + alias.name();
  }

  private Decision decision(String note) {
    if (note.length() > LONGEST_NOTE) {
      throw ApiException.invalid("note", "has at most " + LONGEST_NOTE + " characters");
    }
    String token = callers.current().name();
    return new Decision(
        token.isEmpty() ? localActor : "token " + token, note.strip(), clock.instant());
  }

  private static Numbered decided(Supplier<Numbered> decision) {
    try {
      return decision.get();
    } catch (PromotionConflictException e) {
      throw ApiException.changedMeanwhile(String.valueOf(e.getMessage()));
    } catch (NothingToRestoreException e) {
      throw ApiException.notNow(String.valueOf(e.getMessage()));
    }
  }
}
