import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { expect } from 'chai';
import { appendEncoded, resetWriter } from '../../../agent/snmp/ber-writer.ts';
import { type Respond, UdpListener } from '../../../agent/snmp/udp-listener.ts';

/** Gives back what it gets, but nothing for nothing. */
const echo: Respond = (datagram, _address, writer) => {
  resetWriter(writer, 0);
  return datagram.length > 0 && appendEncoded(writer, datagram, 0, datagram.length);
};

/** Sends all at once, and waits for as many answers: as text, in no certain order. */
async function exchange(host: string, port: number, datagrams: readonly Buffer[]): Promise<string[]> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    const answers: string[] = [];
    const done = new Promise<void>((resolve) => {
      socket.on('message', (answer) => {
        answers.push(answer.toString());
        if (answers.length === datagrams.length) resolve();
      });
    });
    for (const datagram of datagrams) socket.send(datagram, port, host);
    await done;
    return answers;
  } finally {
    socket.close();
  }
}

async function failure(opening: Promise<unknown>): Promise<string> {
  try {
    await opening;
    return 'no failure';
  } catch (error) {
    return (error as Error).message;
  }
}

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

describe('a UDP listener', () => {
  for (const host of ['127.0.0.1', '::1']) {
    it(`answers on ${host}, and tells where from it was asked`, async function () {
      if (host === '::1' && !hasIpv6) this.skip();
      const addresses: string[] = [];
      const listener = await UdpListener.open({ host, port: 0 }, (datagram, address, writer) => {
        addresses.push(address);
        return echo(datagram, address, writer);
      });
      try {
        const sent = [Buffer.from('one'), Buffer.alloc(60_000, 'x'), Buffer.from('three')];
        const received = await exchange(host, listener.endpoint.port, sent);
        expect(received).to.have.members(sent.map(String));
        expect(addresses).to.deep.equal([host, host, host]);
      } finally {
        await listener.close();
      }
    });
  }

  it('answers on all addresses of IPv4 and of IPv6, side by side on one port', async function () {
    if (!hasIpv6) this.skip();
    const ipv4 = await UdpListener.open({ host: '0.0.0.0', port: 0 }, echo);
    try {
      const { port } = ipv4.endpoint;
      const ipv6 = await UdpListener.open({ host: '::', port }, echo);
      try {
        expect(await exchange('127.0.0.1', port, [Buffer.from('four')])).to.deep.equal(['four']);
        expect(await exchange('::1', port, [Buffer.from('six')])).to.deep.equal(['six']);
      } finally {
        await ipv6.close();
      }
    } finally {
      await ipv4.close();
    }
  });

  it('answers from the address that was asked, on each that it listens on', async () => {
    const addresses = ['127.0.0.2', '127.0.0.3'];
    const first = await UdpListener.open({ host: '127.0.0.2', port: 0 }, echo);
    const { port } = first.endpoint;
    const second = await UdpListener.open({ host: '127.0.0.3', port }, echo);
    try {
      for (const address of addresses) {
        const socket = createSocket('udp4');
        socket.send('who?', port, address);
        const [, from] = await once(socket, 'message');
        expect(from).to.include({ address, port });
        socket.close();
      }
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });

  it('sends each answer as it was when many come at once', async () => {
    const listener = await UdpListener.open({ host: '127.0.0.1', port: 0 }, echo);
    try {
      const sent = Array.from({ length: 10 }, (_, i) => Buffer.alloc(3000, `${i}`));
      const received = await exchange('127.0.0.1', listener.endpoint.port, sent);
      expect(received).to.have.members(sent.map(String));
    } finally {
      await listener.close();
    }
  });

  it('is silent where there is no answer', async () => {
    const listener = await UdpListener.open({ host: '127.0.0.1', port: 0 }, echo);
    try {
      const socket = createSocket('udp4');
      socket.send(Buffer.alloc(0), listener.endpoint.port, '127.0.0.1');
      socket.send(Buffer.from('last'), listener.endpoint.port, '127.0.0.1');
      const [answer] = await once(socket, 'message');
      expect(answer).to.deep.equal(Buffer.from('last'));
      socket.close();
    } finally {
      await listener.close();
    }
  });

  it('names the address and the remedy where the port is in use', async () => {
    const first = await UdpListener.open({ host: '127.0.0.1', port: 0 }, echo);
    try {
      expect(await failure(UdpListener.open(first.endpoint, echo))).to.equal(
        `can't listen on UDP 127.0.0.1:${first.endpoint.port}: the port is in use. ` +
          'Stop the program that has it (ss -lunp), or listen on another port',
      );
    } finally {
      await first.close();
    }
  });

  it('names the address and the remedy where this machine has no such address', async () => {
    expect(await failure(UdpListener.open({ host: '192.0.2.1', port: 1161 }, echo))).to.equal(
      'can\'t listen on UDP 192.0.2.1:1161: this machine has no such address. Listen on one that "ip address" shows',
    );
    expect(await failure(UdpListener.open({ host: '2001:db8::1', port: 1161 }, echo))).to.contain(
      '[2001:db8::1]:1161',
    );
  });

  it('leaves the port free once it is closed', async () => {
    const first = await UdpListener.open({ host: '127.0.0.1', port: 0 }, echo);
    await first.close();
    const second = await UdpListener.open(first.endpoint, echo);
    expect(second.endpoint).to.deep.equal(first.endpoint);
    await second.close();
  });
});
