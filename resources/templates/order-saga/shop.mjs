// Three systems of a shop in one small program: the warehouse, the payment service and two couriers. Each action is idempotent: done
// twice for the same order it answers the same and changes nothing. State: out/shop.json.
// Ends with 0, 3 (refused for good) or 75 (try again). Usage: node shop.mjs <action> <order id> [argument]; input as JSON on stdin.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const [action, id, argument] = process.argv.slice(2);
const state = load();
const input = action === 'reserve' ? JSON.parse(readFileSync(0, 'utf8')) : null;

const actions = {
  reserve: () => {
    if (state.reserved[id]) return { reserved: state.reserved[id] };
    const short = input.filter(({ sku, quantity }) => (state.stock[sku] ?? 0) < quantity);
    if (short.length > 0) refuse(3, `Not in stock: ${short.map(({ sku }) => sku).join(', ')}`);
    for (const { sku, quantity } of input) state.stock[sku] -= quantity;
    state.reserved[id] = input;
    return { reserved: input };
  },
  release: () => {
    for (const { sku, quantity } of state.reserved[id] ?? []) state.stock[sku] += quantity;
    delete state.reserved[id];
    return { released: true };
  },
  /** The payment service is slow to wake up: its first answer for an order is "try again". */
  charge: () => {
    if (!state.woken.includes(id)) {
      state.woken.push(id);
      save();
      refuse(75, 'The payment service does not answer yet.');
    }
    state.paid[id] ??= Number(argument);
    return { payment: `PAY-${id}`, cents: state.paid[id] };
  },
  refund: () => {
    const cents = state.paid[id] ?? 0;
    delete state.paid[id];
    return { refundedCents: cents };
  },
  /** Two couriers are asked; one is faster to answer. */
  offer: async () => {
    await setTimeout(argument === 'swift' ? 20 : 600);
    return { courier: argument, cents: argument === 'swift' ? 890 : 640 };
  },
  book: () => {
    if (argument === 'AQ') refuse(3, 'No courier goes to Antarctica.');
    state.booked[id] ??= `TRACK-${id}`;
    return { tracking: state.booked[id] };
  },
};

const result = await actions[action]();
if (action !== 'offer') save();
console.log(JSON.stringify(result));

function refuse(exitCode, message) {
  console.error(message);
  process.exit(exitCode);
}

function load() {
  try {
    return JSON.parse(readFileSync('out/shop.json', 'utf8'));
  } catch {
    return { stock: { 'desk-lamp': 12, 'floor-lamp': 2, 'bulb-e27': 400, 'cable-3m': 60 }, reserved: {}, woken: [], paid: {}, booked: {} };
  }
}

/** Whole or not at all: another process may be reading. */
function save() {
  mkdirSync('out', { recursive: true });
  const temporary = `out/shop.json.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(temporary, 'out/shop.json');
}
