// Bundles src/ into the one committed file dist/skolebro-chat.js, a classic script that any page may load.
// The output depends only on src/ and package-lock.json, so a second build gives the same bytes.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

// What a slow telephone loads in little more than a second. It was 25,600 before the panel knew who writes and where a
// guided conversation stands.
const MOST_BYTES = 30_000;
const BROWSERS = ['chrome111', 'edge111', 'firefox113', 'safari16.4'];

const root = fileURLToPath(new URL('.', import.meta.url));
const outfile = `${root}dist/skolebro-chat.js`;
const licences = `${root}dist/licenser.txt`;
const litVersion = JSON.parse(readFileSync(`${root}node_modules/lit/package.json`, 'utf8')).version;
const litLicence = readFileSync(`${root}node_modules/lit/LICENSE`, 'utf8').replace(/\r\n/g, '\n').trim();

/** A stylesheet is imported as its minified text. */
const stylesheets = {
  name: 'stylesheets',
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: BROWSERS });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/index.js'],
  bundle: true,
  write: false,
  format: 'iife',
  target: BROWSERS,
  minify: true,
  charset: 'utf8',
  plugins: [stylesheets],
  // Lit's own notices are replaced by its whole licence, once, in a file beside the script.
  legalComments: 'none',
  // A page may include the script twice. The second must stop before Lit asks for its Trusted Types policy again.
  banner: {
    js: `/*! skolebro-chat. Built from web/src by "npm run build"; do not edit.\n\nContains Lit ${litVersion} (https://lit.dev), BSD-3-Clause: the licence is in licenser.txt beside this file. */\nif(!customElements.get("skolebro-chat")){`,
  },
  footer: { js: '}' },
  logLevel: 'warning',
});

// Once minified, a line with an indent is only found in the templates of HTML, where a space says the same, and none
// before the end of a tag.
const built = Buffer.from(outputFiles[0].text.replace(/\n {2,}(>?)/g, (_, end) => end || ' '));
mkdirSync(`${root}dist`, { recursive: true });
writeFileSync(outfile, built);
writeFileSync(licences, `skolebro-chat.js indeholder Lit ${litVersion} (https://lit.dev), licens BSD-3-Clause:\n\n${litLicence}\n`);

const zipped = gzipSync(built, { level: 9 }).length;
console.log(`dist/skolebro-chat.js: ${built.length} bytes, ${zipped} bytes gzip (at most ${MOST_BYTES})`);
console.log(`integrity="sha384-${createHash('sha384').update(built).digest('base64')}"`);
if (zipped > MOST_BYTES) {
  console.error('The widget has grown too large.');
  process.exitCode = 1;
}
