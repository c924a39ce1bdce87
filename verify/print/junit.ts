import type { Finding } from '../finding.ts';
import { VERIFY_RULES, type VerifyRuleId } from '../rules.ts';
import type { Verdict } from '../verify.ts';

/** What is about no module in particular. */
const AGENT = 'agent';

/** JUnit's XML: a suite for each module, a case for each rule. Errors are failures; warnings stand in system-out. */
export function printJunit({ findings, coverage }: Verdict, target: string): string {
  const suites = [...coverage.map(({ module }) => module), AGENT].map((name) => {
    const own = findings.filter(({ module = AGENT }) => module === name);
    return { name, cases: Object.keys(VERIFY_RULES).map((rule) => caseOf(rule as VerifyRuleId, name, own)) };
  });
  const failures = (cases: readonly Case[]) => cases.filter(({ hasFailed }) => hasFailed).length;
  const lines = suites.flatMap(({ name, cases }) => [
    `  <testsuite name="${xml(`${target} ${name}`)}" tests="${cases.length}" failures="${failures(cases)}" errors="0" skipped="0">`,
    ...cases.flatMap((each) => each.lines),
    '  </testsuite>',
  ]);
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="kpi1 verify" tests="${all.length}" failures="${failures(all)}">`,
    ...lines,
    '</testsuites>',
  ].join('\n');
}

interface Case {
  readonly hasFailed: boolean;
  readonly lines: readonly string[];
}

function caseOf(rule: VerifyRuleId, module: string, findings: readonly Finding[]): Case {
  const own = findings.filter((finding) => finding.rule === rule);
  const { severity, title } = VERIFY_RULES[rule];
  const open = `    <testcase classname="${xml(module)}" name="${xml(`${rule}: ${title}`)}"`;
  if (own.length === 0) return { hasFailed: false, lines: [`${open}/>`] };
  const text = xml(own.map(describe).join('\n'));
  const hasFailed = severity === 'error';
  const body = hasFailed
    ? `<failure message="${xml(title)}" type="${rule}">${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return { hasFailed, lines: [`${open}>`, `      ${body}`, '    </testcase>'] };
}

function describe({ name, oid, expected, seen, remedy, more }: Finding): string {
  const others = more > 0 ? ` (and ${more} more)` : '';
  return `${name} (${oid})${others}: expected ${expected}; seen ${seen}. ${remedy}`;
}

/** Text as XML 1.0 holds it: what it has no characters for is replaced. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
