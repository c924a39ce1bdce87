import { layOut, visible } from '../../oe/print/table.ts';
import type { Coverage } from '../coverage.ts';
import type { Finding } from '../finding.ts';
import type { Verdict } from '../verify.ts';
import { printJunit } from './junit.ts';

export const VERDICT_FORMATS = ['text', 'json', 'junit'] as const;
export type VerdictFormat = (typeof VERDICT_FORMATS)[number];

/** Prints what came of a comparison; `target` is the agent's address. */
export function printVerdict(verdict: Verdict, format: VerdictFormat, target: string): string {
  switch (format) {
    case 'text':
      return printText(verdict, target);
    case 'json':
      return JSON.stringify({ target, ...countFindings(verdict.findings), ...verdict }, undefined, 2);
    case 'junit':
      return printJunit(verdict, target);
  }
}

function countFindings(findings: readonly Finding[]): { errors: number; warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

function printText({ findings, coverage, notifications }: Verdict, target: string): string {
  const { errors, warnings } = countFindings(findings);
  const lines = findings.flatMap(findingLines);
  lines.push(...coverageLines(coverage));
  if (notifications !== undefined) lines.push(`${many(notifications, 'notification')} checked.`);
  const found = [many(errors, 'error'), many(warnings, 'warning')].join(', ');
  lines.push(errors + warnings === 0 ? `${target} is as the model says.` : `${target}: ${found}.`);
  return lines.join('\n');
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function findingLines({
  severity,
  rule,
  module,
  name,
  oid,
  expected,
  seen,
  remedy,
  more,
}: Finding): string[] {
  const object = module === undefined || name === module ? name : `${module}::${name}`;
  return [
    `${severity} ${rule} ${object}${oid === name ? '' : ` (${oid})`}`,
    `  expected: ${visible(expected)}`,
    `  seen:     ${visible(seen)}`,
    ...(more > 0 ? [`  and ${many(more, 'instance')} more of the object`] : []),
    `  remedy:   ${remedy}`,
    '',
  ];
}

function coverageLines(coverage: readonly Coverage[]): string[] {
  const rows = coverage.map(({ module, objects, seen, instances }) => ({
    module,
    objects: String(objects),
    seen: String(seen),
    instances: String(instances),
  }));
  return [
    ...layOut(['module', 'objects', 'seen', 'instances'], rows, ['objects', 'seen', 'instances']),
    // Figures without a value are no mistake, as KPI1-MIB says why.
    ...coverage.flatMap(reasonLines),
    '',
  ];
}

/** Reasons named of one module; figures with others are counted. */
const MOST_REASONS = 5;

function reasonLines({ module, withoutValue }: Coverage): string[] {
  const reasons = Object.entries(withoutValue).sort(([, a], [, b]) => b - a);
  const others = reasons.slice(MOST_REASONS).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...reasons
      .slice(0, MOST_REASONS)
      .map(([reason, count]) => `${module}: ${many(count, 'figure')} without a value: ${visible(reason)}`),
    ...(others > 0 ? [`${module}: ${many(others, 'figure')} without a value for other reasons`] : []),
  ];
}
