/** A save that was answered, so it may never be lost. */
export interface AcknowledgedSave {
  readonly name: string
  readonly version: number
  readonly text: string
}

interface PromptAnswer {
  readonly name: string
  readonly generation: number
  readonly version: { readonly n: number; readonly messages: readonly { text: string }[] }
}

const versionsOfEach = 5

/** People who save prompts and edit them, without a pause, through crashes. */
export class Savers {
  readonly acknowledged: AcknowledgedSave[] = []
  #webUrl: string
  #stopping = false
  #serial = 0
  #waiting: { readonly count: number; resolve(): void }[] = []
  #loops: Promise<void>[] = []

  constructor(webUrl: string) {
    this.#webUrl = webUrl
  }

  start(count: number): void {
    this.#stopping = false
    this.#loops = Array.from({ length: count }, () => this.#saveForEver())
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all(this.#loops)
  }

  moveTo(webUrl: string): void {
    this.#webUrl = webUrl
  }

  /** Resolves after `more` further saves have been acknowledged. */
  async progress(more: number): Promise<void> {
    const count = this.acknowledged.length + more
    await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }))
  }

  /** The acknowledged saves that the library no longer has as they were. */
  async lost(): Promise<AcknowledgedSave[]> {
    const lost: AcknowledgedSave[] = []
    for (const save of this.acknowledged) {
      const response = await fetch(
        new URL(`/api/v1/prompts/${save.name}/versions/${save.version}`, this.#webUrl),
      )
      const found = response.ok ? ((await response.json()) as PromptAnswer['version']) : undefined
      if (found?.messages[0]?.text !== save.text) lost.push(save)
    }
    return lost
  }

  async #saveForEver(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#saveOnePrompt()
      } catch {
        // A crash cut the connection: that save was not acknowledged, so nothing was promised.
        await new Promise(setImmediate)
      }
    }
  }

  async #saveOnePrompt(): Promise<void> {
    const serial = ++this.#serial
    let saved = await this.#send('POST', '/api/v1/prompts', {
      title: `Saved ${serial}`,
      content: `text ${serial}.1`,
    })
    for (let n = 2; n <= versionsOfEach && !this.#stopping; n++) {
      const content = `text ${serial}.${n}`
      saved = await this.#send('PATCH', `/api/v1/prompts/${saved.name}`, { content }, saved)
    }
  }

  async #send(
    method: string,
    path: string,
    body: { readonly title?: string; readonly content: string },
    before?: PromptAnswer,
  ): Promise<PromptAnswer> {
    const response = await fetch(new URL(path, this.#webUrl), {
      method,
      headers: {
        'content-type': 'application/json',
        ...(before && { 'if-match': `"${before.generation}"` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
    const saved = (await response.json()) as PromptAnswer
    this.#acknowledge({ name: saved.name, version: saved.version.n, text: body.content })
    return saved
  }

  #acknowledge(save: AcknowledgedSave): void {
    this.acknowledged.push(save)
    const reached = this.#waiting.filter(({ count }) => this.acknowledged.length >= count)
    this.#waiting = this.#waiting.filter((waiting) => !reached.includes(waiting))
    for (const { resolve } of reached) resolve()
  }
}
