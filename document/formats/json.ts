import type { Diagnostic } from '../diagnostic.ts';
import { countBySeverity } from './count.ts';

/** One object: how many `errors` and `warnings`, and the `diagnostics` as document/diagnostic.ts has them. */
export function formatJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify({ ...countBySeverity(diagnostics), diagnostics }, undefined, 2)}\n`;
}
