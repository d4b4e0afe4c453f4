import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import chromium, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** What a browser under test must not do: update itself, sync, or talk to anyone but us. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/**
 * Starts Chromium from the npm packages alone; the caller closes it. The first call on a machine
 * unpacks the browser (200 MB, a few seconds) into the temporary folder, and later calls reuse it.
 */
export async function launchBrowser(): Promise<Browser> {
  const home = await unpackedBrowser()
  return await playwright.launch({
    executablePath: join(home, 'chromium'),
    args: flags,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023/lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  })
}

/** The folder that holds this version's browser with its libraries and fonts. */
async function unpackedBrowser(): Promise<string> {
  const root = fileURLToPath(new URL('..', import.meta.resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const home = join(tmpdir(), `promptbin-chromium-${version}-${process.getuid?.() ?? 'user'}`)
  if (existsSync(home)) return home
  const staging = await mkdtemp(`${home}-`)
  await unpackInto(staging, join(root, 'bin'))
  await writeFile(join(staging, 'fonts.conf'), fontsConfiguration(home))
  await mkdir(join(staging, 'fonts-cache'), { recursive: true })
  // A rename is all or nothing: an interrupted or concurrent unpacking never leaves half a browser.
  await rename(staging, home).catch(() => rm(staging, { recursive: true, force: true }))
  return home
}

/**
 * The package unpacks into the temporary folder of the moment, and leaves out the libraries that
 * plain Linux machines lack (nss, nspr) unless it finds itself on AWS.
 */
async function unpackInto(folder: string, archives: string): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    await chromium.executablePath(archives)
    await inflate(join(archives, 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** The bundled font for all text, so that pages look the same on every machine. */
function fontsConfiguration(home: string): string {
  const prefer = (family: string, font: string) =>
    `<alias binding="strong"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
  ${prefer('system-ui', 'Open Sans')}
  ${prefer('sans-serif', 'Open Sans')}
  ${prefer('monospace', 'DejaVu Sans Mono')}
</fontconfig>
`
}
