/**
 * How weights are ranked before pruning. `snip`: |w dL_t/dw| per task (the papers' static method); `grad_w2`:
 * (sum_b |g_b|) w^2 of trained weights; `l1`: |w|; `random`: the same draw for every task; `snip_joint`: |w dL/dw| of
 * the joint loss, one ranking for the whole net; `synflow`: flow through |w|, no data; `grasp`: w Hg, the loss of
 * gradient flow.
 */
export const CRITERIA = ['snip', 'grad_w2', 'l1', 'random', 'snip_joint', 'synflow', 'grasp'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** Criteria that rank the whole net at once instead of each task's subnetwork. */
export const JOINT_CRITERIA: ReadonlySet<Criterion> = new Set(['snip_joint']);

/** Criteria that need batches of the data set. */
export const DATA_CRITERIA: ReadonlySet<Criterion> = new Set(['snip', 'grad_w2', 'snip_joint', 'grasp']);
