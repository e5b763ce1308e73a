package io.stillhouse.training.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a bootstrap draws with replacement: single images, or, where several images are of one
 * patient, whole patients, because their images are not independent of one another.
 */
public final class ResamplingUnits {
  private final int images;
  private final List<int[]> units;

  private ResamplingUnits(int images, List<int[]> units) {
    this.images = images;
    this.units = units;
  }

  /** Every image by itself. */
  public static ResamplingUnits images(int images) {
    List<int[]> units = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      units.add(new int[] {i});
    }
    return new ResamplingUnits(images, units);
  }

  /** Images together that have the same group, given for each image. */
  public static ResamplingUnits groups(long[] groupOfImage) {
    Map<Long, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < groupOfImage.length; i++) {
      groups.computeIfAbsent(groupOfImage[i], group -> new ArrayList<>()).add(i);
    }
    return new ResamplingUnits(
        groupOfImage.length,
        groups.values().stream()
            .map(members -> members.stream().mapToInt(Integer::intValue).toArray())
            .toList());
  }

  /** How many images there are. */
  public int imageCount() {
    return images;
  }

  /** How often each image occurs in one resample. */
  int[] draw(SplittableRandom random) {
    int[] weights = new int[images];
    for (int i = 0; i < units.size(); i++) {
      for (int image : units.get(random.nextInt(units.size()))) {
        weights[image]++;
      }
    }
    return weights;
  }
}
