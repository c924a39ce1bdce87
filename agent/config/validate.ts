import type { ValidateFunction } from '../../document/schema.ts';

/**
 * The schema of the configuration, compiled: in dist/, `npm run build` puts the compiled code here, because
 * compiling it takes a third of a start. Undefined in the sources, where it is compiled when first used.
 */
export const validateConfig: ValidateFunction | undefined = undefined;
