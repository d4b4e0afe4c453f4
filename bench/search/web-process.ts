import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/prompt-web/dist/main.js', import.meta.url))

/** The built prompt-web, alone, on a data folder. */
export class WebProcess {
  readonly url: string
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.url = url
  }

  /** Resolves when it answers. */
  static async start(dataFolder: string): Promise<WebProcess> {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PROMPTBIN_'))
    const settings = {
      PROMPTBIN_WEB_PORT: '0',
      PROMPTBIN_SHARE_PORT: '0',
      PROMPTBIN_DATA_DIR: dataFolder,
      PROMPTBIN_LOGGING_LEVEL: 'info',
    }
    const child = spawn(process.execPath, [main], {
      cwd: dataFolder,
      env: { ...Object.fromEntries(inherited), ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const url = await new Promise<string>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`prompt-web ended with ${code}.`)))
      createInterface({ input: child.stdout }).on('line', (line) => {
        const entry = JSON.parse(line)
        if (entry.event === 'service.ready') resolve(entry.url)
      })
    })
    return new WebProcess(child, url)
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await ended
  }
}
