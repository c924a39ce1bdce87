import { expect } from 'chai';
import type { Folder } from '../cli/folder.ts';
import { run } from '../cli/run.ts';
import { ROOT } from './deployed.ts';

const ENVIRONMENT = {
  ...{ OPS_AUTH: 'auth-secret', OPS_PRIV: 'priv-secret', HTTP_TOKEN: 'token-secret' },
  ...{ POD_NAME: 'service-0', POD_IP: '10.1.2.3' },
};

/** Fails where the agent does not take this configuration of the shop, or shows a secret of it. */
export async function checkConfiguration(text: string, folder: Folder): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, ENVIRONMENT);
  try {
    const file = folder.write('agent.yaml', inCheckout(text, folder));
    const { code, out } = await run('agent', '--config', file, '--check-config');
    expect(code, `${text}\n${out}`).to.equal(0);
    expect(out).to.contain('is in order: WEB-KPI-MIB from 1 source.');
    expect(out).not.to.match(/-secret/);
  } finally {
    for (const name of Object.keys(ENVIRONMENT)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** A configuration of the image, with the package where this checkout is. */
export function inCheckout(text: string, folder: Folder): string {
  return text.replace('/opt/kpi1/', ROOT).replace('/var/lib/kpi1', folder.at('data'));
}
