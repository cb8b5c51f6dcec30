// What kind of place an IP address is: the base of every decision about where tasks may connect.
import ipaddr from 'ipaddr.js';

/**
 * `blocked`: link-local, cloud metadata, unspecified, multicast, broadcast; never reached.
 * `loopback` and `private`: only where the policy allows. `private` is whatever is neither blocked, loopback nor on the public internet.
 */
export type AddressKind = 'public' | 'private' | 'loopback' | 'blocked';

const strictness: { readonly [kind in AddressKind]: number } = { public: 0, private: 1, loopback: 2, blocked: 3 };

/** Services that hand credentials to whoever asks from inside a cloud machine, outside of the link-local range. */
const metadataAddresses = new Set(['100.100.100.200', '168.63.129.16', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254']);

const blockedRanges = new Set(['linkLocal', 'unspecified', 'multicast', 'broadcast']);

/** Ranges of IPv6 that carry an IPv4 address in their last 32 bits. */
const embeddingRanges = new Set(['ipv4Mapped', 'rfc6145', 'rfc6052']);

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** Classifies an address as the resolver or `new URL` wrote it. What cannot be parsed is blocked. */
export function classifyAddress(text: string): AddressKind {
  if (!ipaddr.isValid(text)) return 'blocked';
  const address = ipaddr.parse(text);
  return address instanceof ipaddr.IPv6 ? classifyIpv6(address) : classifyIpv4(address);
}

function classifyIpv4(address: ipaddr.IPv4): AddressKind {
  return metadataAddresses.has(address.toString()) ? 'blocked' : kindOfRange(address.range());
}

function classifyIpv6(address: ipaddr.IPv6): AddressKind {
  const plain = new ipaddr.IPv6(address.toByteArray()); // Without a zone (`%eth0`), which would hide it from the list.
  if (metadataAddresses.has(plain.toString())) return 'blocked';
  const range = plain.range();
  const embedded = embeddedIpv4(plain, range);
  if (embedded === null) return range === 'unicast' && !plain.match(globalUnicast) ? 'private' : kindOfRange(range);
  const inner = classifyIpv4(embedded);
  // The deprecated IPv4-compatible form is routed nowhere in public.
  return embeddingRanges.has(range) || range === '6to4' ? inner : stricter(inner, 'private');
}

function kindOfRange(range: string): AddressKind {
  if (blockedRanges.has(range)) return 'blocked';
  if (range === 'loopback') return 'loopback';
  return range === 'unicast' ? 'public' : 'private';
}

function stricter(a: AddressKind, b: AddressKind): AddressKind {
  return strictness[a] >= strictness[b] ? a : b;
}

function embeddedIpv4(address: ipaddr.IPv6, range: string): ipaddr.IPv4 | null {
  const bytes = address.toByteArray();
  if (embeddingRanges.has(range)) return new ipaddr.IPv4(bytes.slice(12));
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  // `::a.b.c.d`, the deprecated IPv4-compatible form; `::` and `::1` are ranges of their own.
  const isCompatible = range === 'unicast' || range === 'reserved';
  return isCompatible && bytes.slice(0, 12).every((byte) => byte === 0) ? new ipaddr.IPv4(bytes.slice(12)) : null;
}
