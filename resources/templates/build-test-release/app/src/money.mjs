/** Splits an amount of cents into parts that differ by one cent at most and add up to it. */
export function splitCents(cents, parts) {
  const base = Math.trunc(cents / parts);
  const rest = cents - base * parts;
  return Array.from({ length: parts }, (_, index) => base + (index < Math.abs(rest) ? Math.sign(rest) : 0));
}

/** 123456 as "1,234.56". */
export function formatCents(cents) {
  const sign = cents < 0 ? '-' : '';
  const whole = `${Math.trunc(Math.abs(cents) / 100)}`.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${`${Math.abs(cents) % 100}`.padStart(2, '0')}`;
}
