import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyAddress } from './address.ts';

describe('classifyAddress', () => {
  it.each([
    ['93.184.216.34', 'public'],
    ['2606:2800:220:1::1', 'public'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['198.18.0.1', 'private'],
    ['240.0.0.1', 'private'],
    ['fd12:3456::1', 'private'],
    ['fec0::1', 'private'],
    ['4000::1', 'private'],
    ['64:ff9b:1::a00:1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.8.8.8', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'blocked'],
    ['0.1.2.3', 'blocked'],
    ['::', 'blocked'],
    ['169.254.169.254', 'blocked'],
    ['169.254.0.1', 'blocked'],
    ['fe80::1', 'blocked'],
    ['fe80::1%eth0', 'blocked'],
    ['fd00:ec2::254', 'blocked'],
    ['fd00:ec2::254%eth0', 'blocked'],
    ['100.100.100.200', 'blocked'],
    ['168.63.129.16', 'blocked'],
    ['224.0.0.1', 'blocked'],
    ['ff02::1', 'blocked'],
    ['255.255.255.255', 'blocked'],
    ['not an address', 'blocked'],
  ])('calls %s %s', (address, kind) => {
    expect(classifyAddress(address)).toBe(kind);
  });

  it.each([
    ['::ffff:169.254.169.254', 'blocked'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:0:10.0.0.1', 'private'],
    ['64:ff9b::169.254.169.254', 'blocked'],
    ['64:ff9b::5db8:d822', 'public'],
    ['2002:a9fe:a9fe::1', 'blocked'],
    ['2002:7f00:1::1', 'loopback'],
    ['2002:5db8:d822::1', 'public'],
    ['::127.0.0.1', 'loopback'],
    ['::169.254.169.254', 'blocked'],
    ['::808:808', 'private'],
  ])('sees the IPv4 address inside %s', (address, kind) => {
    expect(classifyAddress(address)).toBe(kind);
  });

  it('judges an IPv4 address the same in every form that leads to it', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const kind = classifyAddress(address);
        const hex = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
        const pair = `${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`;
        expect(classifyAddress(`::ffff:${address}`)).toBe(kind);
        expect(classifyAddress(`64:ff9b::${pair}`)).toBe(kind);
        expect(classifyAddress(`2002:${pair}::`)).toBe(kind);
      }),
    );
  });
});
