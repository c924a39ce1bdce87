/** A command of the documents that is not run as they have it. */
export interface Elsewhere {
  readonly command: string;
  readonly documents: readonly string[];
  readonly because: string;
  /** The file that shows it instead, and what that has of it. */
  readonly instead: readonly [file: string, text: string];
}

const CI = '.ci/run';

/** All of them. Whatever else stands in a block of a shell is run. */
export const ELSEWHERE: readonly Elsewhere[] = [
  {
    command: 'npm ci',
    documents: ['README.md', 'CONTRIBUTING.md', 'docs/performance.md', 'docs/tutorial.md'],
    because: 'puts other packages in place of those that run the tests',
    instead: [CI, '\nnpm ci\n'],
  },
  {
    command: 'npm test',
    documents: ['README.md', 'CONTRIBUTING.md'],
    because: 'this is it',
    instead: [CI, '\nnpm test '],
  },
  ...['lint', 'types', 'knip'].map((script) => ({
    command: `npm run ${script}`,
    documents: ['CONTRIBUTING.md'],
    because: 'looks at all sources, which CI does once',
    instead: [CI, `\nnpm run ${script}\n`] as const,
  })),
  {
    command: '.ci/run',
    documents: ['CONTRIBUTING.md'],
    because: 'runs the tests',
    instead: [CI, '#!/usr/bin/env bash\n'],
  },
  ...['npm run bench', 'npm run bench -- snmp'].map((command) => ({
    command,
    documents:
      command === 'npm run bench' ? ['CONTRIBUTING.md', 'docs/performance.md'] : ['docs/performance.md'],
    because: 'measures for minutes',
    instead: ['test/docs/documents.test.ts', 'parts of the benchmark that there are'] as const,
  })),
  {
    command: 'npm pack --pack-destination ..',
    documents: ['docs/tutorial.md'],
    because: 'builds dist/ anew',
    instead: [CI, '\nnpm pack '],
  },
  ...[
    ['npm install --global ../kpi1-0.1.0.tgz', 'docs/tutorial.md'] as const,
    ['npm install', 'docs/tutorial.md'] as const,
    ['npm install --global ./kpi1-0.1.0.tgz', 'docs/operations.md'] as const,
  ].map(([command, document]) => ({
    command,
    documents: [document],
    because: 'needs a registry, and the packed file',
    instead: [CI, '\nnpm install --omit=dev ./kpi1-*.tgz\nnpx kpi1 check defs\n'] as const,
  })),
  {
    command: 'systemctl enable --now kpi1-agent',
    documents: ['docs/operations.md'],
    because: 'needs a running systemd',
    instead: ['test/deploy/systemd.test.ts', "'verify'"],
  },
  {
    command: 'docker build --file deploy/Dockerfile --tag kpi1:0.1.0 .',
    documents: ['docs/operations.md'],
    because: 'needs a container engine',
    instead: ['test/deploy/manifests.test.ts', 'Dockerfile'],
  },
  {
    command: 'docker compose --file deploy/compose.yaml up --build',
    documents: ['docs/operations.md', 'docs/tutorial.md'],
    because: 'needs a container engine',
    instead: ['test/deploy/compose.test.ts', "'deploy/compose.yaml'), 'config'"],
  },
  {
    command: 'helm install sip deploy/helm/kpi1-agent --values values.yaml',
    documents: ['docs/operations.md'],
    because: 'needs a cluster',
    instead: ['test/deploy/chart.test.ts', "helm('template', release, CHART, '--values'"],
  },
];

/** A command without the comment that it ends in. */
export const bare = (command: string) => command.replace(/ +#.*$/, '').trim();

/** What is left to run of a document's commands; a line may join several with `&&`. */
export function leaveOut(path: string, commands: string): string {
  const lines = commands.split('\n').flatMap((line) => {
    const left = line.split(' && ').filter((command) => !isListed(path, bare(command)));
    return left.length > 0 ? [left.join(' && ')] : [];
  });
  return lines.join('\n');
}

function isListed(path: string, command: string): boolean {
  return ELSEWHERE.some((each) => each.command === command && each.documents.includes(path));
}
