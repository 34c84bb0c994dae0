export {
  countedMean,
  percentileInterval,
  quantile,
  resampledSeeds,
  type Interval,
} from './certainty/resample.js';
export { decisionStability, type Stability } from './certainty/stability.js';
export { buildGroupsFile, type GroupsInput } from './result/build-groups-file.js';
export type {
  BranchRow,
  BudgetKind,
  BudgetRow,
  CertaintyRow,
  GroupsFile,
  NetworkRow,
  SetRow,
} from './result/groups-file.js';
export { groupsTsv } from './result/tsv.js';
export { groupSet, type GroupSet } from './solve/group-set.js';
export { EXACT_TASKS, type GroupProblem } from './solve/problem.js';
export { leastCost, solveGroups, type Solved } from './solve/solve.js';
export { tradeOff } from './solve/trade-off.js';
export {
  candidateGroups,
  filledTable,
  listedTable,
  pairwiseTable,
  withRules,
  type GroupTable,
  type PairRules,
} from './table/group-table.js';
export { everyTask, groupOf, inListingOrder, memberCount, members } from './table/members.js';
export {
  branchPoint,
  branchPointCertainty,
  meanCurve,
  type BranchPoint,
  type BranchPointCertainty,
  type Resampling,
} from './trunk/branch-point.js';
