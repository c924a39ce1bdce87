import type { AgentConfig } from './config/config.ts';
import { AuthoritativeEngine } from './snmp/usm/engine.ts';
import { raiseEngineBoots, readLatestStart } from './snmp/usm/engine-boots.ts';
import { randomEngineID } from './snmp/usm/engine-id.ts';

/**
 * Starts the SNMP engine of a configuration: its boots are raised and on the disk. Throws an Error that names
 * file and remedy where the data folder cannot be used.
 */
export function startEngine({ dataDir, snmp }: AgentConfig, enterprise: number): AuthoritativeEngine {
  return new AuthoritativeEngine(raiseEngineBoots(dataDir, () => randomEngineID(enterprise), snmp.engineID));
}

/**
 * The SNMP engine of a configuration as it was started last, with the same boots and the same clock, to speak
 * beside the agent that may be running: raising the boots would make receivers refuse that one's messages.
 * Where it never was, this starts it. Throws as `startEngine` does.
 */
export function joinEngine(config: AgentConfig, enterprise: number): AuthoritativeEngine {
  const latest = readLatestStart(config.dataDir);
  if (!latest) return startEngine(config, enterprise);
  const { startedAt, ...state } = latest;
  const now = Date.now();
  const started = Math.min(startedAt, now);
  return new AuthoritativeEngine(
    { ...state, engineID: config.snmp.engineID ?? state.engineID },
    Date.now,
    started,
  );
}
