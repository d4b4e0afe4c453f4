import { setTimeout as pause } from 'node:timers/promises'
import { Gate } from './gate.ts'

/** What was promised of one prompt: everything here was acknowledged. */
export interface WrittenPrompt {
  readonly title: string
  readonly name: string
  /** The text of each version, the first one first. */
  readonly texts: readonly string[]
  /** The version that the protected label stands at; null before it was set. */
  readonly labelled: number | null
}

/** What a request may come to. */
interface Answer {
  readonly status: number
  readonly body: { readonly name: string; readonly code?: string; readonly detail?: string }
}

/** Somebody who waits until so many changes have been acknowledged. */
interface Waiting {
  readonly enough: number
  readonly resolve: () => void
}

export interface WritersOptions {
  /** Where prompt-web answers, when the gate is open. */
  readonly webUrl: string
  readonly versionsOfEach?: number
  /** Codes of defects that a test causes itself, after which a change is sent again. */
  readonly expected?: readonly string[]
}

/** Refusals after which the same request may be sent again. */
const again = new Set([429, 502, 503, 507])
const pauseMs = 20
/** A request that takes longer is given up and sent again. */
const patienceMs = 10_000

/**
 * People who write prompts through crashes, each change until it is answered: as it carries a key, it
 * has to happen exactly once however often it is sent.
 */
export class Writers {
  readonly gate = new Gate()
  /** Changes that were answered with success. */
  acknowledged = 0
  /** Requests that were sent again, because nobody answered or nothing could be written. */
  sentAgain = 0
  /** Answers that no fault explains. */
  readonly refusals: string[] = []
  readonly written: WrittenPrompt[] = []
  #webUrl: string
  readonly #versionsOfEach: number
  readonly #expected: readonly string[]
  #serial = 0
  #isStopping = false
  #waiting: readonly Waiting[] = []
  #loops: readonly Promise<void>[] = []

  constructor({ webUrl, versionsOfEach = 4, expected = [] }: WritersOptions) {
    this.#webUrl = webUrl
    this.#versionsOfEach = versionsOfEach
    this.#expected = expected
  }

  /** Where they write. */
  get webUrl(): string {
    return this.#webUrl
  }

  start(count: number): void {
    this.#loops = Array.from({ length: count }, () => this.#writeForEver())
  }

  /** Lets them write, there. */
  goOn(webUrl = this.#webUrl): void {
    this.#webUrl = webUrl
    this.gate.open()
  }

  /** Waits until each has finished what it is at; prompt-web has to be there for that. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await Promise.all(this.#loops)
  }

  /** Resolves after so many more changes have been acknowledged. */
  progress(more: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting = [...this.#waiting, { enough: this.acknowledged + more, resolve }]
    return promise
  }

  async #writeForEver(): Promise<void> {
    while (!this.#isStopping) {
      await this.#writeOne().catch(({ message }: Error) => void this.refusals.push(message))
    }
  }

  async #writeOne(): Promise<void> {
    const serial = ++this.#serial
    const title = `Written ${serial}`
    const texts = [`text ${serial}.1`]
    const { name } = (await this.#change('POST', '', { title, content: texts[0] })).body
    const keep = (labelled: number | null) => ({ title, name, texts: [...texts], labelled })
    const place = this.written.push(keep(null)) - 1
    while (texts.length < this.#versionsOfEach && !this.#isStopping) {
      const content = `text ${serial}.${texts.length + 1}`
      await this.#change('PATCH', `/${name}`, { content })
      texts.push(content)
      this.written[place] = keep(null)
    }
    const version = texts.length
    await this.#change('PUT', `/${name}/labels/checked`, { version, protected: true })
    this.written[place] = keep(version)
  }

  /** Sends a change until it is answered. */
  async #change(method: string, path: string, body: object): Promise<Answer> {
    const key = crypto.randomUUID()
    for (;;) {
      await this.gate.passage
      const answer = await this.#send(method, path, body, key)
      if (answer && answer.status < 300) {
        this.#acknowledge()
        return answer
      }
      if (answer && !this.#isPassing(answer)) throw refusalOf(method, path, answer)
      this.sentAgain += 1
      await pause(pauseMs)
    }
  }

  #isPassing({ status, body }: Answer): boolean {
    return again.has(status) || this.#expected.includes(body.code ?? '')
  }

  #acknowledge(): void {
    this.acknowledged += 1
    const isDone = ({ enough }: Waiting) => this.acknowledged >= enough
    const done = this.#waiting.filter(isDone)
    this.#waiting = this.#waiting.filter((one) => !isDone(one))
    for (const { resolve } of done) resolve()
  }

  async #send(
    method: string,
    path: string,
    body: object,
    key: string,
  ): Promise<Answer | undefined> {
    try {
      const response = await fetch(`${this.#webUrl}/api/v1/prompts${path}`, {
        method,
        headers: { 'content-type': 'application/json', 'if-match': '*', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(patienceMs),
      })
      return { status: response.status, body: (await response.json()) as Answer['body'] }
    } catch {
      // Nobody was there, or left within the answer: what became of it is unknown.
      return undefined
    }
  }
}

function refusalOf(method: string, path: string, { status, body }: Answer): Error {
  return new Error(`${method} ${path}: ${status} ${body.code}`)
}
