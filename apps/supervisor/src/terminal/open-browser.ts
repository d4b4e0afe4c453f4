import { spawn } from 'node:child_process'

/** What opens an address in the browser of a person (xdg-open(1), open(1), wslview of wslu, `start`). */
function openerOf(platform: string, isWsl: boolean): readonly [program: string, ...string[]] {
  if (platform === 'darwin') return ['open']
  // The first word in quotes would be the title of a window.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""']
  return isWsl ? ['wslview'] : ['xdg-open']
}

export interface OpenBrowserOptions {
  readonly url: string
  /** As in `process.platform`. */
  readonly platform: string
  readonly isWsl: boolean
}

/** Opens an address in the browser, and waits for nothing. Whether it could be tried is not known. */
export function openBrowser({ url, platform, isWsl }: OpenBrowserOptions): void {
  const [program, ...words] = openerOf(platform, isWsl)
  const child = spawn(program, [...words, url], { stdio: 'ignore', detached: true })
  // Without such a program the address stands in the banner all the same.
  child.on('error', () => {})
  child.unref()
}
