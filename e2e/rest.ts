import { setTimeout as wait } from 'node:timers/promises'

/** What the REST API answers of a prompt, as far as the tests look at it. */
export interface StoredPrompt {
  readonly name: string
  readonly latest: number
  readonly version: { readonly n: number; readonly messages: readonly { readonly text: string }[] }
}

/** The REST API as a program of somebody else uses it; every refusal is an error with its text. */
export class Rest {
  readonly #home: string

  /** `home` is the address of prompt-web. */
  constructor(home: string) {
    this.#home = home
  }

  async create(draft: object): Promise<StoredPrompt> {
    return this.#ask('POST', '/api/v1/prompts', draft)
  }

  /** Changes a prompt whatever its present state. */
  async change(name: string, change: object): Promise<StoredPrompt> {
    return this.#ask('PATCH', `/api/v1/prompts/${name}`, change)
  }

  async get(name: string): Promise<StoredPrompt> {
    return this.#ask('GET', `/api/v1/prompts/${name}`)
  }

  /** The text of one version. */
  async textOf(name: string, version: number): Promise<string> {
    const path = `/api/v1/prompts/${name}/versions/${version}`
    const { messages } = await this.#ask<StoredPrompt['version']>('GET', path)
    return messages.map(({ text }) => text).join('\n')
  }

  async render(name: string): Promise<{ readonly text: string }> {
    return this.#ask('POST', `/api/v1/prompts/${name}/render`, {})
  }

  async setLabel(name: string, label: string, to: object): Promise<void> {
    await this.#ask('PUT', `/api/v1/prompts/${name}/labels/${label}`, to)
  }

  async removeLabel(name: string, label: string): Promise<void> {
    await this.#ask('DELETE', `/api/v1/prompts/${name}/labels/${label}`)
  }

  async rollBackLabel(name: string, label: string): Promise<void> {
    await this.#ask('POST', `/api/v1/prompts/${name}/labels/${label}/rollback`, {})
  }

  /** Makes a link to a prompt, and answers it. */
  async share(prompt: string, fields: object = {}): Promise<{ id: string; url: string }> {
    return this.#ask('POST', '/api/v1/shares', { prompt, ...fields })
  }

  async trash(name: string): Promise<void> {
    await this.#ask('DELETE', `/api/v1/prompts/${name}`)
  }

  async #ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(new URL(path, this.#home), {
      method,
      headers: { 'if-match': '*', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (text.includes('"PB_OVERLOADED"')) {
      // On a machine that does other things as well; nothing was done yet.
      await wait(Number(response.headers.get('retry-after')) * 1_000)
      return this.#ask(method, path, body)
    }
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? (undefined as Answer) : JSON.parse(text)
  }
}
