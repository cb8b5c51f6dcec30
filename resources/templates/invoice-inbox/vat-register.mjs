// Stands for the tax office's register of VAT ids, which is busy at the first question about each. Prints { vatId, country }.
// Ends with 0 (known), 75 (busy, ask again) or 65 (unknown, do not ask again), as sysexits.h names them.
// Usage: node vat-register.mjs <vat id> <folder for its memory>
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [vatId = '', folder = 'out/register'] = process.argv.slice(2);
const countries = { DE: 'Germany', AT: 'Austria', NL: 'Netherlands' };

const asked = join(folder, vatId.replace(/\W/g, '_'));
if (!existsSync(asked)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(asked, '');
  console.error('The register is busy.');
  process.exit(75);
}
const country = countries[vatId.slice(0, 2)];
if (!country) {
  console.error(`There is no VAT id ${vatId}.`);
  process.exit(65);
}
console.log(JSON.stringify({ vatId, country }));
