import type { LookupFunction } from 'node:net';
import type { Address } from './guard.ts';

/** A lookup for `net.connect` that answers with addresses checked before, so that a second answer of the resolver is never used. */
export function pinnedLookup(addresses: readonly Address[]): LookupFunction {
  return (hostname, options, callback) => {
    const family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : options.family;
    const fitting = family === 4 || family === 6 ? addresses.filter((entry) => entry.family === family) : addresses;
    const [first] = fitting;
    if (first === undefined) {
      callback(Object.assign(new Error(`No address of family ${family} for ${hostname}`), { code: 'ENETUNREACH' }), '', 0);
    } else if (options.all) callback(null, [...fitting]);
    else callback(null, first.address, first.family);
  };
}
