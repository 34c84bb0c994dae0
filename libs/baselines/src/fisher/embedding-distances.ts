/** The distances between Task2Vec embeddings that the paper and its authors' code use most. */
export const EMBEDDING_DISTANCES = {
  cosine,
  normalized_cosine: normalizedCosine,
  kl,
  asymmetric_kl: asymmetricKl,
} as const;
export type EmbeddingDistance = keyof typeof EMBEDDING_DISTANCES;

/** Keeps a filter that neither task uses from being divided by 0, as in the authors' code. */
const TINY = 1e-8;

/** The filters whose Fisher information is above 0 for every task: a variance 1 / 0 has no distance. */
export function usedFilters(embeddings: readonly Float64Array[]): Float64Array[] {
  const kept = Array.from(embeddings[0]?.keys() ?? []).filter((i) =>
    embeddings.every((embedding) => (embedding[i] as number) > 0),
  );
  return embeddings.map((embedding) => Float64Array.from(kept, (i) => embedding[i] as number));
}

/** The paper's symmetric distance: 1 - the cosine of F_a / (F_a + F_b) and F_b / (F_a + F_b). */
function cosine(a: Float64Array, b: Float64Array): number {
  const share = (own: number, other: number): number => own / (own + other + TINY);
  return cosineDistance(
    a.map((x, i) => share(x, b[i] as number)),
    b.map((y, i) => share(y, a[i] as number)),
  );
}

/** 1 - the cosine of the variances 1 / F. */
function normalizedCosine(a: Float64Array, b: Float64Array): number {
  return cosineDistance(
    a.map((x) => 1 / x),
    b.map((y) => 1 / y),
  );
}

/** KL of Gaussians of the variances 1 / F, filter by filter the larger of both directions, summed. */
function kl(a: Float64Array, b: Float64Array): number {
  return a.reduce(
    (sum, x, i) => sum + Math.max(divergence(x, b[i] as number), divergence(b[i] as number, x)),
    0,
  );
}

/** KL(N(0, 1 / F_a) | N(0, 1 / F_b)). */
function asymmetricKl(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + divergence(x, b[i] as number), 0);
}

function divergence(a: number, b: number): number {
  return 0.5 * (b / a - 1 + Math.log(a) - Math.log(b));
}

function cosineDistance(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((x, i) => {
    const y = b[i] as number;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return 1 - ab / Math.sqrt(aa * bb);
}
