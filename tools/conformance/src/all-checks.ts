import type { Check } from './check.js';
import { loaderChecks } from './checks/loader.js';
import { cosineChecks } from './checks/cosine.js';
import { dynamicChecks } from './checks/dynamic.js';
import { erkChecks } from './checks/erk.js';
import { evaluateChecks } from './checks/evaluate.js';
import { lossChecks } from './checks/loss-fixture.js';
import { mixedChecks } from './checks/mixed.js';
import { networkChecks } from './checks/networks.js';
import { opChecks } from './checks/ops.js';
import { ptChecks } from './checks/pt.js';
import { similarityFixtureChecks } from './checks/similarity-fixture.js';
import { storedSaliencyChecks } from './checks/stored-saliency.js';
import { trainChecks } from './checks/train.js';
import { weightChecks } from './checks/weights.js';

/** Every check, cheap ones first. */
export const ALL_CHECKS: readonly Check[] = [
  ...weightChecks,
  ...opChecks,
  ...lossChecks,
  ...loaderChecks,
  ...similarityFixtureChecks,
  ...storedSaliencyChecks,
  ...erkChecks,
  ...cosineChecks,
  ...trainChecks,
  ...evaluateChecks,
  ...dynamicChecks,
  ...ptChecks,
  ...networkChecks,
  ...mixedChecks,
];
