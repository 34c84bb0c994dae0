import { SafetensorsFile } from '@metasparse/artifacts';
import { BACKBONE_LAYERS, type Task } from '@metasparse/scenenet';
import type { LayerDescriptor, TaskScores } from '@metasparse/sparsity';
import { scoreLayers } from './block-scorer.js';
import { readSumsInfo, scoreName, type SumsInfo } from './partial-sums.js';
import type { ScoreSettings } from './score-settings.js';

/** A seed's summed scores in their file, read one layer at a time. Close it when done. */
export interface StoredScores {
  readonly info: SumsInfo;
  readonly tasks: readonly TaskScores[];
  close(): void;
}

/** Opens the file of one seed; `settings` say which layers it holds. */
export function openScores(
  path: string,
  settings: Pick<ScoreSettings, 'dataset' | 'tasks' | 'width'>,
): StoredScores {
  const file = SafetensorsFile.open(path);
  const layers = scoreLayers(settings);
  const tasks = [...new Set(layers.map(({ task }) => task))];
  return {
    info: readSumsInfo(file),
    tasks: tasks.map((task) => {
      const own = layers.filter((layer) => layer.task === task).map(({ name, shape }) => ({ name, shape }));
      return taskScores(file, task, own);
    }),
    close: () => {
      file.close();
    },
  };
}

function taskScores(file: SafetensorsFile, task: Task, layers: readonly LayerDescriptor[]): TaskScores {
  return {
    task,
    layers,
    backboneLayers: BACKBONE_LAYERS,
    layer: (index) => file.float32(scoreName(task, layers[index]?.name ?? `layer ${index}`)),
  };
}
