import { EMBEDDING_DISTANCES, usedFilters, type EmbeddingDistance } from '../fisher/embedding-distances.js';
import { FisherEmbedding } from '../fisher/fisher-embedding.js';
import { tableOf, type Collector, type TaskTable } from './collector.js';

/** Minus the distances of the tasks' Task2Vec embeddings. @param filters output channels of each layer of the backbone */
export function fisherCollector(tasks: number, filters: readonly number[]): Collector {
  const embeddings = Array.from({ length: tasks }, () => new FisherEmbedding(filters));
  return {
    add(measures) {
      measures.tasks.forEach(({ gradients }, t) => {
        if (gradients !== null) embeddings[t]?.add(gradients);
      });
    },
    finish() {
      const all = embeddings.map((embedding) => embedding.values());
      const used = usedFilters(all);
      const table = (distance: EmbeddingDistance): TaskTable =>
        tableOf(
          tasks,
          (a, b) => -EMBEDDING_DISTANCES[distance](used[a] as Float64Array, used[b] as Float64Array),
        );
      return {
        metrics: {
          task2vec_cosine: table('cosine'),
          task2vec_normalized_cosine: table('normalized_cosine'),
          task2vec_kl: table('kl'),
          task2vec_asymmetric_kl: table('asymmetric_kl'),
        },
        notes: unusedNote((all[0]?.length ?? 0) - (used[0]?.length ?? 0), all[0]?.length ?? 0),
      };
    },
  };
}

function unusedNote(unused: number, filters: number): string[] {
  return unused === 0
    ? []
    : [`task2vec leaves out ${unused} of ${filters} filters, whose gradient is zero for a task`];
}
