// A Debian package made of the unpacked app with Debian's own dpkg-deb: for where electron-builder cannot fetch the tool that it would use.
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const architectures = { x64: 'amd64', arm64: 'arm64' };
const needed =
  'libgtk-3-0 | libgtk-3-0t64, libnotify4, libnss3, libxss1, libxtst6, xdg-utils, libatspi2.0-0 | libatspi2.0-0t64, libuuid1, libsecret-1-0';

const desktopEntry = `[Desktop Entry]
Name=Millrace
Comment=Visual workflow designer with a durable engine
Exec=/opt/Millrace/millrace %U
Terminal=false
Type=Application
Icon=millrace
StartupWMClass=Millrace
MimeType=application/vnd.millrace.workflow+json;x-scheme-handler/millrace;
Categories=Development;
`;

const mimeType = `<?xml version="1.0" encoding="utf-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/vnd.millrace.workflow+json">
    <comment>Millrace workflow</comment>
    <glob pattern="*.millrace.json"/>
    <glob pattern="*.millrace"/>
  </mime-type>
</mime-info>
`;

/** Chromium's sandbox wants its helper to belong to root with the set-user-ID bit, where user namespaces are not allowed. */
const afterInstall = `#!/bin/sh
set -e
chmod 4755 /opt/Millrace/chrome-sandbox || true
update-mime-database /usr/share/mime || true
update-desktop-database /usr/share/applications || true
`;

/** Whether it was made. */
export async function makeDeb({ unpacked, release, icon, version, description, maintainer }) {
  const staging = join(release, 'deb');
  await rm(staging, { recursive: true, force: true });
  const put = async (path, content, mode = 0o644) => {
    const target = join(staging, path);
    await mkdir(join(target, '..'), { recursive: true });
    await writeFile(target, content);
    await chmod(target, mode);
  };
  await cp(unpacked, join(staging, 'opt/Millrace'), { recursive: true });
  await mkdir(join(staging, 'usr/bin'), { recursive: true });
  await symlink('/opt/Millrace/millrace', join(staging, 'usr/bin/millrace-desktop'));
  await mkdir(join(staging, 'usr/share/pixmaps'), { recursive: true });
  await cp(icon, join(staging, 'usr/share/pixmaps/millrace.png'));
  await put('usr/share/applications/millrace.desktop', desktopEntry);
  await put('usr/share/mime/packages/millrace.xml', mimeType);
  const architecture = architectures[process.arch] ?? process.arch;
  const control = [
    'Package: millrace',
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${maintainer}`,
    'Section: devel',
    'Priority: optional',
    `Depends: ${needed}`,
    `Description: ${description}`,
  ];
  await put('DEBIAN/control', `${control.join('\n')}\n`);
  await put('DEBIAN/postinst', afterInstall, 0o755);
  const file = join(release, `millrace_${version}_${architecture}.deb`);
  const { status } = spawnSync('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', '-z1', staging, file], { stdio: 'inherit' });
  await rm(staging, { recursive: true, force: true });
  return status === 0;
}
