// Electron's security checklist (https://www.electronjs.org/docs/latest/tutorial/security), item by item, on the live window.
// Item 19, the fuses, is asserted on the packaged application.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '../../harness/desktop.ts';
import { root } from '../../harness/paths.ts';

declare global {
  interface Window {
    readonly millrace: { readonly readView: () => unknown };
  }
}

/** What Electron's own types leave out. */
type Preferred = { readonly getLastWebPreferences: () => { readonly [name: string]: unknown } };

/** Somebody else's server, which counts who comes. */
async function startForeign(): Promise<{ readonly url: string; readonly visits: () => readonly string[]; readonly stop: () => void }> {
  const visits: string[] = [];
  const server: Server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' });
    response.end('<script>window.top.document.title = "taken"</script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, visits: () => visits, stop: () => server.close() };
}

async function ready(page: Page): Promise<Page> {
  await page.getByRole('heading', { name: 'Workflows' }).waitFor();
  return page;
}

/** Addresses that were handed to the browser, instead of a browser. */
async function watchBrowser(application: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await application.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  return () => application.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
}

test('1, 7: everything comes from the application itself, under a policy that allows nothing else', async ({ desktop }) => {
  const { page } = await desktop.start();
  await ready(page);
  expect(page.url()).toMatch(/^app:\/\/millrace\//);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(loaded.filter((address) => !/^(app:\/\/millrace\/|blob:app:\/\/millrace\/|data:)/.test(address))).toEqual([]);

  const policy = await page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe-eval');

  const foreign = await startForeign();
  const outcome = await page.evaluate(async (url) => {
    const later = <T>(act: () => T | Promise<T>) =>
      new Promise<string>((done) => {
        setTimeout(async () => {
          try {
            await act();
            done('went through');
          } catch {
            done('refused');
          }
        });
      });
    const element = (name: string, fields: object) =>
      new Promise<string>((done) => {
        const made = Object.assign(document.createElement(name), fields, {
          onload: () => done('went through'),
          onerror: () => done('refused'),
        });
        document.body.append(made);
      });
    const inline = document.createElement('script');
    inline.textContent = 'document.documentElement.dataset.inline = "ran"';
    document.body.append(inline);
    const link = document.createElement('a');
    link.setAttribute('href', 'javascript:document.documentElement.dataset.inline = "ran"');
    document.body.append(link);
    link.click();
    return {
      eval: await later(() => Reflect.get(window, 'eval')('1')),
      function: await later(() => new Function('return 1')()),
      inline: document.documentElement.dataset.inline ?? 'refused',
      fetch: await later(() => fetch(url)),
      file: await later(() => fetch('file:///etc/passwd')),
      socket: await later(
        () => new Promise((done, fail) => Object.assign(new WebSocket(url.replace('http', 'ws')), { onopen: done, onerror: fail })),
      ),
      script: await element('script', { src: `${url}/script.js` }),
      picture: await element('img', { src: `${url}/picture.png` }),
      filePicture: await element('img', { src: 'file:///usr/share/pixmaps/debian-logo.png' }),
      style: await element('link', { rel: 'stylesheet', href: `${url}/style.css` }),
    };
  }, foreign.url);
  expect(new Set(Object.values(outcome)), JSON.stringify(outcome)).toEqual(new Set(['refused']));
  await page.evaluate((url) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: `${url}/frame` }));
    navigator.sendBeacon(`${url}/beacon`);
  }, foreign.url);
  await page.waitForTimeout(300);
  expect(foreign.visits()).toEqual([]);
  foreign.stop();
});

test('2, 3, 4, 6, 8, 9, 10, 11: the window is sandboxed and isolated, and nothing is switched on that Electron warns of', async ({
  desktop,
}) => {
  const { application, page } = await desktop.start();
  await ready(page);
  const preferences = await application.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as Preferred;
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
  expect(preferences).toMatchObject({ nodeIntegrationInSubFrames: false });
  for (const dangerous of ['allowRunningInsecureContent', 'experimentalFeatures', 'webviewTag', 'navigateOnDragDrop']) {
    expect(preferences[dangerous] ?? false, dangerous).toBe(false);
  }
  expect(preferences.enableBlinkFeatures ?? '').toBe('');
  const globals = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron'];
    return names.filter((name) => name in window);
  });
  expect(globals).toEqual([]);
  const inWorker = await page.evaluate(
    () =>
      new Promise((done, fail) => {
        const code = 'postMessage([typeof require, typeof process])';
        const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = () => fail(new Error('the worker did not start'));
      }),
  );
  expect(inWorker).toEqual(['undefined', 'undefined']);
});

