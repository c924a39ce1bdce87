/** `npm run bench [-- PART...]`: speed and size, as ratios or against goals, in one run on this machine. */
import { cpus } from 'node:os';
import { benchBuild } from './build.ts';
import { benchFormulas } from './formulas.ts';
import { benchHttp } from './http.ts';
import { benchInstance } from './instance.ts';
import { benchPublish } from './publish.ts';
import { type Figure, printFigures } from './report.ts';
import { benchSnmp } from './snmp.ts';
import { benchStart } from './start.ts';
import { benchStore } from './store.ts';

const PARTS: Readonly<Record<string, { title: string; run: () => Figure[] | Promise<Figure[]> }>> = {
  build: { title: 'Building (whole processes, CPU time, medians of runs in turn)', run: benchBuild },
  formulas: { title: 'Calculating', run: benchFormulas },
  http: { title: 'KPI-1 over HTTP (medians; the load and the server share this machine)', run: benchHttp },
  instance: { title: 'A whole instance', run: benchInstance },
  publish: { title: 'Publishing', run: benchPublish },
  snmp: {
    title: 'SNMP engine (medians of runs in turn; the load and a server share this machine)',
    run: benchSnmp,
  },
  start: { title: 'Starting', run: benchStart },
  store: { title: 'Storing', run: benchStore },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; there is ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}`);
for (const [name, { title, run }] of Object.entries(PARTS)) {
  if (wanted.length === 0 || wanted.includes(name)) printFigures(title, await run());
}
