import { expect } from 'chai';
import fc from 'fast-check';
import { generate } from '../../generator/generate.ts';
import { isProjectName, printNewProject } from '../../generator/new-project/new-project.ts';

const project = (name: string) =>
  printNewProject({ name, enterprise: 32473, date: '2026-11-21', dependency: '0.1.0' });

/** What check finds in the definitions of a new project, its handler beside them. */
function findProblems(name: string) {
  const files = [...project(name)].map(([file, content]) => ({ file, content }));
  const below = (folder: string) => files.filter(({ file }) => file.startsWith(folder));
  const { diagnostics } = generate({
    sources: below('kpi-defs/'),
    handlers: new Map(below('agent/handlers/').map(({ file, content }) => [file, content])),
    generator: 'kpi1 0.1.0',
  });
  return diagnostics;
}

describe('A new project', () => {
  it('has definitions and a handler without an error or a warning', () => {
    expect(findProblems('sip-edge')).to.deep.equal([]);
  });

  it('has them whatever it is called', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
    const rest = fc.string({ unit: fc.constantFrom(...'abcxyz0189-'), maxLength: 23 });
    const names = fc
      .tuple(letter, rest)
      .map((parts) => parts.join(''))
      .filter(isProjectName);
    const check = (name: string) => {
      expect(findProblems(name), name).to.deep.equal([]);
    };
    fc.assert(fc.property(names, check), { seed: 1, numRuns: 25 });
    for (const name of ['kpi1', 'if', 'snmp', 'con', 'x', 'class']) check(name);
  });

  it('is named by words of small letters and digits, of 24 characters at most', () => {
    for (const name of ['a', 'sip', 'sip-edge-2', 'a'.repeat(24)])
      expect(isProjectName(name), name).to.equal(true);
    for (const name of ['', 'Sip', '2sip', 'sip_edge', 'sip--edge', '-sip', 'sip-', 'ö', 'a'.repeat(25)]) {
      expect(isProjectName(name), name).to.equal(false);
    }
  });

  it('has a package that depends on this version, and is not called as it is', () => {
    const { name, dependencies } = JSON.parse(project('kpi1').get('package.json') as string);
    expect(name).to.equal('kpi1-kpis');
    expect(dependencies).to.deep.equal({ kpi1: '0.1.0' });
  });
});
