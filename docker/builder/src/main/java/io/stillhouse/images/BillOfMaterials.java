package io.stillhouse.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;

/** What is inside an image, as CycloneDX 1.5 in JSON; without times, so that it can be repeated. */
final class BillOfMaterials {
  private BillOfMaterials() {}

  /**
   * The bill of an image.
   *
   * @param parts the jars whose contents are in the image, unpacked or not, with their SHA-256
   */
  static String of(String image, String version, List<Part> parts) {
    Metadata metadata = new Metadata();
    metadata.setTimestamp(null);
    Component whole = component(Component.Type.CONTAINER, image, version);
    metadata.setComponent(whole);
    Bom bom = new Bom();
    bom.setMetadata(metadata);
    List<Component> components = new ArrayList<>();
    for (Part part : parts) {
      components.add(describe(part, version));
    }
    components.sort(Comparator.comparing(Component::getBomRef));
    bom.setComponents(components);
    try {
      return BomGeneratorFactory.createJson(Version.VERSION_15, bom).toJsonString() + "\n";
    } catch (GeneratorException e) {
      throw new ImageException("The bill of materials of " + image + " cannot be written", e);
    }
  }

  private static Component describe(Part part, String ownVersion) {
    Component component =
        part.jar()
            .library()
            .map(
                name -> {
                  Component library =
                      component(Component.Type.LIBRARY, name.artifact(), name.version());
                  library.setGroup(name.group());
                  library.setPurl(name.packageUrl());
                  library.setBomRef(name.packageUrl());
                  return library;
                })
            .orElseGet(
                () -> {
                  String artifact = part.jar().fileName().replaceFirst("\\.jar$", "");
                  Component own = component(Component.Type.LIBRARY, artifact, ownVersion);
                  own.setGroup("io.stillhouse");
                  own.setBomRef("io.stillhouse:" + artifact);
                  return own;
                });
    component.addHash(new Hash(Hash.Algorithm.SHA_256, part.sha256()));
    return component;
  }

  private static Component component(Component.Type type, String name, String version) {
    Component component = new Component();
    component.setType(type);
    component.setName(name);
    component.setVersion(version);
    return component;
  }

  /**
   * A jar with the digest of its content.
   *
   * @param sha256 64 lower-case hexadecimal digits
   */
  record Part(Jar jar, String sha256) {}
}
