import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './report.ts';
import { benchAnswers } from './snmp/answers.ts';
import { buildPrograms } from './snmp/build.ts';
import { benchIdle } from './snmp/idle.ts';
import { benchInforms } from './snmp/informs.ts';
import { benchMemory } from './snmp/memory.ts';
import { benchSlowest } from './snmp/slowest.ts';

/** The SNMP engine: answers, against Net-SNMP's snmpd and a bare UDP echo; memory; informs. */
export async function benchSnmp(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-bench-'));
  try {
    const programs = buildPrograms(folder);
    return [
      ...(await benchAnswers(folder, programs)),
      ...(await benchMemory(programs)),
      ...(await benchIdle(folder)),
      ...(await benchInforms(programs)),
      ...(await benchSlowest(folder, programs)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
