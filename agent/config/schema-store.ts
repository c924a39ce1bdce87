import { DURATION, object, SIZE } from './schema-parts.ts';

export const STORE = object({
  maxAge: { ...DURATION, description: 'How long samples and intervals are kept.', default: '7d' },
  maxSize: {
    ...SIZE('MG', 1_000_000),
    description: 'How large the store may become. The oldest samples and intervals go first.',
    default: '1GB',
  },
  backlog: {
    type: 'integer',
    minimum: 1,
    maximum: 10_000_000,
    description: 'Most reports that wait for one target. Beyond it the oldest is dropped.',
    default: 10_000,
  },
});