test('5: no permission is given but that to copy and paste', async ({ desktop }) => {
  const { page } = await desktop.start();
  await ready(page);
  const answers = await page.evaluate(async () => {
    const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      notification: await Notification.requestPermission(),
      geolocation: await new Promise((done) =>
        navigator.geolocation.getCurrentPosition(
          () => done('granted'),
          () => done('denied'),
        ),
      ),
      microphone: await state('microphone'),
      camera: await state('camera'),
      media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'denied',
      ),
      midi: await navigator.requestMIDIAccess({ sysex: true }).then(
        () => 'granted',
        () => 'denied',
      ),
    };
  });
  expect(new Set(Object.values(answers)), JSON.stringify(answers)).toEqual(new Set(['denied']));
});

test('12: no web view is made or attached', async ({ desktop }) => {
  const { application, page } = await desktop.start();
  await ready(page);
  expect(await page.evaluate(() => 'loadURL' in document.body.appendChild(document.createElement('webview')))).toBe(false);
  const isPrevented = await application.evaluate(({ BrowserWindow }) => {
    let isPrevented = false;
    const event = { preventDefault: () => (isPrevented = true) };
    BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {});
    return isPrevented;
  });
  expect(isPrevented).toBe(true);
});

test('13, 14, 15: the page goes nowhere, opens no window, and hands only addresses of the web to the browser', async ({ desktop }) => {
  const { application, page } = await desktop.start();
  await ready(page);
  const foreign = await startForeign();
  const opened = await watchBrowser(application);
  const home = page.url();
  const title = await page.title();
  const goals = [`${foreign.url}/away`, 'file:///etc/passwd', 'data:text/html,away', 'app://other/index.html', 'chrome://gpu'];
  const ways = {
    assign: (url: string) => void setTimeout(() => location.assign(url)),
    submit: (url: string) => {
      const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
      document.body.append(form);
      setTimeout(() => form.submit());
    },
    click: (url: string) => {
      const link = Object.assign(document.createElement('a'), { href: url, target: '_top' });
      document.body.append(link);
      setTimeout(() => link.click());
    },
  };
  for (const goal of goals) {
    for (const [name, go] of Object.entries(ways)) {
      await page.evaluate(go, goal);
      await page.waitForTimeout(100);
      expect(page.url(), `${name} ${goal}`).toBe(home);
      expect(await page.evaluate(() => document.title), `${name} ${goal}`).toBe(title);
    }
  }

  const addresses = [
    'file:///etc/passwd',
    'smb://host/share',
    'javascript:alert(1)',
    'ms-settings:',
    'https://example.com/docs',
    'about:blank',
  ];
  const windows = await page.evaluate((urls) => urls.map((url) => window.open(url) === null), addresses);
  expect(windows).toEqual(addresses.map(() => true));
  expect(await opened()).toEqual(['https://example.com/docs']);
  expect(application.windows()).toHaveLength(1);
  expect(foreign.visits()).toEqual([]);
  foreign.stop();

  await page.evaluate(() => void setTimeout(() => location.assign('about:blank')));
  await page.waitForEvent('framenavigated', (frame) => frame.url() === home);
  await ready(page);
});

test('16: the Electron of this application is a current one', async ({ desktop }, { annotations }) => {
  const { application } = await desktop.start();
  const live = await application.evaluate(() => process.versions.electron);
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  annotations.push({ type: 'electron', description: `the application comes with ${devDependencies.electron}; these tests ran in ${live}` });
  expect(Number(devDependencies.electron.split('.')[0])).toBeGreaterThanOrEqual(45);
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
});

