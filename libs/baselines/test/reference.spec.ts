import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  EMBEDDING_DISTANCES,
  FisherEmbedding,
  SampleSums,
  dissimilarityMatrix,
  gradientCosine,
  gradientNormRatio,
  gradientProducts,
  hScore,
  logMe,
  representationSimilarity,
  symmetricEigen,
  totalProducts,
  type EmbeddingDistance,
} from '@metasparse/baselines';

type Rows = readonly (readonly number[])[];
interface Transfer {
  readonly kind: 'classes' | 'values';
  readonly classes: number;
  readonly features: Rows;
  readonly targets: Rows;
  readonly hScore: number;
  readonly logMe: number;
}
interface Reference {
  readonly transfer: readonly Transfer[];
  readonly embeddings: readonly (Readonly<Record<'a' | 'b', readonly number[]>> &
    Readonly<Record<EmbeddingDistance, number>>)[];
  readonly representations: readonly {
    readonly a: Rows;
    readonly b: Rows;
    readonly rdm: Rows;
    readonly similarity: number;
  }[];
  readonly eigen: readonly { readonly matrix: Rows; readonly values: readonly number[] }[];
  readonly geometry: {
    readonly a: Rows;
    readonly b: Rows;
    readonly layers: readonly number[];
    readonly cosine: number;
    readonly ratio: number;
  };
  readonly fisher: {
    readonly filters: readonly number[];
    readonly batches: readonly Rows[];
    readonly embedding: readonly number[];
  };
}

/** Written by make_fixtures.py beside it, from numpy and scipy. */
const FILE = new URL('fixtures/formulas.json', import.meta.url);
const reference = JSON.parse(readFileSync(FILE, 'utf8')) as Reference;
const singles = (rows: Rows): Float32Array[] => rows.map((row) => Float32Array.from(row));
const relative = (actual: number, expected: number): number =>
  Math.abs(actual - expected) / Math.abs(expected);

function sumsOf({ kind, classes, features, targets }: Transfer): SampleSums {
  const sums = new SampleSums(
    features[0]?.length ?? 0,
    kind === 'classes' ? classes : (targets[0]?.length ?? 0),
  );
  features.forEach((feature, i) => {
    const target = targets[i] ?? [];
    const indicator = Array.from({ length: classes }, (_, c) => (target[0] === c ? 1 : 0));
    sums.add(feature, kind === 'classes' ? indicator : target);
  });
  return sums;
}

describe('numpy and scipy give the same', () => {
  it.each(reference.transfer)('H-score of $kind, case %#', (transfer) => {
    expect(relative(hScore(sumsOf(transfer)), transfer.hScore)).toBeLessThan(1e-9);
  });

  it.each(reference.transfer)('LogME of $kind, case %#', (transfer) => {
    expect(relative(logMe(sumsOf(transfer), transfer.kind), transfer.logMe)).toBeLessThan(1e-8);
  });

  it.each(reference.embeddings)('distances of Task2Vec, case %#', ({ a, b, ...distances }) => {
    const [x, y] = [Float64Array.from(a), Float64Array.from(b)];
    for (const [name, distance] of Object.entries(EMBEDDING_DISTANCES))
      expect(relative(distance(x, y), distances[name as EmbeddingDistance]), name).toBeLessThan(1e-11);
  });

  it.each(reference.representations)(
    'RDM and its Spearman correlation, case %#',
    ({ a, b, rdm, similarity }) => {
      const [x, y] = [dissimilarityMatrix(singles(a)), dissimilarityMatrix(singles(b))];
      x.forEach((row, i) => {
        row.forEach((value, j) => {
          expect(value).toBeCloseTo(rdm[i]?.[j] ?? NaN, 12);
        });
      });
      expect(representationSimilarity(x, y)).toBeCloseTo(similarity, 12);
    },
  );

  it.each(reference.eigen)(
    'eigenvalues, and vectors that give the matrix again, case %#',
    ({ matrix, values }) => {
      const n = matrix.length;
      const eigen = symmetricEigen(Float64Array.from(matrix.flat()), n);
      const scale = Math.max(...values);
      [...eigen.values]
        .sort((p, q) => p - q)
        .forEach((value, i) => {
          expect(Math.abs(value - (values[i] ?? NaN))).toBeLessThan(1e-13 * n * scale);
        });
      matrix.forEach((row, i) => {
        row.forEach((expected, j) => {
          const again = eigen.values.reduce(
            (sum, value, k) =>
              sum + value * (eigen.vectors[k * n + i] as number) * (eigen.vectors[k * n + j] as number),
            0,
          );
          expect(Math.abs(again - expected)).toBeLessThan(1e-13 * n * scale);
        });
      });
    },
  );

  it('cosines of gradients, layer by layer and over all of them, and the ratio of their lengths', () => {
    const { a, b, layers, cosine, ratio } = reference.geometry;
    const products = gradientProducts([singles(a), singles(b)]);
    products.forEach((layer, l) => {
      expect(gradientCosine(layer, 0, 1)).toBeCloseTo(layers[l] ?? NaN, 12);
    });
    const total = totalProducts(products);
    expect(gradientCosine(total, 0, 1)).toBeCloseTo(cosine, 12);
    expect(gradientNormRatio(total, 0, 1)).toBeCloseTo(Math.min(ratio, 1 / ratio), 12);
    expect(gradientNormRatio(total, 1, 0)).toBe(gradientNormRatio(total, 0, 1));
  });

  it('the Fisher information of each filter', () => {
    const { filters, batches, embedding } = reference.fisher;
    const fisher = new FisherEmbedding(filters);
    for (const batch of batches) fisher.add(singles(batch));
    fisher.values().forEach((value, i) => {
      expect(relative(value, embedding[i] ?? NaN)).toBeLessThan(1e-12);
    });
  });
});
