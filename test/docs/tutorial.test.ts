import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { eventually } from '../interop/eventually.ts';
import { freePort } from '../interop/free-port.ts';
import { LinkedProject } from '../interop/linked-project.ts';
import { type PeerProcess, startPeer } from '../interop/peer-process.ts';
import { requirePeer } from '../interop/peers.ts';

const TUTORIAL = fileURLToPath(new URL('../../docs/tutorial.md', import.meta.url));

interface Block {
  /** What the fence says after the language: `run`, `fails`, `start`, `until TEXT`; nothing: not run here. */
  readonly manner: string;
  readonly commands: string;
}

/** The shell's blocks of the tutorial, one after the other. */
function readBlocks(): Block[] {
  const fences = readFileSync(TUTORIAL, 'utf8').matchAll(/^```sh(.*)\n((?:.*\n)*?)```$/gm);
  return [...fences].map(([, manner = '', commands = '']) => ({ manner: manner.trim(), commands }));
}

/** Its commands, in turn, but those that install packages or need Docker; intervals are shortened. */
describe('The tutorial', function () {
  this.timeout(120_000);
  const project = new LinkedProject();
  let agent: PeerProcess | undefined;
  let port: number;
  let http: number;
  before(async function () {
    requirePeer(this, 'snmpget');
    requirePeer(this, 'snmpwalk');
    port = await freePort('udp');
    http = await freePort('tcp');
    project.link();
  });
  after(async () => {
    await agent?.stop();
    project.remove();
  });

  /** The commands here: `kpi1 init shop` makes the folder in which everything else is done. */
  const here = (commands: string) =>
    commands
      .replace('kpi1 init shop\ncd shop\n', 'kpi1 init . --name shop\n')
      .replaceAll('127.0.0.1:1161', `127.0.0.1:${port}`)
      .replaceAll('reportingFrequency: 10s', 'reportingFrequency: 1s');
  const exported: Record<string, string> = {};

  async function follow({ manner, commands }: Block): Promise<void> {
    const [how, text = ''] = manner.split(' ');
    if (how === 'run' && commands.startsWith('export ')) {
      for (const [, name = '', value = ''] of commands.matchAll(/(\w+)=(\S+)/g)) exported[name] = value;
    } else if (how === 'run') {
      project.run(here(commands), exported);
      if (commands.startsWith('kpi1 init')) quicken();
    } else if (how === 'fails') {
      expect(() => project.run(here(commands), exported)).to.throw(' ended with 1\n');
    } else if (how === 'start') {
      await agent?.stop();
      agent = startPeer('npm', ['run', 'agent'], { cwd: project.folder });
      expect(commands).to.equal('npm run agent\n');
    } else if (how === 'until') {
      const says = async () => project.run(here(commands), exported).includes(text) || undefined;
      await eventually(commands, says, 30_000).catch((error: Error) => {
        throw new Error(`${error.message}\n${error.cause}\n${agent?.output()}`);
      });
    } else expect(how, 'a manner of a block').to.equal('');
  }

  function quicken(): void {
    project.edit('kpi-defs/shop.yaml', 'reportingFrequency: 10s', 'reportingFrequency: 1s');
    project.edit('agent.yaml', 'every: 5s', 'every: 1s');
    project.edit('agent.yaml', '127.0.0.1:1161', `127.0.0.1:${port}`);
    project.edit('agent.yaml', '127.0.0.1:8161', `127.0.0.1:${http}`);
  }

  it('has commands that do what it says', async () => {
    const blocks = readBlocks();
    expect(blocks.filter(({ manner }) => manner !== '')).to.have.length.above(10);
    for (const block of blocks) await follow(block);
  });
});
