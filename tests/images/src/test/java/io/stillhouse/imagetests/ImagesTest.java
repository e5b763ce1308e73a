package io.stillhouse.imagetests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the images are made of. */
class ImagesTest {
  private static final int SET_ID = 06000;
  private static final int WRITABLE_BY_OTHERS = 0002;
  private static final long NOBODY = 65532;

  private static BuiltImages images;
  private static Map<String, String> ids;

  @TempDir private Path temporary;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    images = BuiltImages.ofThisCheckout();
    ids = images.build();
  }

  @Test
  void thereIsAnImageForEveryComponentAndOneForTheController() {
    assertThat(ids.keySet().stream().map(name -> name.replaceFirst(":.*", "")))
        .containsExactlyInAnyOrder(
            "stillhouse/dataset-prep",
            "stillhouse/teacher-pretraining",
            "stillhouse/soft-label-extraction",
            "stillhouse/soft-label-import",
            "stillhouse/torchscript-import",
            "stillhouse/hint-pretraining",
            "stillhouse/ensemble-finetuning",
            "stillhouse/evaluation",
            "stillhouse/model-export",
            "stillhouse/explanation",
            "stillhouse/controller");
  }

  @Test
  void buildingEveryLayerAnewGivesTheSameIds() throws Exception {
    Map<String, String> again = images.build("--no-cache", "teacher-pretraining", "controller");

    assertThat(again).hasSize(2);
    assertThat(ids).containsAllEntriesOf(again);
  }

  @Test
  void anImageSaysWhatItIsAndItsTagIsTheBeginningOfItsProgramsDigest() throws Exception {
    String image = named("teacher-pretraining");
    JsonObject labels = images.inspect(image).getAsJsonObject("Config").getAsJsonObject("Labels");

    String program = labels.get("io.stillhouse.program").getAsString();
    assertThat(program).matches("[0-9a-f]{64}");
    assertThat(image).isEqualTo("stillhouse/teacher-pretraining:" + program.substring(0, 12));
    assertThat(labels.get("io.stillhouse.component").getAsString())
        .isEqualTo("teacher-pretraining");
    assertThat(labels.get("org.opencontainers.image.revision").getAsString())
        .matches("[0-9a-f]{40}(-modified)?|unknown");
    assertThat(labels.keySet())
        .contains("org.opencontainers.image.title", "org.opencontainers.image.version");
  }

  @Test
  void stepsRunAsNobodyWithTwoWritableFoldersAndAFixedEntryPoint() throws Exception {
    for (String image : ids.keySet()) {
      JsonObject config = images.inspect(image).getAsJsonObject("Config");
      assertThat(config.get("User").getAsString()).as(image).isEqualTo("65532:65532");
      assertThat(config.getAsJsonObject("Volumes").keySet())
          .as(image)
          .isEqualTo(Set.of("/tmp", "/cache"));
      assertThat(config.getAsJsonArray("Entrypoint").get(0).getAsString())
          .as(image)
          .isEqualTo("java");
    }
  }

  @Test
  void imagesOfStepsShareTheirLowerLayersAndCodeLiesInTheLastOne() throws Exception {
    List<String> teacher = layers("teacher-pretraining");
    List<String> hints = layers("hint-pretraining");
    List<String> data = layers("dataset-prep");

    assertThat(teacher.subList(0, teacher.size() - 1))
        .isEqualTo(hints.subList(0, hints.size() - 1));
    assertThat(teacher.subList(0, teacher.size() - 2)).isEqualTo(data.subList(0, data.size() - 2));
    Path contexts = images.home().resolve("target/images/contexts/teacher-pretraining");
    assertThat(jars(ImageFiles.read(contexts.resolve("program.tar"))))
        .contains("stillhouse-step-teacher-pretraining.jar", "stillhouse-training.jar")
        .allMatch(jar -> jar.startsWith("stillhouse-"));
    assertThat(jars(ImageFiles.read(contexts.resolve("libraries.tar"))))
        .noneMatch(jar -> jar.startsWith("stillhouse-"));
  }

  @Test
  void thereIsNoShellNothingThatGivesRightsAndNothingToWriteToButTheTwoFolders() throws Exception {
    for (String component : List.of("teacher-pretraining", "controller")) {
      ImageFiles files = ImageFiles.of(images, named(component), temporary);

      assertThat(files.names()).contains("opt/java/openjdk/bin/java");
      assertThat(files.names())
          .noneMatch(name -> name.matches(".*/(sh|bash|dash|ash|busybox|python3?|perl|apt|dpkg)"));
      assertThat(files.entries()).noneMatch(entry -> (entry.getMode() & SET_ID) != 0);
      assertThat(files.entries())
          .filteredOn(entry -> !entry.isSymbolicLink() && mayBeWritten(entry))
          .extracting(TarArchiveEntry::getName)
          .containsExactlyInAnyOrder("tmp/", "cache/", "home/nonroot/");
    }
  }

  @Test
  void theBillOfMaterialsNamesEveryJarAndTheNativeEngine() throws Exception {
    ImageFiles files = ImageFiles.of(images, named("teacher-pretraining"), temporary);
    JsonObject bill = JsonParser.parseString(files.billOfMaterials()).getAsJsonObject();
    assertThat(bill.get("bomFormat").getAsString()).isEqualTo("CycloneDX");
    List<String> components =
        StreamSupport.stream(bill.getAsJsonArray("components").spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .peek(part -> assertThat(part.getAsJsonArray("hashes")).hasSize(1))
            .map(part -> part.get("name").getAsString())
            .toList();

    List<String> jars = jars(files);
    assertThat(jars).hasSizeGreaterThan(80);
    assertThat(jars)
        .allMatch(
            jar ->
                components.stream()
                    .anyMatch(name -> jar.equals(name + ".jar") || jar.startsWith(name + "-")));
    assertThat(components).hasSize(jars.size() + 1).contains("pytorch-native-cpu");
  }

  @Test
  void theControllerKnowsTheComponentsWithoutTheirPrograms() throws Exception {
    Command components =
        images.docker(
            "run",
            "--rm",
            "--read-only",
            "--cap-drop",
            "ALL",
            "--network",
            "none",
            named("controller"),
            "components");

    assertThat(components.exit()).as(components.out()).isZero();
    assertThat(components.out()).contains("teacher-pretraining", "evaluation");
    ImageFiles program =
        ImageFiles.read(images.home().resolve("target/images/contexts/controller/program.tar"));
    assertThat(program.names())
        .contains(
            "opt/stillhouse/steps/teacher-pretraining/component.yaml",
            "opt/stillhouse/steps/teacher-pretraining/program.sha256");
  }

  private static boolean mayBeWritten(TarArchiveEntry entry) {
    return (entry.getMode() & WRITABLE_BY_OTHERS) != 0 || entry.getLongUserId() == NOBODY;
  }

  private static List<String> jars(ImageFiles files) {
    return files.names().stream()
        .filter(name -> name.startsWith("app/") && name.endsWith(".jar"))
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .toList();
  }

  private static String named(String component) {
    return ids.keySet().stream()
        .filter(image -> image.startsWith("stillhouse/" + component + ":"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> layers(String component) throws Exception {
    JsonArray layers =
        images.inspect(named(component)).getAsJsonObject("RootFS").getAsJsonArray("Layers");
    return StreamSupport.stream(layers.spliterator(), false).map(JsonElement::getAsString).toList();
  }
}
