import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { NetworkPolicy } from '../execution.ts';
import { type Address, resolveAllowed } from './guard.ts';

const open: NetworkPolicy = { allowedHosts: null, privateRanges: 'allow', ownPorts: [] };
const answering =
  (...addresses: string[]) =>
  async (): Promise<Address[]> =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

function codeOf(host: string, port: number, policy: NetworkPolicy, addresses: string[] = []) {
  return resolveAllowed({ host, port }, policy, answering(...addresses)).then(
    () => 'allowed',
    (error) => error.failure.code,
  );
}

describe('resolveAllowed', () => {
  it('gives every address of an allowed host', async () => {
    const addresses = await resolveAllowed({ host: 'api.test', port: 443 }, open, answering('93.184.216.34', '2606:2800::1'));

    expect(addresses.map((entry) => entry.address)).toEqual(['93.184.216.34', '2606:2800::1']);
  });

  it('refuses a host that is not listed before it is resolved', async () => {
    let asked = false;
    const resolve = async () => {
      asked = true;
      return [];
    };

    const policy = { ...open, allowedHosts: ['other.test'] };
    await expect(resolveAllowed({ host: 'api.test', port: 443 }, policy, resolve)).rejects.toMatchObject({
      failure: { code: 'host_not_allowed', kind: 'user' },
    });
    expect(asked).toBe(false);
  });

  it('refuses the whole answer for one forbidden address in it', async () => {
    expect(await codeOf('api.test', 443, open, ['93.184.216.34', '169.254.169.254'])).toBe('address_blocked');
  });

  it.each(['169.254.169.254', '[fe80::1]', '0.0.0.0', '[::ffff:a9fe:a9fe]', '[::]', '255.255.255.255'])(
    'never reaches %s',
    async (host) => {
      expect(await codeOf(host, 80, open)).toBe('address_blocked');
    },
  );

  it('never reaches an own port on loopback, under any name', async () => {
    const policy = { ...open, ownPorts: [4700] };

    expect(await codeOf('127.0.0.1', 4700, policy)).toBe('address_blocked');
    expect(await codeOf('127.9.9.9', 4700, policy)).toBe('address_blocked');
    expect(await codeOf('[::1]', 4700, policy)).toBe('address_blocked');
    expect(await codeOf('[::ffff:127.0.0.1]', 4700, policy)).toBe('address_blocked');
    expect(await codeOf('innocent.test', 4700, policy, ['127.0.0.1'])).toBe('address_blocked');
    expect(await codeOf('127.0.0.1', 4701, policy)).toBe('allowed');
  });

  it('never reaches an own port through another address of the machine', async () => {
    const policy = { ...open, ownPorts: [4700] };
    const own = Object.values(networkInterfaces()).flatMap((list) => list?.map((entry) => entry.address) ?? []);

    for (const address of own) expect(await codeOf(address, 4700, policy)).toBe('address_blocked');
  });

  it('reaches private and loopback addresses only where they are allowed', async () => {
    const denied: NetworkPolicy = { ...open, privateRanges: 'deny' };

    expect(await codeOf('10.0.0.1', 80, denied)).toBe('address_blocked');
    expect(await codeOf('127.0.0.1', 80, denied)).toBe('address_blocked');
    expect(await codeOf('intranet.test', 80, denied, ['192.168.0.9'])).toBe('address_blocked');
    expect(await codeOf('10.0.0.1', 80, open)).toBe('allowed');
    expect(await codeOf('93.184.216.34', 80, denied)).toBe('allowed');
  });

  it('reports a name without an address', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND nowhere.test'), { code: 'ENOTFOUND' });
    };

    await expect(resolveAllowed({ host: 'nowhere.test', port: 80 }, open, resolve)).rejects.toMatchObject({
      failure: { code: 'dns_failed', kind: 'transient', message: expect.stringContaining('nowhere.test') },
    });
    expect(await codeOf('empty.test', 80, open, [])).toBe('dns_failed');
  });
});
