/**
 * Who may import whom: one row a kind of project, by the tags in each package.json (`nx.tags`). `outside` lists the
 * packages from elsewhere that its sources may import; a kind without `outside` may import any.
 * @type {readonly { tag: string, inside: readonly string[], outside?: readonly string[] }[]}
 */
export const DIRECTIONS = [
  {
    tag: 'type:contracts',
    inside: [],
    outside: ['@bufbuild/protobuf', '@grpc/grpc-js'],
  },
  { tag: 'type:core', inside: ['type:core'], outside: ['@tensorflow/tfjs-core', '@stdlib/*'] },
  { tag: 'type:datasets', inside: ['type:contracts', 'scope:scenenet'], outside: ['sharp', 'zod'] },
  { tag: 'type:tf-native', inside: ['type:core'], outside: ['@tensorflow/*'] },
  {
    tag: 'type:adapter',
    inside: ['type:contracts', 'type:core'],
    outside: ['minio', '@nats-io/*', 'nats', '@kubernetes/client-node'],
  },
  { tag: 'type:formats', inside: ['type:contracts', 'type:core', 'scope:artifacts'], outside: [] },
  { tag: 'type:report', inside: ['type:contracts', 'type:core'] },
  {
    tag: 'type:steps',
    inside: [
      'type:contracts',
      'type:core',
      'type:datasets',
      'type:tf-native',
      'type:adapter',
      'type:formats',
      'type:report',
    ],
    outside: ['fflate', 'zod'],
  },
  { tag: 'type:service-kit', inside: ['type:contracts'] },
  {
    tag: 'type:service',
    inside: [
      'type:contracts',
      'type:core',
      'type:datasets',
      'type:tf-native',
      'type:adapter',
      'type:formats',
      'type:report',
      'type:steps',
      'type:service-kit',
    ],
  },
  { tag: 'type:tool', inside: ['*'] },
];

/** @param {{ outside: boolean }} which whether the packages from elsewhere are checked too */
export function constraints({ outside }) {
  return DIRECTIONS.map(({ tag, inside, outside: packages }) => ({
    sourceTag: tag,
    onlyDependOnLibsWithTags: [...inside],
    ...(outside && packages !== undefined ? { allowedExternalImports: [...packages, '@metasparse/*'] } : {}),
  }));
}
