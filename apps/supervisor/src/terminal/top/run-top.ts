import { setTimeout as delay } from 'node:timers/promises'
import type { ReadStream } from 'node:tty'
import type { Terminal } from '../terminal.ts'
import type { TopLook } from './ask-top.ts'
import { drawTop } from './draw-top.ts'
import type { RequestCounts, TopSnapshot } from './top-snapshot.ts'
import { firstView, keysOf, pressKey, selectedOf, type TopView } from './top-view.ts'

export interface RunTopOptions {
  readonly terminal: Terminal
  readonly colours: boolean
  /** Looks at the instance. Rejects while it is away. */
  readonly look: (before: RequestCounts | undefined) => Promise<TopLook>
  /** Reloads a service, all with null. Rejects with what it was refused with. */
  readonly reload: (service: string | null) => Promise<void>
}

const refreshMs = 1000

/** The other screen of a terminal, without a cursor, and back (xterm's control sequences). */
const [enter, leave] = ['\u001B[?1049h\u001B[?25l', '\u001B[?25h\u001B[?1049l']
const [home, restOfLine, restOfScreen] = ['\u001B[H', '\u001B[K', '\u001B[J']

/** Shows the instance until the person has seen enough. The terminal is then what it was before. */
export async function runTop(options: RunTopOptions): Promise<void> {
  const { stdin, stdout } = options.terminal
  const top = new Top(options)
  const onKey = (chunk: Buffer) => {
    for (const key of keysOf(chunk.toString())) top.press(key)
  }
  const onResize = () => top.draw()
  const input = stdin as Partial<ReadStream> & typeof stdin
  input.setRawMode?.(true)
  stdin.on('data', onKey).once('end', () => top.quit())
  stdout.on('resize', onResize)
  stdout.write(enter)
  try {
    await top.run()
  } finally {
    stdout.write(leave)
    stdout.off('resize', onResize)
    stdin.off('data', onKey)
    input.setRawMode?.(false)
  }
}

class Top {
  readonly #options: RunTopOptions
  readonly #end = new AbortController()
  #view: TopView = firstView
  #snapshot: TopSnapshot | undefined
  #counts: RequestCounts | undefined

  constructor(options: RunTopOptions) {
    this.#options = options
  }

  async run(): Promise<void> {
    while (!this.#end.signal.aborted) {
      await this.#refresh()
      this.draw()
      await delay(refreshMs, undefined, { signal: this.#end.signal }).catch(() => {})
    }
  }

  quit(): void {
    this.#end.abort()
  }

  press(key: string): void {
    const { view, wish } = pressKey(key, this.#view, this.#snapshot)
    this.#view = view
    if (wish === 'quit') this.quit()
    if (wish === 'ask-reload') this.#askReload()
    if (wish === 'reload') void this.#reload()
    this.draw()
  }

  draw(): void {
    if (this.#snapshot === undefined || this.#end.signal.aborted) return
    const { terminal, colours } = this.#options
    const { columns = 80, rows = 24 } = terminal.stdout
    const lines = drawTop(this.#snapshot, this.#view, { columns, rows, colours })
    terminal.stdout.write(`${home}${lines.join(`${restOfLine}\r\n`)}${restOfLine}${restOfScreen}`)
  }

  async #refresh(): Promise<void> {
    try {
      const { snapshot, counts } = await this.#options.look(this.#counts)
      this.#snapshot = snapshot
      this.#counts = counts
    } catch (error) {
      // It may be on its way back, as after a reload of everything; before the first look it is not there.
      if (this.#snapshot === undefined) throw error
      this.#say(`PromptBin does not answer: ${wordsOf(error)}`)
    }
  }

  #askReload(): void {
    const service = this.#marked()
    const what = service === null ? 'all services' : service
    this.#view = { ...this.#view, question: `Reload ${what}, without losing a request? y / n` }
  }

  async #reload(): Promise<void> {
    const service = this.#marked()
    this.#say(`Reloading ${service ?? 'all services'} …`)
    try {
      await this.#options.reload(service)
      this.#say(`Reloaded ${service ?? 'all services'}.`)
    } catch (error) {
      this.#say(`Not reloaded: ${wordsOf(error)}`)
    }
    this.draw()
  }

  /** The service of the marked process; null for the supervisor, which stands for all. */
  #marked(): string | null {
    const { service = 'supervisor' } =
      (this.#snapshot && selectedOf(this.#snapshot, this.#view)) ?? {}
    return service === 'supervisor' ? null : service
  }

  #say(message: string): void {
    this.#view = { ...this.#view, message }
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
