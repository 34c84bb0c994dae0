import type { Dataset } from '@metasparse/scenenet';
import type { PlanContext } from './budget.js';
import { disparsePlan } from './disparse-plan.js';
import type { Plan } from './plan.js';
import { reportPlan } from './report-plan.js';
import { scenesPlan, type ScenesContext } from './scenes-plan.js';

/** A plan that `metasparse reproduce` knows by name. */
export type PlanDefinition = PublicationPlan | OwnPlan;

interface PublicationPlan {
  /** What its data are. */
  readonly dataset: Dataset;
  /** Number of seeds where none is asked for. */
  readonly seeds: number;
  readonly build: (context: PlanContext) => Plan;
}

/** A plan that makes its data itself. */
interface OwnPlan {
  readonly dataset: null;
  readonly seeds: number;
  readonly build: (context: ScenesContext) => Plan;
}

export const PLANS: Readonly<Record<string, PlanDefinition>> = {
  report: { dataset: 'nyuv2', seeds: 4, build: reportPlan },
  'disparse-nyuv2': { dataset: 'nyuv2', seeds: 3, build: disparsePlan },
  'disparse-cityscapes': { dataset: 'cityscapes', seeds: 3, build: disparsePlan },
  'disparse-taskonomy': { dataset: 'taskonomy', seeds: 3, build: disparsePlan },
  scenes: { dataset: null, seeds: 3, build: scenesPlan },
};
