import type { Reference } from '../../../generator/nms/html-view.ts';

/** The page among the files of a build, and the data within it as its script reads it. */
export function readReference(files: ReadonlyMap<string, string> | undefined): {
  readonly page: string;
  readonly reference: Reference;
} {
  const page = files?.get('nms/html/index.html') ?? '';
  const [, json = ''] = /<script id="reference" type="application\/json">(.*?)<\/script>/s.exec(page) ?? [];
  return { page, reference: JSON.parse(json) as Reference };
}

/** Texts that would be markup, code or an end of something where they are not escaped. */
export const HOSTILE = [
  '<script>window.pwned=1</script>',
  '</script><script>window.pwned=2</script>',
  '<!--<script>',
  '<img src=x onerror=window.pwned=3>',
  `"'\`\${window.pwned=4}`,
  ']]>',
  '&lt;b&gt; & &amp;',
  '{{mark}} {{{data}}}',
  '\\u003c \\" \\n',
  '$& $1 $$',
].join(' ');

const quoted = JSON.stringify(HOSTILE);

/** A project whose every text is hostile. */
export const HOSTILE_SOURCES = [
  {
    file: 'project.yaml',
    content: `enterprise: 32473\norganization: ${quoted}\ncontact: ${quoted}\n`,
  },
  {
    file: 'hostile.yaml',
    content: `\
module:
  name: HOSTILE-KPI-MIB
  prefix: hos
  description: ${quoted}
  revisions: [{ date: 2026-11-21, description: ${quoted} }]
objects:
  - name: cell
    description: ${quoted}
    index: [{ name: region, dataType: string(1..8), description: ${quoted} }]
measurements:
  - { name: good, description: ${quoted}, unit: "</script> <b> ]]>", dataType: counter, per: cell }
kpis:
  - name: 'Good <script> "calls" &lt;'
    snmpName: GoodCalls
    description: ${quoted}
    purpose: ${quoted}
    formula: 100 * good
    unit: "</script> <b> ]]>"
    dataType: real(3)
    reportingFrequency: 5m
    reportingDuration: continuous
    dataSource: '</script><script>window.pwned=5</script>'
    category: '<script>alert(1)</script>'
    per: cell
`,
  },
];
