/** A value of ours beside a published one. */
export interface ReproducedCell {
  /** Mean over seeds; null where nothing is finished, or the value is published only. */
  readonly ours: number | null;
  /** Sample standard deviation over seeds; null with fewer than two. */
  readonly sd: number | null;
  readonly seeds: number;
  readonly published: { readonly value: number; readonly text: string; readonly source: string } | null;
  /** Ours less the published one. */
  readonly difference: number | null;
  /** Of a similarity: interval of ours, what unrelated tasks would give, what that comes to, and the corrected score. */
  readonly judged?: {
    readonly interval: readonly [number, number] | null;
    readonly null: number | null;
    readonly verdict: string;
    readonly corrected: number | null;
  };
}

/** How many rows fall from the first column to the last, where that is what was claimed. */
export interface ReproducedOrder {
  readonly of: 'ours' | 'published';
  readonly rows: number;
  readonly inOrder: number;
  readonly chance: number;
  readonly p: number;
}

export interface ReproducedTable {
  readonly title: string;
  readonly conditions: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly (ReproducedCell | null)[] }[];
  readonly orders: readonly ReproducedOrder[];
}

/** Content of table.json. */
export interface Reproduction {
  readonly schema: 'metasparse.reproduction/v1';
  readonly name: string;
  readonly title: string;
  readonly notes: readonly string[];
  /** Steps of the plan that are finished, and all. */
  readonly finished: number;
  readonly steps: number;
  readonly tables: readonly ReproducedTable[];
}
