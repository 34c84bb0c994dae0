/** What `schema` says in the metadata of a checkpoint. */
export const CHECKPOINT_SCHEMA = 'metasparse.checkpoint/v1';

/** Masks are stored under this and their parameter's name. */
export const MASK_PREFIX = 'mask/';

/** Tensors that are not the net's own: `mask/...`, `optimiser/...` and the like. A net's names have no slash. */
export const EXTENSION = /^[a-z][a-z0-9_-]*\//;

export const BIT_ORDER = 'most significant bit first, elements in O,I,H,W order (numpy.packbits)';

/** Keys of a net's `meta` in the metadata of a file. */
export const META_PREFIX = 'meta.';
