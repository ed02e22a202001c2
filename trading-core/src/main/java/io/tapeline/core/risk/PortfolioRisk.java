package io.tapeline.core.risk;

import java.util.List;

/** R-CORR: the risk of positions that move together (CATALOGUE 11.6). */
public final class PortfolioRisk {

  /** Correlation of two places of a list. */
  @FunctionalInterface
  public interface Correlations {

    /** Coefficient, −1 to 1, of the i-th and the j-th; not asked for i equal to j. */
    double of(int i, int j);
  }

  private PortfolioRisk() {}

  /**
   * Risk of all positions together: {@code sqrt(sum s_i s_j rho_ij r_i r_j)}.
   *
   * @param risks loss at the stop of each, a fraction of equity; negative for a short position
   */
  public static double of(List<Double> risks, Correlations correlations) {
    double squared = 0;
    for (int i = 0; i < risks.size(); i++) {
      squared += risks.get(i) * risks.get(i);
      for (int j = 0; j < i; j++) {
        squared += 2 * correlations.of(i, j) * risks.get(i) * risks.get(j);
      }
    }
    return Math.sqrt(Math.max(0, squared));
  }

  /**
   * The largest share of a candidate, 0 to 1, with which the whole stays within the cap. Where it
   * is beyond the cap already, only a candidate that lowers it has a share.
   *
   * @param before risk of the positions there are, a fraction of equity
   * @param candidate risk of the candidate, a fraction of equity, above zero
   * @param covariance sum over the positions of {@code s_n s_j rho_nj r_j}
   */
  public static double share(double before, double candidate, double covariance, double cap) {
    boolean lowers = covariance < 0;
    if (before >= cap && !lowers) {
      return 0;
    }
    double a = candidate * candidate;
    double b = 2 * candidate * covariance;
    double root = b * b - 4 * a * (before * before - cap * cap);
    // Where the cap is out of reach, the share that lowers most.
    double largest = (-b + Math.sqrt(Math.max(0, root))) / (2 * a);
    return Math.max(0, Math.min(1, largest));
  }
}
