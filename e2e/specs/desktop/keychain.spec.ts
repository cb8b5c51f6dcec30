// Where the key of the secrets is: in the keychain of the operating system where there is one, else in the data directory.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Desktop, expect, test } from '../../harness/desktop.ts';
import { cli, root } from '../../harness/paths.ts';

const secret = 'open sesame';

/** The command line, through the engine of the desktop app. */
function millrace(desktop: Desktop, args: readonly string[], input = ''): string {
  return execFileSync(process.execPath, [cli, ...args, '--data-dir', desktop.dataDir], { input, encoding: 'utf8', stdio: 'pipe' });
}

test('the key of the secrets is sealed by the keychain where there is one, and found again', async ({ desktop }) => {
  const first = await desktop.start();
  await first.page.getByRole('heading', { name: 'Workflows' }).waitFor();
  const hasKeychain = await first.application.evaluate(
    ({ safeStorage }) => safeStorage.isEncryptionAvailable() && safeStorage.getSelectedStorageBackend?.() !== 'basic_text',
  );
  test.info().annotations.push({ type: 'keychain', description: hasKeychain ? 'there is one' : 'there is none: the key is in a file' });
  millrace(desktop, ['secrets', 'set', 'SESAME'], secret);
  const sealed = join(desktop.folder, 'profile', 'secret-key.bin');
  expect({ sealed: existsSync(sealed), file: existsSync(join(desktop.dataDir, 'secrets.key')) }).toEqual({
    sealed: hasKeychain,
    file: !hasKeychain,
  });
  expect(readFileSync(join(desktop.dataDir, 'secrets.bin')).includes(secret)).toBe(false);
  await first.application.close();

  const second = await desktop.start();
  await second.page.getByRole('heading', { name: 'Workflows' }).waitFor();
  expect(millrace(desktop, ['secrets', 'list'])).toContain('SESAME');
});

test('a key that the keychain does not open is told, and nothing is begun anew over it', async ({ desktop }) => {
  const first = await desktop.start();
  await first.page.getByRole('heading', { name: 'Workflows' }).waitFor();
  await first.application.close();
  const sealed = join(desktop.folder, 'profile', 'secret-key.bin');
  writeFileSync(sealed, 'of another keychain');

  const application = await desktop.launch([], [join(root, 'e2e/harness/message-box.cjs')]);
  const details = () =>
    application.evaluate(() => (globalThis as unknown as { boxes: { detail: string }[] }).boxes.map(({ detail }) => detail));
  await expect.poll(details).toEqual([expect.stringContaining('does not give the key of the secrets')]);
  expect(readFileSync(sealed, 'utf8')).toBe('of another keychain');
});
