import type { Log } from '../agent/log.ts';
import type { Agent } from '../agent/main.ts';

type Start = () => Promise<Agent>;

/**
 * Starts an agent and keeps one running. SIGTERM and SIGINT stop it and end the process, at once the second time. SIGHUP asks `reload`
 * for the start of a new one, which takes the old one's place; where there is none, as the configuration has
 * errors, or where it cannot start, the old one goes on. Resolves when the first one runs, and rejects where it
 * cannot start.
 */
export async function supervise(first: Start, reload: () => Start | undefined, log: Log): Promise<void> {
  let start = first;
  let isEnding = false;
  // Signals are obeyed one after the other, from before the first agent runs.
  const starting = start();
  let running = starting;

  const takeOver = async (agent: Agent): Promise<Agent> => {
    const next = isEnding ? undefined : reloadOrNot(reload, log);
    if (!next) return agent;
    await agent.stop();
    try {
      const successor = await next();
      start = next;
      return successor;
    } catch (error) {
      const { message: reason } = error as Error;
      log.error({ reason }, 'the new configuration cannot be started: the agent starts with the old one');
      return start();
    }
  };
  const fail = (error: unknown) => {
    log.error({ err: error }, 'the agent ends');
    process.exit(1);
  };
  const end = (signal: NodeJS.Signals) => {
    isEnding = true;
    log.info({ signal }, 'stopping');
    running.then((agent) => agent.stop()).then(() => process.exit(0), fail);
  };
  const renew = () => {
    running = running.then(takeOver);
    running.catch(fail);
  };
  // Handlers are code of others in this process: what they let slip must not end it.
  const survive = (error: Error) => log.error({ err: error }, 'an error that nobody caught');

  const listen = (register: 'on' | 'off') => {
    process[register]('SIGTERM', end);
    process[register]('SIGINT', end);
    process[register]('SIGHUP', renew);
    process[register]('uncaughtException', survive);
  };
  listen('on');
  try {
    await starting;
  } catch (error) {
    listen('off');
    throw error;
  }
}

function reloadOrNot(reload: () => Start | undefined, log: Log): Start | undefined {
  try {
    const start = reload();
    if (!start) log.error({}, 'the new configuration has errors: the agent goes on with the old one');
    return start;
  } catch (error) {
    log.error({ reason: (error as Error).message }, 'the agent goes on with the old configuration');
    return undefined;
  }
}
