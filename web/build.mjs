// Bundles src/ into the one committed file dist/skolebro-chat.js.
// The output depends only on src/ and package-lock.json, so a second build gives the same bytes.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const litVersion = JSON.parse(readFileSync(`${root}node_modules/lit/package.json`, 'utf8')).version;
const litLicence = readFileSync(`${root}node_modules/lit/LICENSE`, 'utf8').replace(/\r\n/g, '\n').trim();

await build({
  absWorkingDir: root,
  entryPoints: ['src/skolebro-chat.js'],
  outfile: 'dist/skolebro-chat.js',
  bundle: true,
  format: 'esm',
  target: 'es2020',
  minify: true,
  charset: 'utf8',
  // Lit's own notices are replaced by its whole licence, once, in the banner.
  legalComments: 'none',
  banner: {
    js: `/*! skolebro-chat. Built from web/src by "npm run build"; do not edit.\n\nContains Lit ${litVersion} (https://lit.dev), licence BSD-3-Clause:\n\n${litLicence}\n*/`,
  },
  logLevel: 'info',
});
