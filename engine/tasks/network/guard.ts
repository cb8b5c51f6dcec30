// Every connection of a task passes here: the host is resolved once, all its addresses are checked, and only these are connected to.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { transientFailure, userFailure } from '../../workflow/failure.ts';
import { type NetworkPolicy, TaskFailure } from '../execution.ts';
import { classifyAddress } from './address.ts';
import { isHostAllowed, normalizeHost } from './allowed-hosts.ts';

export type Address = { readonly address: string; readonly family: 4 | 6 };

/** All addresses of a host name. Rejects, as `dns.lookup` does, when there are none. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export type Target = { readonly host: string; readonly port: number };

export const resolveBySystem: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * The addresses a task may connect to for this host and port. Throws a `TaskFailure` with code `host_not_allowed`, `dns_failed` or
 * `address_blocked`. One forbidden address refuses the whole answer: a name with mixed addresses is how filters are tricked.
 */
export async function resolveAllowed(target: Target, policy: NetworkPolicy, resolve: Resolve): Promise<readonly Address[]> {
  if (policy.allowedHosts !== null && !isHostAllowed(target.host, target.port, policy.allowedHosts)) throw hostNotAllowed(target);
  const addresses = await resolveHost(normalizeHost(target.host), resolve);
  for (const { address } of addresses) {
    const reason = describeForbidden(address, target.port, policy);
    if (reason !== null) throw addressBlocked(target, address, reason);
  }
  return addresses;
}

async function resolveHost(host: string, resolve: Resolve): Promise<readonly Address[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family: family === 6 ? 6 : 4 }];
  let addresses: readonly Address[];
  try {
    addresses = await resolve(host);
  } catch (error) {
    throw dnsFailed(host, error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
  if (addresses.length === 0) throw dnsFailed(host, 'ENODATA');
  return addresses;
}

/** Why an address is forbidden, with the remedy; null when it is not. */
function describeForbidden(address: string, port: number, policy: NetworkPolicy): string | null {
  const kind = classifyAddress(address);
  if (kind === 'blocked') return 'Link-local, metadata, multicast and unspecified addresses are never reached. Use another address.';
  if (policy.ownPorts.includes(port) && (kind === 'loopback' || isOwnAddress(address))) {
    return `Port ${port} of this machine belongs to Millrace itself, which its tasks never reach. Use flow.call to start a workflow.`;
  }
  if (kind === 'public' || policy.privateRanges === 'allow') return null;
  return `It is a ${kind === 'loopback' ? 'loopback' : 'private'} address. Allow private addresses for this workflow, or use a public host.`;
}

function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => own.address === address));
}

function hostNotAllowed({ host, port }: Target): TaskFailure {
  const message = `The host ${host} (port ${port}) is not among the hosts this workflow may reach. Add it to permissions.hosts of the workflow.`;
  return new TaskFailure(userFailure('host_not_allowed', message, { host, port }));
}

function dnsFailed(host: string, reason: string): TaskFailure {
  const message = `The name ${host} could not be resolved (${reason}). Check its spelling and the connection to the network.`;
  return new TaskFailure(transientFailure('dns_failed', message, { host, reason }));
}

function addressBlocked({ host, port }: Target, address: string, reason: string): TaskFailure {
  const place = address === normalizeHost(host) ? host : `${host} (${address})`;
  return new TaskFailure(userFailure('address_blocked', `Tasks may not connect to ${place}. ${reason}`, { host, port, address }));
}