test('17: messages of another page, and messages that make no sense, are dropped', async ({ desktop }) => {
  const { application, page } = await desktop.start();
  await ready(page);
  const stranger = await application.evaluate(
    async ({ BrowserWindow }, preload) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
      await window.loadURL('data:text/html,stranger');
      const answer = await window.webContents.executeJavaScript(`(async () => {
      let ports = 0
      addEventListener('message', () => { ports += 1 })
      millrace.requestPort()
      millrace.keepView('millrace.view', 'taken')
      millrace.showMenu([{ id: 'x', label: 'Taken', group: 'file', shortcut: null, isEnabled: true }])
      const refused = (asked) => asked.then(() => 'answered', (error) => error.message)
      const asked = [await refused(millrace.pickFiles(['.json'])), await refused(millrace.saveFile('x', new Uint8Array(1)))]
      await new Promise((done) => setTimeout(done, 300))
      return { view: millrace.readView(), ports, asked }
    })()`);
      window.destroy();
      return answer;
    },
    join(root, 'dist/electron/preload.cjs'),
  );
  expect(stranger).toMatchObject({ view: null, ports: 0 });
  for (const answer of stranger.asked) expect(answer).toContain('is not for this frame');

  const menuOf = () =>
    application.evaluate(({ Menu }) =>
      JSON.stringify(Menu.getApplicationMenu()?.items.map(({ label, submenu }) => [label, submenu?.items.map((each) => each.label)])),
    );
  const menu = await menuOf();
  expect(menu).not.toContain('Taken');
  const answers = await page.evaluate(async () => {
    const bridge = window.millrace as unknown as { readonly [name: string]: (...given: unknown[]) => unknown };
    const refused = (asked: unknown) =>
      Promise.resolve(asked).then(
        () => 'answered',
        () => 'refused',
      );
    bridge.showMenu?.('nonsense');
    bridge.showMenu?.([{ id: 'x', label: 'Taken', group: 'file', shortcut: null, isEnabled: true, role: 'quit' }]);
    bridge.setDirty?.('nonsense');
    bridge.keepView?.('__proto__', 'x');
    bridge.keepView?.('millrace.view', { x: 1 });
    return [
      await refused(bridge.pickFiles?.(5)),
      await refused(bridge.pickFiles?.(['x'.repeat(1000)])),
      await refused(bridge.saveFile?.('', new Uint8Array(1))),
      await refused(bridge.saveFile?.('x', 'text')),
    ];
  });
  expect(answers).toEqual(['refused', 'refused', 'refused', 'refused']);
  expect(await menuOf()).not.toContain('Taken');
});

test('17, 20: the page has a few functions, and neither a frame in it nor a prototype gets at more', async ({ desktop }) => {
  const { page } = await desktop.start();
  await ready(page);
  const exposed = await page.evaluate(() => ({
    names: Object.entries(window.millrace).map(([name, value]) => `${name}: ${typeof value}`),
    isFrozen: Object.isFrozen(window.millrace),
    isFixed: Object.getOwnPropertyDescriptor(window, 'millrace')?.configurable === false,
    frame: (() => {
      const frame = document.body.appendChild(Object.assign(document.createElement('iframe'), { srcdoc: '<p>' }));
      return 'millrace' in (frame.contentWindow ?? {});
    })(),
    reached: (() => {
      const make = window.millrace.readView.constructor as (code: string) => () => unknown;
      try {
        return String(make('return typeof process + typeof require')());
      } catch {
        return 'refused';
      }
    })(),
  }));
  expect(exposed.names.sort()).toEqual([
    'isMac: boolean',
    'keepView: function',
    'onRequest: function',
    'pickFiles: function',
    'readView: function',
    'requestPort: function',
    'saveFile: function',
    'setDirty: function',
    'showMenu: function',
  ]);
  expect(exposed).toMatchObject({ isFrozen: true, isFixed: true, frame: false });
  expect(['refused', 'undefinedundefined']).toContain(exposed.reached);
});

test('18: the own protocol gives files of the window alone, and reads only', async ({ desktop }) => {
  const { application, page } = await desktop.start();
  await ready(page);
  const addresses = [
    'app://millrace/../package.json',
    'app://millrace/..%2f..%2fpackage.json',
    'app://millrace/%2e%2e/%2e%2e/package.json',
    'app://millrace/assets/..%2f..%2f..%2fpackage.json',
    'app://millrace/..%5c..%5cpackage.json',
    'app://millrace/%2fetc%2fpasswd',
    'app://millrace//etc/passwd',
    'app://millrace/index.html%00',
    'app://millrace/%E0%A4%A',
    'app://millrace/assets/',
    'app://other/index.html',
    'app://millrace.example/index.html',
  ];
  const statuses = await application.evaluate(
    ({ net }, urls) =>
      Promise.all(
        urls.map((url) =>
          net.fetch(url).then(
            (response) => response.status,
            () => 404,
          ),
        ),
      ),
    addresses,
  );
  expect(statuses).toEqual(addresses.map(() => 404));
  const { own, written, isNosniff } = await page.evaluate(async () => {
    const found = await fetch('/index.html');
    const posted = await fetch('/index.html', { method: 'POST', body: 'x' });
    return { own: found.status, written: posted.status, isNosniff: found.headers.get('x-content-type-options') };
  });
  expect({ own, written, isNosniff }).toEqual({ own: 200, written: 404, isNosniff: 'nosniff' });
});
