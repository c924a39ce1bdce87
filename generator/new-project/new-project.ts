import { printer } from '../templates.ts';

/** What a new project is made of. */
export interface NewProject {
  /** In words of small letters and digits with hyphens between, as `isProjectName` has it. */
  readonly name: string;
  /** IANA's number of the organization. */
  readonly enterprise: number;
  /** Day of the first revision, as year-month-day. */
  readonly date: string;
  /** What package.json has for kpi1: a version, or where it is. */
  readonly dependency: string;
}

/** Leaves room for the end of the module's name: 32 characters are recommended (RFC 2578 section 3.1). */
const LONGEST_NAME = 24;
/** Leaves room for the end of the prefix, of 16 characters at most. */
const LONGEST_PREFIX = 13;

/** Whether MIB module, prefix and package can be named after this. */
export function isProjectName(name: string): boolean {
  return name.length <= LONGEST_NAME && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);
}

/** Files by the template that prints them. A template is not named as its file where npm would leave that out. */
const FILES = {
  'project.yaml': () => 'kpi-defs/project.yaml',
  'definitions.yaml': ({ name }) => `kpi-defs/${name}.yaml`,
  'handler.ts': ({ module }) => `agent/handlers/${module.toLowerCase()}.ts`,
  'agent.yaml': () => 'agent.yaml',
  'package.json': () => 'package.json',
  gitignore: () => '.gitignore',
  'readme.md': () => 'README.md',
  'github-workflow.yml': () => '.github/workflows/kpi1.yml',
  'gitlab-ci.yml': () => '.gitlab-ci.yml',
} as const satisfies Record<string, (view: View) => string>;

interface View extends NewProject {
  readonly module: string;
  readonly prefix: string;
  /** Name of the generated contract, without `.gen.ts`. */
  readonly contract: string;
}

/** The files of a new project by path, with slashes: an example that works at once, for its owner to replace. */
export function printNewProject(project: NewProject): Map<string, string> {
  const module = `${project.name.toUpperCase()}-KPI-MIB`;
  const prefix = `${camelCase(project.name).slice(0, LONGEST_PREFIX)}Kpi`;
  const view = { ...project, module, prefix, contract: module.toLowerCase() };
  return new Map(
    Object.entries(FILES).map(([template, pathOf]) => [
      pathOf(view),
      printer<View>(`new-project/${template}`)(view),
    ]),
  );
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase());
}
